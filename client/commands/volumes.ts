/** referrals volumes: asks for referral volumes. */
import { Option } from 'commander';
import type { VolumesParameters, VolumesResponse } from '#client/library/api.ts';
import { dimensions, measures } from '../../src/domain/counting/model.ts';
import { intervals } from '../../src/domain/volumes/periods.ts';
import type { AddCommand } from './add-command.ts';
import { type ConnectionOptions, connect } from './connection.ts';
import type { Io } from './io.ts';
import { withConnection } from './options.ts';

type Format = 'table' | 'csv' | 'json';
type VolumesOptions = ConnectionOptions & Omit<VolumesParameters, 'format'> & { format?: Format };

const help = `
Measures:   ${wrapWords(measures)}
Dimensions: ${wrapWords(dimensions)}

Days are those of London, both included. One dimension, or two with a comma between:
  referrals volumes --from 2026-01-01 --to 2026-12-31 --by offence,district
Twelve months against the eighteen before:
  referrals volumes --from 2026-01-01 --to 2026-12-31 --compare 18
`;

export const addVolumes: AddCommand = (program, io) => {
  const command = program
    .command('volumes')
    .description('ask for referral volumes')
    .addOption(new Option('--measure <name>', 'what is counted (referrals)').choices(measures))
    .option('--from <date>', 'first day')
    .option('--to <date>', 'last day')
    .addOption(new Option('--interval <name>', 'length of a period (month)').choices(intervals))
    .option('--by <dimension>', 'split by one dimension, or two')
    .option('--where <name:value>', 'only one service, source or district, such as district:E08000003')
    .option('--compare <months>', 'against the mean of so many months before')
    .addOption(new Option('--publish <how>', 'protect small counts').choices(['true', 'false']))
    .addOption(new Option('--format <format>', 'table on a terminal, otherwise json').choices(['table', 'csv', 'json']))
    .addHelpText('after', help);
  withConnection(command).action((options: VolumesOptions) => runVolumes(options, io));
};

async function runVolumes(options: VolumesOptions, io: Io): Promise<void> {
  const { format = io.isTerminal ? 'table' : 'json', endpoints: _, party: __, ...query } = options;
  const api = connect(options, io, ['authority']);
  // All other options are parameters of the API, which validates them.
  const parameters: VolumesParameters = query;
  if (format === 'csv') return io.out(await api.volumesCsv(parameters));
  const answer = await api.volumes(parameters);
  await io.out(format === 'json' ? `${JSON.stringify(answer, undefined, 2)}\n` : tableText(answer));
  if (format === 'table') for (const note of answer.notes ?? []) io.say(note);
}

function tableText(answer: VolumesResponse): string {
  const { measure, from, to, by, where, rows, total, compare, publish } = answer;
  const heading = `${measure}, ${from} to ${to}${where === undefined ? '' : `, ${where}`}${publish ? `, safe to publish (k = ${publish.k})` : ''}`;
  const cells = [
    ['period', ...by, 'count'],
    ...rows.map((row) => [
      row.period,
      ...by.map((dimension) => String(row[dimension as keyof typeof row] ?? '')),
      countText(row.count),
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const lines = cells.map((line) => line.map((cell, column) => alignCell(cell, column, widths)).join('  '));
  return [
    heading,
    '',
    ...lines,
    '',
    `total ${countText(total)}`,
    ...(compare ? [comparisonText(compare)] : []),
    '',
  ].join('\n');
}

const countText = (count: number | null): string => (count === null ? '[c]' : count.toLocaleString('en-GB'));

/** The last column has the numbers, which are right-aligned. */
function alignCell(cell: string, column: number, widths: readonly number[]): string {
  const width = widths[column] ?? 0;
  return column === widths.length - 1 ? cell.padStart(width) : cell.padEnd(width);
}

function comparisonText({ current, baseline, changePercent, reason }: NonNullable<VolumesResponse['compare']>): string {
  const mean = (one: typeof current) => (one.mean === null ? 'not known' : one.mean.toLocaleString('en-GB'));
  const means = `a month: ${mean(current)} over ${current.months}, ${mean(baseline)} over the ${baseline.months} before`;
  if (changePercent === null) return `${means}; the change cannot be said (${reason ?? 'not known'})`;
  const direction = changePercent < 0 ? 'decrease' : 'increase';
  return `${means}: ${changePercent === 0 ? 'no change' : `a ${Math.abs(changePercent)}% ${direction}`}`;
}

/** Wraps words to 80 columns, after a 12-character heading. */
function wrapWords(words: readonly string[]): string {
  const lines = [''];
  for (const word of words) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length > 66) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n            ');
}
