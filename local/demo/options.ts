/** The command line of `npm run demo`. */
import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Undefined sends everything on the current day of the run's clock. */
  year: number | undefined;
  referrals: number;
  seed: number;
  /** Path of the endpoints.json of a run to use. */
  endpoints: string | undefined;
  keep: boolean;
  help: boolean;
}

export const help = `Sends made-up referrals through the real door of a local run, lets services work them, and shows the volumes.

  npm run demo -- [options]

  --year <year>         spreads them over a year, day by day (left out: all today)
  --referrals <number>  how many (12500 with --year, else 200); resends come on top
  --endpoints <file>    endpoints.json of the run to use (.local/endpoints.json)
  --seed <number>       the same number makes the same people, who meet with the same services’ habits (1)
  --keep                leaves a run that the demo started running, until Ctrl-C
  --help                this text

Times come from the run's clock, which only moves forward: a year needs a run whose clock
is not past its beginning. Where none is found the demo starts one of its own, with that
clock and a data folder of its own, and says so. What was sent, with what was expected of
it, what services did with it, and when the clock moved is kept in <data folder>/demo as
lines of JSON. From these alone the volumes can be counted again, and compared with what the
run tells, every measure by every dimension: npm run demo:recount -- --endpoints <file>
(of a run to which nothing else was sent).

Exit codes: 0 everything is accounted for, 1 it is not or something failed, 2 these options are not understood.
`;

/** @throws Error with a message for the user if an option is invalid */
export function readDemoOptions(words: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      year: { type: 'string' },
      referrals: { type: 'string' },
      endpoints: { type: 'string' },
      seed: { type: 'string', default: '1' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  const year = values.year === undefined ? undefined : whole('--year', values.year, 2019, 2027);
  return {
    year,
    referrals: whole('--referrals', values.referrals ?? (year === undefined ? '200' : '12500'), 1, 1_000_000),
    seed: whole('--seed', values.seed, 0, 2 ** 31),
    endpoints: values.endpoints,
    keep: values.keep,
    help: values.help,
  };
}

function whole(option: string, text: string, least: number, most: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most)) {
    throw new Error(`${option} must be a whole number from ${least} to ${most}, not ${text}.`);
  }
  return number;
}
