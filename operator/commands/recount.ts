/** referrals-operator recount: compares the counters with the history. For the authority. */
import { Option } from 'commander';
import type { AddCommand } from '#client/commands/add-command.ts';
import type { ConnectionOptions } from '#client/commands/connection.ts';
import { type Io, UsageError } from '#client/commands/io.ts';
import { parseDay } from '#client/commands/options.ts';
import type { Difference, RollUpResult } from '#operator/recount-tables.ts';
import { type AreaOptions, chooseArea, findAreaResources } from './area-choice.ts';
import { findClock } from './local-clock.ts';

interface RecountOptions extends ConnectionOptions, AreaOptions {
  from: string;
  to: string;
  format: 'text' | 'json';
  rollUp?: boolean;
}

const help = `
It counts again from the history of every referral and compares with the counters, row by
row and to the unit; it changes nothing. Resends have no history, so they are not compared.
Run it when nothing is coming in: what is counted while it reads may show as a difference.
Exits 1 where they differ.

With --roll-up it also rolls up the whole months in the range that ended at least an hour
ago and agree: queries for volumes then read such a month from one row for each counter,
which is faster and cheaper and gives the same figures. A month that differs is read by its
days, and loses a roll-up that it had. The area rolls up each month itself on the second of
the next, and one that was added to late or corrected at the next day's run; --roll-up does
that at once.

It reads the area's own tables, with AWS's own credentials and these, named as the functions
name them; or a local run's, with --endpoints (or .local/endpoints.json):
  REFERRALS_TABLE the ledger
  WORK_TABLE      the history
  COUNTERS_TABLE  the counters
`;

export const addRecount: AddCommand = (program, io, finish) => {
  program
    .command('recount')
    .description('count again from the history, and compare with the counters')
    .requiredOption('--from <date>', 'first London day', parseDay)
    .requiredOption('--to <date>', 'last London day, included', parseDay)
    .option('--roll-up', 'roll up whole months that are over and agree')
    .option('--area <id>', 'the area; left out, that of the local run, or AREA of the environment')
    .option('--endpoints <file>', 'endpoints.json of a local run')
    .addOption(new Option('--format <format>', 'how to tell it').choices(['text', 'json']).default('text'))
    .addHelpText('after', help)
    .action(async (options: RecountOptions) => finish(await runRecount(options, io)));
};

async function runRecount(options: RecountOptions, io: Io): Promise<number> {
  const { from, to, format } = options;
  if (from > to) throw new UsageError('--from must not be after --to.');
  const area = chooseArea(options, io);
  const { resources, local } = findAreaResources(['REFERRALS_TABLE', 'WORK_TABLE', 'COUNTERS_TABLE'], options, io);
  // The DynamoDB client is slow to load, so only the commands that need it load it.
  const [{ openTables }, { rollUpTables, recountTables }] = await Promise.all([
    import('#operator/stores.ts'),
    import('#operator/recount-tables.ts'),
  ]);
  const tables = openTables(area, local);
  try {
    const names = {
      referrals: resources.REFERRALS_TABLE,
      work: resources.WORK_TABLE,
      counters: resources.COUNTERS_TABLE,
    };
    const now = options.rollUp ? await findClock(options, io) : undefined;
    const rolledUp = now && (await rollUpTables(tables, names, { from, to, now }));
    const result = rolledUp ?? (await recountTables(tables, names, from, to));
    if (format === 'json') await io.out(`${JSON.stringify(result, undefined, 2)}\n`);
    for (const difference of format === 'text' ? result.differences : [])
      await io.out(`${differenceText(difference)}\n`);
    const { counts, rows, differences } = result;
    const agree = differences.length === 0 ? 'they agree' : `${differences.length} differ`;
    io.say(`${counts} counts of the history, ${rows} counter rows: ${agree}.`);
    if (rolledUp) reportRollUps(rolledUp, io);
    return differences.length === 0 ? 0 : 1;
  } finally {
    tables.destroy();
  }
}

const differenceText = ({ k, d, cell, standing, recounted, inRollUp }: Difference): string =>
  inRollUp
    ? `${k} ${d} ${cell}: ${standing} in the monthly roll-up, ${recounted} on the day`
    : `${k} ${d} ${cell}: ${standing} counted, ${recounted} in the history`;

function reportRollUps({ rolledUp, overtaken }: RollUpResult, io: Io): void {
  io.say(rolledUp.length > 0 ? `Rolled up: ${rolledUp.join(', ')}.` : 'No month was rolled up.');
  if (overtaken.length > 0) io.say(`Added to meanwhile, so not rolled up; run it again: ${overtaken.join(', ')}.`);
}
