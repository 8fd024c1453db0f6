/** referrals-operator recover: brings the tables into agreement after one was restored. For the authority. */
import { InvalidArgumentError, Option } from 'commander';
import * as z from 'zod';
import type { AddCommand } from '#client/commands/add-command.ts';
import type { ConnectionOptions } from '#client/commands/connection.ts';
import { Failed, type Io } from '#client/commands/io.ts';
import type { LostMove, Recovery } from '#operator/recover-tables.ts';
import { type AreaOptions, chooseArea, findAreaResources } from './area-choice.ts';
import { findClock } from './local-clock.ts';

interface RecoverOptions extends ConnectionOptions, AreaOptions {
  restoredTo: Date;
  oldWork?: string;
  format: 'text' | 'json';
}

const help = `
Run it once the restored tables are in use and while no job runs: docs/restoring.md
says when. It erases again what was erased since, records and corrects again what the ledger has
since, and sends nothing: the sweep does, when it runs next. It may be run again.

It prints what no table can say again, one a line, ids and references alone:
  lost        a version that its sender must send or correct again
  refused     a correction that the rules refuse now: its sender corrects it again
  not-erased  one of the list of erasures that cannot be erased again, and why: details may be back
  unread      a referral that cannot be read or recorded, and why
  open        a hand-off as the restored table has it: its service says again how it stands
  move        with --old-work: what somebody did since, which they must do again
One referral that fails keeps back no other. no-queue-for-service: its service is not in
services.yaml; put it back, with the last day of its contract, and run this again.
Exits 1 where anything is lost, refused or listed so.

It reads and writes the area's own tables, with AWS's own credentials and these, named as the
functions name them; or a local run's, with --endpoints (or .local/endpoints.json):
  REFERRALS_TABLE WORK_TABLE COUNTERS_TABLE  the tables now in use
  ERASURES_TABLE  the list of erasures
  SECRET_ID       ARN or name of the area's root secret
`;

function parseInstant(text: string): Date {
  if (z.iso.datetime({ offset: true }).safeParse(text).success) return new Date(text);
  throw new InvalidArgumentError('Give a time such as 2026-01-31T09:00:00Z.');
}

export const addRecover: AddCommand = (program, io, finish) => {
  program
    .command('recover')
    .description('bring the tables into agreement after one was restored')
    .requiredOption('--restored-to <time>', 'the moment that the oldest restored table is of', parseInstant)
    .option('--old-work <table>', 'the work table that was in use before, if it can still be read')
    .option('--area <id>', 'the area; may be left out where there is one')
    .option('--endpoints <file>', 'endpoints.json of a local run')
    .addOption(new Option('--format <format>', 'how to tell it').choices(['text', 'json']).default('text'))
    .addHelpText('after', help)
    .action(async (options: RecoverOptions) => finish(await runRecover(options, io)));
};

async function runRecover(options: RecoverOptions, io: Io): Promise<number> {
  const area = chooseArea(options, io);
  const names = ['REFERRALS_TABLE', 'WORK_TABLE', 'COUNTERS_TABLE', 'ERASURES_TABLE', 'SECRET_ID'] as const;
  const { resources, local } = findAreaResources(names, options, io);
  // The DynamoDB client is slow to load, so only the commands that need it load it.
  const [{ openKeys, openTables }, { isInUse, movesInTable, recoverTables }] = await Promise.all([
    import('#operator/stores.ts'),
    import('#operator/recover-tables.ts'),
  ]);
  const client = openTables(area, local);
  try {
    const tables = {
      referrals: resources.REFERRALS_TABLE,
      work: resources.WORK_TABLE,
      counters: resources.COUNTERS_TABLE,
      erasures: resources.ERASURES_TABLE,
    };
    if (!(await isInUse(client, tables)))
      throw new Failed(`${tables.work} is no work table that was ever in use: is its name right? Nothing was changed.`);
    const since = options.restoredTo;
    const moves = options.oldWork === undefined ? [] : await movesInTable(client, options.oldWork, since);
    const now = await findClock(options, io);
    const keys = await openKeys(area, resources.SECRET_ID, local);
    const recovery = await recoverTables(client, tables, { area, keys, since, now });
    const text = () => linesOf(recovery, moves).join('');
    await io.out(options.format === 'json' ? `${JSON.stringify({ ...recovery, moves }, undefined, 2)}\n` : text());
    const { erased, recorded, corrected, lost, refused, unrecoverable, notErased, open } = recovery;
    io.say(`Erased again: ${erased}. Recorded again: ${recorded}. Corrected again: ${corrected}.`);
    io.say(`${open.length} hand-offs are open: their services say again how they stand.`);
    const unrecovered = lost.length + refused.length + unrecoverable.length + notErased.length;
    if (unrecovered > 0) io.say(`${unrecovered} referrals need somebody: see above.`);
    return unrecovered > 0 ? 1 : 0;
  } finally {
    client.destroy();
  }
}

const line = (...words: (string | number | undefined)[]): string =>
  `${words.filter((word) => word !== undefined).join('\t')}\n`;

const linesOf = ({ lost, refused, unrecoverable, notErased, open }: Recovery, moves: readonly LostMove[]): string[] => [
  ...lost.map(({ sender, reference, version, backTo }) =>
    line('lost', sender, reference, `version ${version}`, backTo && `now version ${backTo}`),
  ),
  ...refused.map(({ reference, version }) => line('refused', reference, `version ${version}`)),
  ...notErased.map(({ id, reason }) => line('not-erased', id, reason)),
  ...unrecoverable.map(({ id, reason }) => line('unread', id, reason)),
  ...open.map(({ service, handOffId, reference, status, since }) =>
    line('open', service, reference, handOffId, status, since),
  ),
  ...moves.map(({ at, by, reference, handOffId, event, reason }) =>
    line('move', at, by, reference, handOffId, event, reason),
  ),
];
