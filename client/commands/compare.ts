/** referrals compare: lays the published figures of several areas side by side. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Option } from 'commander';
import { type PublishedFigures, publishedFiguresSchema } from '../../src/contracts/published-figures.ts';
import { type Measure, measures } from '../../src/domain/counting/model.ts';
import type { AddCommand } from './add-command.ts';
import { type Io, UsageError } from './io.ts';

export const addCompare: AddCommand = (program, io) => {
  program
    .command('compare')
    .argument('<file...>', 'published figures of an area: /dashboard/published.json, one file for each')
    .description('lay the published figures of several areas side by side')
    .addOption(new Option('--measure <name>', 'what is drawn').choices(measures).default('referrals'))
    .action(async (files: string[], { measure }: { measure: Measure }) => {
      await io.out(
        compareText(
          files.map((file) => readFigures(file, io)),
          measure,
        ),
      );
    });
};

/** @throws UsageError */
function readFigures(file: string, io: Pick<Io, 'folder'>): PublishedFigures {
  try {
    return publishedFiguresSchema.parse(JSON.parse(readFileSync(path.resolve(io.folder, file), 'utf8')));
  } catch (error) {
    throw new UsageError(`${file} cannot be read, or is not a file of published figures.`, { cause: error });
  }
}

const barLength = 40;

/** The average month that was counted, so that periods of different length can be compared; each area's size is not taken into account. */
function compareText(areas: readonly PublishedFigures[], drawn: Measure): string {
  const names = areas.map(({ area, from, to }) => `${area.name}, ${from} to ${to}`);
  const meanOf = (figures: PublishedFigures, measure: Measure): number | null => {
    const found = figures.measures.find((one) => one.measure === measure);
    const counted = found?.months.filter(({ month }) => !figures.uncountedMonths.includes(month)).length ?? 0;
    if (!found || counted === 0) return null;
    // A person of several months is in each of them: over a longer period the total alone would come out lower.
    const total = measure === 'victims' ? sumOf(found.months.map(({ count }) => count)) : found.total;
    return total === null ? null : total / counted;
  };
  const titles = areas[0]?.measures ?? [];
  const drawnMeans = areas.map((figures) => meanOf(figures, drawn));
  const most = Math.max(...drawnMeans.map((mean) => mean ?? 0), 1);
  const width = Math.max(...names.map((name) => name.length));
  const bars = names.map((name, index) => {
    const mean = drawnMeans[index] ?? null;
    const bar = '█'.repeat(Math.round((barLength * (mean ?? 0)) / most));
    return `${name.padEnd(width)}  ${bar}${bar && ' '}${formatMean(mean)}`;
  });
  const table = titles.map(({ measure, title }) => [title, ...areas.map((one) => formatMean(meanOf(one, measure)))]);
  const periods = new Set(areas.map(({ from, to }) => `${from} ${to}`));
  // One area may be laid beside itself a year before: its name alone would not tell the columns apart.
  const columns = ['', ...(periods.size > 1 ? names : areas.map(({ area }) => area.name))];
  const widths = columns.map((head, index) => Math.max(head.length, ...table.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ');
  return [
    `${titles.find(({ measure }) => measure === drawn)?.title ?? drawn}, the average month`,
    ...bars,
    '',
    line(columns),
    ...table.map(line),
    '',
    'Averages of published counts, which are rounded; 0 stands for none, or for a few. Areas differ in how many people live there.',
    ...(periods.size > 1 ? ['The areas’ figures are of different periods.'] : []),
    '',
  ].join('\n');
}

const sumOf = (counts: readonly (number | null)[]): number | null =>
  counts.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);

const formatMean = (mean: number | null): string =>
  mean === null ? '[c]' : mean.toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
