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

export const help = `Sends made-up referrals to a local run over HTTP, has services work them, and shows the volumes.

  npm run demo -- [options]

  --year <year>         spreads them over a year, day by day (default: all today)
  --referrals <number>  how many (12500 with --year, else 200); resends come on top
  --endpoints <file>    endpoints.json of the run to use (.local/endpoints.json)
  --seed <number>       the same seed gives the same people and the same behaviour of services (1)
  --keep                keeps a run that the demo started until Ctrl-C
  --help                this text

Times come from the run's clock, which only moves forward: a year needs a run whose clock
is not past its beginning. If there is none, the demo starts its own run with that clock and
a separate data folder, and says so. What was sent and expected, what services did, and when
the clock moved is logged in <data folder>/demo as lines of JSON. From this log alone the
volumes can be recounted and compared with the run's, every measure by every dimension:
npm run demo:recount -- --endpoints <file> (of a run to which nothing else was sent).

Exit codes: 0 everything is accounted for, 1 it is not or something failed, 2 invalid options.
`;

/** @throws Error with a message for the user if an option is invalid */
export function readDemoOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      year: { type: 'string' },
      referrals: { type: 'string' },
      endpoints: { type: 'string' },
      seed: { type: 'string', default: '1' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  const year = values.year === undefined ? undefined : parseWholeNumber('--year', values.year, 2019, 2027);
  return {
    year,
    referrals: parseWholeNumber(
      '--referrals',
      values.referrals ?? (year === undefined ? '200' : '12500'),
      1,
      1_000_000,
    ),
    seed: parseWholeNumber('--seed', values.seed, 0, 2 ** 31),
    endpoints: values.endpoints,
    keep: values.keep,
    help: values.help,
  };
}

function parseWholeNumber(option: string, text: string, min: number, max: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= min && number <= max)) {
    throw new Error(`${option} must be a whole number from ${min} to ${max}, not ${text}.`);
  }
  return number;
}
