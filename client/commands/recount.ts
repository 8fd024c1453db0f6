/** referrals recount: do the counters say what happened. For the authority. */
import { Option } from 'commander';
import { chosenArea, ownPlaces, type WhichArea } from './area-choice.ts';
import type { ConnectionOptions } from './connection.ts';
import { type Io, UsageError } from './io.ts';
import { day } from './options.ts';
import type { AddCommand } from './program.ts';

interface RecountOptions extends ConnectionOptions, WhichArea {
  from: string;
  to: string;
  format: 'text' | 'json';
}

const help = `
It counts again from the history of every referral and compares with the counters, row by
row and to the unit; it changes nothing. Resends have no history, so they are not compared.
Run it when nothing is coming in: what is counted while it reads may show as a difference.
Exits 1 where they differ.

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
    .requiredOption('--from <date>', 'first London day', day)
    .requiredOption('--to <date>', 'last London day, included', day)
    .option('--area <id>', 'the area; may be left out where there is one')
    .option('--endpoints <file>', 'endpoints.json of a local run')
    .addOption(new Option('--format <format>', 'how to tell it').choices(['text', 'json']).default('text'))
    .addHelpText('after', help)
    .action(async (options: RecountOptions) => finish(await run(options, io)));
};

async function run(options: RecountOptions, io: Io): Promise<number> {
  const { from, to, format } = options;
  if (from > to) throw new UsageError('--from must not be after --to.');
  const area = chosenArea(options, io);
  const { at, local } = ownPlaces(['REFERRALS_TABLE', 'WORK_TABLE', 'COUNTERS_TABLE'], options, io);
  // The tables' client is slow to load, so only a command that needs it does.
  const [{ openTables }, { recountTables }] = await Promise.all([
    import('#client/operator/stores.ts'),
    import('#client/operator/recount-tables.ts'),
  ]);
  const tables = openTables(area, local);
  try {
    const names = { referrals: at.REFERRALS_TABLE, work: at.WORK_TABLE, counters: at.COUNTERS_TABLE };
    const done = await recountTables(tables, names, from, to);
    if (format === 'json') await io.out(`${JSON.stringify(done, undefined, 2)}\n`);
    for (const { k, d, cell, standing, recounted } of format === 'text' ? done.differences : []) {
      await io.out(`${k} ${d} ${cell}: ${standing} counted, ${recounted} in the history\n`);
    }
    const { counts, rows, differences } = done;
    const agree = differences.length === 0 ? 'they agree' : `${differences.length} differ`;
    io.say(`${counts} counts of the history, ${rows} counter rows: ${agree}.`);
    return differences.length === 0 ? 0 : 1;
  } finally {
    tables.destroy();
  }
}
