/** referrals-operator smoke: looks from outside at what was just deployed. For whoever deploys. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import type { AddCommand } from '#client/commands/add-command.ts';
import {
  type ConnectionOptions,
  connect,
  findEndpoints,
  readCertificate,
  testPartyOf,
} from '#client/commands/connection.ts';
import { Failed, type Io, UsageError } from '#client/commands/io.ts';
import { wholeNumber } from '#client/commands/options.ts';
import { findTokenUrl, runSmoke, type SmokeTarget, smokeText } from '#operator/smoke.ts';
import { canaryReferral } from '#src/usecases/jobs/walk-canary.ts';

interface SmokeOptions extends Pick<ConnectionOptions, 'endpoints'> {
  url?: string;
  pages?: string;
  outputs?: string;
  cert?: string;
  key?: string;
  timeout: number;
}

const help = `
It looks at the start page and its headers, signing in, the OpenAPI document, and what is
refused. With the client of a test party it also sends a referral with ?dryRun=true, which
is judged and routed, and stored nowhere:
  REFERRALS_CLIENT_ID      the client's id, and
  REFERRALS_CLIENT_SECRET  its secret
  REFERRALS_TOKEN_URL      where it gets its token; left out, the OpenAPI document says it
Where the API asks for a certificate, --cert and --key name it; without them the pages
alone are looked at, if they have a domain of their own.
Nothing is left behind. Exits 1 when there is a fault.
`;

export const addSmoke: AddCommand = (program, io, finish) => {
  program
    .command('smoke')
    .description('look from outside at what was just deployed')
    .option('--url <base>', 'base of the API, as the output ApiUrl of the stack has it')
    .option('--pages <base>', 'base of the pages, where they have a domain of their own')
    .option('--outputs <file>', 'the stack’s outputs as npm run deploy writes them, in place of --url')
    .option('--endpoints <file>', 'endpoints.json of a local run, in place of --url')
    .option('--cert <file>', 'PEM of the certificate to present, where the API asks for one')
    .option('--key <file>', 'PEM of its key')
    .option('--timeout <seconds>', 'how long to wait for one answer', wholeNumber(1, 300), 30)
    .addHelpText('after', help)
    .action(async (options: SmokeOptions) => finish(await smoke(options, io)));
};

async function smoke(options: SmokeOptions, io: Io): Promise<number> {
  const target = findTarget(options, io);
  const isWhole = target.api !== undefined;
  // A secret that is not set is an empty text in a pipeline.
  const hasClient = options.endpoints !== undefined || Boolean(io.env['REFERRALS_CLIENT_ID']);
  const results = await runSmoke(
    target,
    isWhole && hasClient
      ? [['a test party’s referral is judged and routed', () => sendDryRun(target, options, io)]]
      : [],
  );
  await io.out(smokeText(results));
  if (!isWhole) io.say('The API was not looked at: it asks for a certificate, and --cert names none.');
  else if (!hasClient) io.say('No referral was tried: REFERRALS_CLIENT_ID names no client of a test party.');
  return results.some(({ fault }) => fault !== undefined) ? 1 : 0;
}

function findTarget(options: SmokeOptions, io: Io): SmokeTarget {
  const timeoutMs = options.timeout * 1000;
  const outputs = options.outputs === undefined ? undefined : readOutputs(path.resolve(io.folder, options.outputs));
  const endpoints = options.endpoints === undefined ? undefined : findEndpoints(options, io);
  const base = options.url ?? outputs?.ApiUrl ?? endpoints?.url;
  const pages = options.pages ?? outputs?.PagesUrl ?? base;
  if (base === undefined || pages === undefined) throw new UsageError('Say where it is: --url <base>.');
  const certificate = readCertificate(withCertificate(options, io));
  const isShut = outputs?.ClientCertificate !== undefined && certificate === undefined;
  if (isShut && pages === base) throw new UsageError('It asks for a certificate: --cert <file> and --key <file>.');
  const api = isShut ? undefined : withoutSlash(base);
  return { api, pages: withoutSlash(pages), timeoutMs, ...(certificate && { certificate }) };
}

/** The options say what else the environment does, for the client's part. */
const withCertificate = ({ cert, key }: SmokeOptions, io: Io): Io => ({
  ...io,
  env: {
    ...io.env,
    ...(cert !== undefined && { REFERRALS_CERTIFICATE: cert }),
    ...(key !== undefined && { REFERRALS_CERTIFICATE_KEY: key }),
  },
});

/** As `cdk deploy --outputs-file` writes them: by stack, of which there is one. */
const outputsSchema = z.record(
  z.string(),
  z.object({ ApiUrl: z.url(), PagesUrl: z.url().optional(), ClientCertificate: z.literal('required').optional() }),
);

function readOutputs(file: string) {
  try {
    return Object.values(outputsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))))[0];
  } catch (cause) {
    throw new Failed(`${file} cannot be read as the outputs of a stack.`, { cause });
  }
}

/** Long ago, since a local run may be at any time; a dry run stores nothing, so it is never one that was sent before. */
const longAgo = new Date('2015-01-05T09:00:00Z');

async function sendDryRun(target: SmokeTarget, options: SmokeOptions, io: Io): Promise<string | undefined> {
  const sender = await connectTestParty(target, options, io);
  const { answer } = await sender.submit(canaryReferral(longAgo), { dryRun: true });
  if (answer.test !== true) return 'the client is of a real party: use that of a test party';
  return answer.routing.chosen.length === 0 ? 'it is routed to nobody' : undefined;
}

async function connectTestParty(target: SmokeTarget, options: SmokeOptions, io: Io) {
  const { endpoints } = options;
  if (endpoints !== undefined) {
    const party = testPartyOf({ endpoints }, io, 'police');
    if (party === undefined) throw new Error('endpoints.json has no test party of the police');
    return connect({ endpoints, party }, io, ['police']);
  }
  const tokenUrl = io.env['REFERRALS_TOKEN_URL'] ?? (await findTokenUrl(target));
  const presenting = withCertificate(options, io);
  const env = { ...presenting.env, REFERRALS_URL: target.api, REFERRALS_TOKEN_URL: tokenUrl };
  return connect({}, { ...presenting, env }, ['police']);
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
