/** referrals-operator catalogue: checks that it leaves nobody out, and replays a change of it. For the authority. */
import { Option } from 'commander';
import type { AddCommand } from '#client/commands/add-command.ts';
import type { ConnectionOptions } from '#client/commands/connection.ts';
import { Failed, type Io } from '#client/commands/io.ts';
import { parseDay, wholeNumber } from '#client/commands/options.ts';
import { checkArea, checkText } from '#operator/catalogue-check.ts';
import { replay } from '#src/domain/catalogue/replay.ts';
import { addMonths, londonDate } from '#src/domain/london.ts';
import { type AreaOptions, chooseArea, findAreaResources, listAreaIds } from './area-choice.ts';

type Format = 'text' | 'json';
const formatOption = () => new Option('--format <format>', 'how to tell it').choices(['text', 'json']).default('text');

interface CheckOptions extends AreaOptions {
  on?: string;
  ahead: number;
  overlaps?: true;
  format: Format;
}

interface ReplayOptions extends ConnectionOptions, AreaOptions {
  since: string;
  on?: string;
  format: Format;
}

const checkHelp = `
It looks at every kind of case that the catalogue's criteria can tell apart: each district,
ages on both sides of each limit, offences, flags, risk, needs, languages. A case that no
service takes is a problem unless the catalogue lists it as a known gap; so is an open
service that no case can reach. Overlaps are settled by specialism, priority and id.
Exits 1 when there is a problem.
`;

const replayHelp = `
The catalogue in areas/<area> (or --areas <folder>) is the changed one; what it is compared
with is where each referral went when it came. Only references, services and reasons are
told, though what was sent must be opened to know what routing read: only whoever may read
the area's secret can run this.

It reads the area's own tables, with AWS's own credentials and these, named as the functions
name them; or a local run's, with --endpoints (or .local/endpoints.json):
  REFERRALS_TABLE  the ledger
  SECRET_ID        ARN or name of the area's root secret
`;

export const addCatalogue: AddCommand = (program, io, finish) => {
  const group = program.command('catalogue').description('check the catalogue of services, or try a change of it');
  group
    .command('check')
    .description('prove that the catalogue leaves nobody out')
    .option('--area <id>', 'one area; left out, all of them')
    .option('--areas <folder>', 'folder of areas, in place of the project’s own')
    .option('--on <date>', 'the day whose contracts count (today)', parseDay)
    .option('--ahead <months>', 'and each day on which a contract changes, so far ahead', wholeNumber(0, 60), 12)
    .option('--overlaps', 'list where services overlap, and what settles it')
    .addOption(formatOption())
    .addHelpText('after', checkHelp)
    .action(async (options: CheckOptions) => finish(await runCheck(options, io)));
  group
    .command('replay')
    .description('show which recent referrals a changed catalogue would have sent elsewhere')
    .requiredOption('--since <date>', 'from this London day on', parseDay)
    .option('--area <id>', 'the area; left out, that of the local run, or AREA of the environment')
    .option('--areas <folder>', 'folder of areas, in place of the project’s own')
    .option('--on <date>', 'look at the contracts of this day, instead of each referral’s own', parseDay)
    .option('--endpoints <file>', 'endpoints.json of a local run')
    .addOption(formatOption())
    .addHelpText('after', replayHelp)
    .action((options: ReplayOptions) => runReplay(options, io));
};

async function runCheck(options: CheckOptions, io: Io): Promise<number> {
  const ids = options.area === undefined ? listAreaIds(options, io) : [options.area];
  if (ids.length === 0) throw new Failed('There is no area to check.');
  const from = options.on ?? londonDate(io.now());
  let problems = 0;
  for (const area of ids) {
    const result = checkArea(chooseArea({ ...options, area }, io), from, addMonths(from, options.ahead));
    problems += result.problems;
    const json = () => `${JSON.stringify(result)}\n`;
    await io.out(options.format === 'json' ? json() : checkText(result, options.overlaps === true));
  }
  return problems === 0 ? 0 : 1;
}

async function runReplay(options: ReplayOptions, io: Io): Promise<void> {
  const area = chooseArea(options, io);
  const { resources, local } = findAreaResources(['REFERRALS_TABLE', 'SECRET_ID'], options, io);
  // The DynamoDB client is slow to load, and a check does not need it.
  const [{ openKeys, openLedger, openTables }, { pastReferrals }, { replaySummary, replayText }] = await Promise.all([
    import('#operator/stores.ts'),
    import('#operator/past-referrals.ts'),
    import('#operator/replay-text.ts'),
  ]);
  const tables = openTables(area, local);
  try {
    const stores = {
      ledger: openLedger(tables, resources.REFERRALS_TABLE),
      keys: await openKeys(area, resources.SECRET_ID, local),
    };
    const past = await pastReferrals(stores, area, options.since, io.now());
    const report = replay(past.referrals, area, options.on);
    await io.out(options.format === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : replayText(report));
    io.say(replaySummary(report, past));
  } finally {
    tables.destroy();
  }
}
