/** referrals-operator secret: rotates the area's secret. For whoever runs the area. */
import type { Command } from 'commander';
import type { AddCommand } from '#client/commands/add-command.ts';
import type { ConnectionOptions } from '#client/commands/connection.ts';
import { Failed, type Io, UsageError } from '#client/commands/io.ts';
import { wholeNumber } from '#client/commands/options.ts';
import type { Rotation } from '#operator/rotation.ts';
import { type AreaOptions, chooseArea, findAreaResources } from './area-choice.ts';
import { findClock } from './local-clock.ts';

interface Options extends ConnectionOptions, AreaOptions {
  yes?: true;
  maxRows?: number;
}

const help = `
What people say of a person is sealed with a key that derives from the area's secret. To
rotate it, run these in this order; nothing stops meanwhile:
  add      makes a version, which nothing uses yet
  use      15 minutes later at the earliest: seals by it from now on
  reseal   seals again what is of an older version; may be stopped, and run again
  status   counts the seals of each version, and prints nothing of them
  retire   an hour after use at the earliest: takes an old version out, for good
docs/rotating-the-secret.md says when, what to do after a leak, and what to keep a copy of.
No value of the secret is printed. One person at a time: two who write it at once undo one another.

It reads and writes the area's own secret and tables, with AWS's own credentials and these,
named as the functions name them; or a local run's, with --endpoints (or .local/endpoints.json):
  SECRET_ID        ARN or name of the area's secret
  REFERRALS_TABLE  the ledger
  WORK_TABLE       what moved, and the disclosure log
  WEB_TABLE        drafts and the staff directory
`;

export const addSecret: AddCommand = (program, io, finish) => {
  const group = program.command('secret').description('rotate the area’s secret').addHelpText('after', help);
  const addSubcommand = (name: string, description: string): Command =>
    group
      .command(name)
      .description(description)
      .option('--area <id>', 'the area; may be left out where there is one')
      .option('--endpoints <file>', 'endpoints.json of a local run')
      .addHelpText('after', help);
  addSubcommand('status', 'count the seals of each version').action(async (options: Options) =>
    finish(await withRotation(options, io, (rotation) => printStatus(rotation, io))),
  );
  addSubcommand('add', 'make a version that nothing uses yet').action(async (options: Options) =>
    finish(await withRotation(options, io, (rotation) => addVersion(rotation, io))),
  );
  addSubcommand('use', 'seal by the version added last').action(async (options: Options) =>
    finish(await withRotation(options, io, (rotation) => useNewest(rotation, io))),
  );
  addSubcommand('reseal', 'seal again what is of an older version')
    .option('--max-rows <number>', 'stop after so many rows', wholeNumber(1, 999_999_999))
    .action(async (options: Options) =>
      finish(await withRotation(options, io, (rotation) => resealTables(rotation, options, io))),
    );
  addSubcommand('retire', 'take an old version out for good')
    .argument('<version>', 'its number', wholeNumber(1, 255))
    .option('--yes', 'do not ask')
    .action(async (version: number, options: Options) =>
      finish(await withRotation(options, io, (rotation) => retire(rotation, version, options, io))),
    );
};

async function withRotation(options: Options, io: Io, act: (rotation: Rotation) => Promise<number>): Promise<number> {
  const area = chooseArea(options, io);
  const names = ['SECRET_ID', 'REFERRALS_TABLE', 'WORK_TABLE', 'WEB_TABLE'] as const;
  const { resources, local } = findAreaResources(names, options, io);
  const tables = { referrals: resources.REFERRALS_TABLE, work: resources.WORK_TABLE, web: resources.WEB_TABLE };
  const [{ openSecret, openTables }, { openRotation }, { NotNow }] = await Promise.all([
    import('#operator/stores.ts'),
    import('#operator/rotation.ts'),
    import('#operator/area-secret.ts'),
  ]);
  const now = await findClock(options, io);
  const client = openTables(area, local);
  const secret = openSecret(area, resources.SECRET_ID, local);
  try {
    return await act(openRotation({ area, client, tables, secret, now }));
  } catch (error) {
    if (error instanceof NotNow) throw new Failed(error.message, { cause: error });
    throw error;
  } finally {
    client.destroy();
    secret.close();
  }
}

async function addVersion(rotation: Rotation, io: Io): Promise<number> {
  const version = await rotation.add();
  io.say(`Version ${version} is there, and nothing uses it yet. Renew the copy of the secret now.`);
  io.say('In 15 minutes every function has read it: referrals-operator secret use');
  return 0;
}

async function useNewest(rotation: Rotation, io: Io): Promise<number> {
  const version = await rotation.use();
  io.say(`Functions seal by version ${version} within five minutes. Then: referrals-operator secret reseal`);
  return 0;
}

/** One line for each table and version on stdout. @returns 1 where a seal opens with no version */
async function printStatus(rotation: Rotation, io: Io): Promise<number> {
  const { current, versions, counts } = await rotation.status();
  for (const { table, byVersion, unreadable } of counts) {
    for (const version of versions) await io.out(`${table}\tversion ${version}\t${byVersion.get(version) ?? 0}\n`);
    if (unreadable > 0) await io.out(`${table}\tunreadable\t${unreadable}\n`);
  }
  io.say(
    `The secret has ${versions.length === 1 ? 'version' : 'versions'} ${versions.join(', ')}; ${current} is used.`,
  );
  return counts.some(({ unreadable }) => unreadable > 0) ? sayUnreadable(io) : 0;
}

async function resealTables(rotation: Rotation, { maxRows }: Options, io: Io): Promise<number> {
  const { resealed, changed, unreadable, isCutShort } = await rotation.reseal(maxRows, (done) => {
    if (done.resealed % 1000 === 0 && done.resealed > 0) io.say(`${done.resealed} rows so far`);
  });
  await io.out(`resealed\t${resealed}\n`);
  if (isCutShort) io.say('More rows are of an older version: run it again.');
  if (changed > 0) io.say(`${changed} rows changed meanwhile and were left: run it again.`);
  return unreadable > 0 ? sayUnreadable(io) : 0;
}

/** Exported for its test: the command itself looks for a minute first. */
export async function retire(
  rotation: Pick<Rotation, 'checkRetiring' | 'retire'>,
  version: number,
  { yes }: Pick<Options, 'yes'>,
  io: Io,
): Promise<number> {
  if (!yes && !io.ask) throw new UsageError('There is nobody to ask: say --yes to retire without.');
  await rotation.checkRetiring(version, () => io.say('None is left. Counting once more in a minute.'));
  const answer = yes ? 'yes' : await io.ask?.(`Take version ${version} out for good? (yes/no) `);
  if (answer?.trim().toLowerCase() !== 'yes') throw new Failed('Nothing was changed.');
  await rotation.retire(version);
  io.say(`Version ${version} is out. Keep the copy that has it until every backup of before is gone: 35 days.`);
  return 0;
}

function sayUnreadable(io: Io): number {
  io.say('Some seals open with no version of this secret: they were damaged, or a version was lost.');
  return 1;
}
