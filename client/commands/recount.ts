/** referrals recount: do the counters say what happened. For the authority. */
import { Option } from 'commander';
import * as z from 'zod';
import type { Bound, Difference } from '#client/operator/recount-tables.ts';
import { chosenArea, ownPlaces, type WhichArea } from './area-choice.ts';
import { type ConnectionOptions, findEndpoints } from './connection.ts';
import { Failed, type Io, UsageError } from './io.ts';
import { day } from './options.ts';
import type { AddCommand } from './program.ts';

interface RecountOptions extends ConnectionOptions, WhichArea {
  from: string;
  to: string;
  format: 'text' | 'json';
  bind?: boolean;
}

const help = `
It counts again from the history of every referral and compares with the counters, row by
row and to the unit; it changes nothing. Resends have no history, so they are not compared.
Run it when nothing is coming in: what is counted while it reads may show as a difference.
Exits 1 where they differ.

With --bind it also binds the months in the range, each of which must be whole and over for
an hour: where all agrees, questions about volumes read such a month in one row for each
counter, which is quicker and cheaper and says the same. A month that differs is read by its
days. The area binds each month by itself on the second of the next; --bind is for older
months, and for one that was counted in late or has been put right since.

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
    .option('--bind', 'bind whole months that are over and agree')
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
  const [{ openTables }, { bindTables, recountTables }] = await Promise.all([
    import('#client/operator/stores.ts'),
    import('#client/operator/recount-tables.ts'),
  ]);
  const tables = openTables(area, local);
  try {
    const names = { referrals: at.REFERRALS_TABLE, work: at.WORK_TABLE, counters: at.COUNTERS_TABLE };
    const now = options.bind ? await clockOf(options, io) : undefined;
    const bound = now && (await bindTables(tables, names, { from, to, now }));
    const done = bound ?? (await recountTables(tables, names, from, to));
    if (format === 'json') await io.out(`${JSON.stringify(done, undefined, 2)}\n`);
    for (const difference of format === 'text' ? done.differences : []) await io.out(`${told(difference)}\n`);
    const { counts, rows, differences } = done;
    const agree = differences.length === 0 ? 'they agree' : `${differences.length} differ`;
    io.say(`${counts} counts of the history, ${rows} counter rows: ${agree}.`);
    if (bound) sayBound(bound, io);
    return differences.length === 0 ? 0 : 1;
  } finally {
    tables.destroy();
  }
}

const told = ({ k, d, cell, standing, recounted, bound }: Difference): string =>
  bound
    ? `${k} ${d} ${cell}: ${standing} in the bound month, ${recounted} on the day`
    : `${k} ${d} ${cell}: ${standing} counted, ${recounted} in the history`;

function sayBound({ bound, overtaken }: Bound, io: Io): void {
  io.say(bound.length > 0 ? `Bound: ${bound.join(', ')}.` : 'No month was bound now.');
  if (overtaken.length > 0) io.say(`Counted in meanwhile, so not bound; run it again: ${overtaken.join(', ')}.`);
}

const clockAnswer = z.object({ now: z.iso.datetime() });

/** A local run has a clock of its own, which says when a month is over there. */
async function clockOf(options: RecountOptions, io: Io): Promise<() => Date> {
  const local = findEndpoints(options, io);
  if (!local) return () => io.now();
  const answer = clockAnswer.safeParse(await (await fetch(`${local.url}/local/clock`)).json());
  if (!answer.success) throw new Failed('The local run does not say what time it is there.');
  const ahead = Date.parse(answer.data.now) - io.now().getTime();
  return () => new Date(io.now().getTime() + ahead);
}
