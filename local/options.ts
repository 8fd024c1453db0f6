/** The command line of `npm start`. */
import { parseArgs } from 'node:util';
import { parseInstant } from './clock.ts';

export interface CommandLine {
  port: number;
  dataDir: string;
  area: string;
  now: number | undefined;
  fresh: boolean;
  canary: boolean;
  awsLike: boolean;
  help: boolean;
}

export const help = `Runs the whole system on this machine, at 127.0.0.1 only.

  npm start -- [options]

  --port <number>      port of the API and the pages (8080)
  --data-dir <folder>  where state is saved between runs (.local)
  --area <id>          which area of areas/ (greater-manchester)
  --now <time>         starts the clock at an RFC 3339 time such as 2026-11-23T09:00:00Z;
                       by default it continues from the last run in the folder, else real time.
                       POST /local/clock {"now": …} moves it forward while it runs
  --canary             sends a referral of nobody all the way each quarter of an hour, as when deployed
  --aws-like           lets calls to DynamoDB wait, conflict and be throttled as on AWS; the emulator
                       answers at once, and does one after another
  --fresh              removes the state of earlier runs from the data folder
  --help               this text

Ready when it prints "ready"; <data-dir>/endpoints.json then holds addresses, clients
and queues. Ctrl-C ends it. Each function's log is in <data-dir>/logs.
With AWS_ENDPOINT_URL_DYNAMODB set, that DynamoDB is used and none is started.

Exit codes: 0 stopped on request, 1 failed, 2 invalid options.
`;

/** @throws Error with a message for the user if an option is invalid */
export function readOptions(args: readonly string[]): CommandLine {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '8080' },
      'data-dir': { type: 'string', default: '.local' },
      area: { type: 'string', default: 'greater-manchester' },
      now: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      canary: { type: 'boolean', default: false },
      'aws-like': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
  if (!(port >= 0 && port <= 65_535)) throw new Error(`--port must be a number from 0 to 65535, not ${values.port}.`);
  const now = values.now === undefined ? undefined : parseInstant(values.now);
  if (values.now !== undefined && now === undefined) {
    throw new Error(`--now must be an RFC 3339 time with an offset, such as 2026-11-23T09:00:00Z, not ${values.now}.`);
  }
  const { area, fresh, canary, 'aws-like': awsLike, 'data-dir': dataDir, help: isHelp } = values;
  return { port, dataDir, area, now, fresh, canary, awsLike, help: isHelp };
}
