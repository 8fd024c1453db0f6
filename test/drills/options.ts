/** The command line of `npm run drill`. */
import { parseArgs } from 'node:util';

export const drillNames = ['kill', 'emulator', 'disk', 'consumer', 'pairs', 'meetings'] as const;
export type DrillName = (typeof drillNames)[number];

export interface DrillOptions {
  only: readonly DrillName[];
  /** How long each drill keeps up its load. */
  seconds: number;
  /** Most referrals that one drill sends. */
  referrals: number;
  /** Cases for each combination of the pairs. */
  pairs: number;
  /** Cases for each kind of meeting. */
  meetings: number;
  seed: number;
  /** Leaves the data folders in place. */
  keep: boolean;
  help: boolean;
}

export const help = `Breaks a local run on purpose, under load, and audits what is left.

  npm run drill -- [options]

  --only <names>       one or more, joined by commas (all of them):
                         kill      kill -9 of the run at random instants, then a start on the same folder
                         emulator  pauses and kills the DynamoDB emulator, until the run gives up
                         disk      fills the disk of the data folder, then frees it (root on Linux)
                         consumer  a service's consumer is dead for an hour, another's for good
                         pairs     the two services of a case act in the same moment
                         meetings  sender, service, hub and the erasing job act in the same moment, two by two
  --seconds <number>   how long each drill keeps up its load (30)
  --referrals <number> most referrals that one drill sends (600)
  --pairs <number>     cases for each combination of the pairs (200)
  --meetings <number>  cases for each kind of meeting (20)
  --seed <number>      the same seed makes the same people and the same choices (1)
  --keep               leaves the data folders, to look at
  --help               this text

Exit codes: 0 nothing was lost, 1 something was, 2 invalid options.
`;

/** @throws Error with a message for the user if an option is invalid */
export function readDrillOptions(args: readonly string[]): DrillOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: drillNames.join(',') },
      seconds: { type: 'string', default: '30' },
      referrals: { type: 'string', default: '600' },
      pairs: { type: 'string', default: '200' },
      meetings: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  const asked = values.only.split(',');
  const unknown = asked.filter((name) => !drillNames.some((known) => known === name));
  if (unknown.length > 0)
    throw new Error(`There is no drill ${unknown.join(', ')}; there are ${drillNames.join(', ')}.`);
  return {
    only: drillNames.filter((name) => asked.includes(name)),
    seconds: wholeNumber('seconds', values.seconds),
    referrals: wholeNumber('referrals', values.referrals),
    pairs: wholeNumber('pairs', values.pairs),
    meetings: wholeNumber('meetings', values.meetings),
    seed: wholeNumber('seed', values.seed),
    keep: values.keep,
    help: values.help,
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,6}$/.test(text) || Number(text) === 0) throw new Error(`--${name} must be a whole number, not ${text}.`);
  return Number(text);
}
