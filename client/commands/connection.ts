/** Connection settings, from the local run's endpoints.json or from the environment. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { type ReferralsApi, referralsApi } from '#client/library/api.ts';
import { type ClientCertificate, fetchWithCertificate } from '#client/library/client-certificate.ts';
import type { DeprecationNotice } from '#client/library/request.ts';
import type { Retry } from '#client/library/retry.ts';
import { clientCredentials } from '#client/library/token.ts';
import type { PartyKind } from '../../src/domain/vocabulary.ts';
import { Failed, type Io, UsageError } from './io.ts';

export interface ConnectionOptions {
  /** Path of an endpoints.json. */
  endpoints?: string;
  /** A party in it. */
  party?: string;
}

export const connectionHelp = `
Where the area is, and as whom:
  --endpoints <file>       the endpoints.json that npm start writes, with --party <id>
                           for the client to take from it; left out, and with no
                           REFERRALS_URL, .local/endpoints.json is used where it is there
  REFERRALS_URL            base of the API
  REFERRALS_TOKEN_URL      where the client gets its access token
  REFERRALS_CLIENT_ID      the client's id, and
  REFERRALS_CLIENT_SECRET  its secret
  REFERRALS_CERTIFICATE, REFERRALS_CERTIFICATE_KEY
                           PEM files of the certificate to present, where the API asks for one
`;

export const queueHelp = `
The queue (AWS's own settings say region and credentials):
  REFERRALS_QUEUE_URL              the service's queue
  REFERRALS_DEAD_LETTER_QUEUE_URL  its dead-letter queue
`;

const endpointsSchema = z.object({
  area: z.string().optional(),
  url: z.url(),
  tokenUrl: z.url(),
  clients: z.record(
    z.string(),
    z.object({ kind: z.string(), clientId: z.string(), clientSecret: z.string(), test: z.literal(true).optional() }),
  ),
  sqsEndpoint: z.url(),
  queues: z.record(z.string(), z.url()),
  deadLetterQueues: z.record(z.string(), z.url()),
  parkedQueue: z.url().optional(),
  dynamodbEndpoint: z.url(),
  tables: z.record(z.string(), z.string()),
  /** Endpoint and name of the area's root secret. */
  secret: z.object({ endpoint: z.url(), id: z.string() }).optional(),
  userPool: z.object({ endpoint: z.url(), id: z.string() }).optional(),
});
export type Endpoints = z.infer<typeof endpointsSchema>;

export const defaultEndpoints = path.join('.local', 'endpoints.json');

/** The endpoints.json that the options or the environment point to; undefined for a deployed area. */
export function findEndpoints({ endpoints }: ConnectionOptions, io: Io): Endpoints | undefined {
  if (endpoints !== undefined) return readEndpoints(path.resolve(io.folder, endpoints), endpoints);
  if (io.env['REFERRALS_URL'] !== undefined) return undefined;
  const file = path.resolve(io.folder, defaultEndpoints);
  return existsSync(file) ? readEndpoints(file, defaultEndpoints) : undefined;
}

function readEndpoints(file: string, name: string): Endpoints {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const running = 'It is there while npm start runs.';
    throw new Failed(`${name} cannot be read as endpoints.json. ${running}`, { cause });
  }
  const parsed = endpointsSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.'));
  throw new Failed(`${name} is not an endpoints.json: wrong or missing ${[...new Set(fields)].join(', ')}.`);
}

const environmentSchema = z.object({
  REFERRALS_URL: z.url(),
  REFERRALS_TOKEN_URL: z.url(),
  REFERRALS_CLIENT_ID: z.string().min(1),
  REFERRALS_CLIENT_SECRET: z.string().min(1),
});

/**
 * @param kinds party kinds that may use the command, most likely first: without --party, the first client of
 * endpoints.json with one of them is used
 */
export function connect(options: ConnectionOptions, io: Io, kinds: readonly PartyKind[]): ReferralsApi {
  const endpoints = findEndpoints(options, io);
  const certificate = endpoints ? undefined : readCertificate(io);
  const { url, ...client } = endpoints ? fromEndpoints(endpoints, options, io, kinds) : fromEnvironment(options, io);
  const onRetry = ({ status, waitMs }: Retry) =>
    io.say(`${status ?? 'no answer'}; trying again in ${(waitMs / 1000).toFixed(1)} s`);
  const announced = new Set<string>();
  const onDeprecation = ({ call, part, sunset = 'a day not yet known' }: DeprecationNotice) => {
    const what = part === undefined ? `${call} will be switched off` : `${part} will be refused`;
    if (!announced.has(what)) io.say(`warning: ${what} after ${sunset}: see /docs/changes on the area’s pages`);
    announced.add(what);
  };
  const token = clientCredentials(client, { onRetry });
  const presenting = certificate && { fetch: fetchWithCertificate(certificate) };
  return referralsApi({ url, token, onRetry, onDeprecation, ...presenting });
}

/** The certificate to present, from the two files that the environment names; undefined where it names none. */
export function readCertificate({ env, folder }: Io): ClientCertificate | undefined {
  const { REFERRALS_CERTIFICATE: file = '', REFERRALS_CERTIFICATE_KEY: keyFile = '' } = env;
  if (file === '' && keyFile === '') return undefined;
  if (file === '' || keyFile === '')
    throw new UsageError('REFERRALS_CERTIFICATE and REFERRALS_CERTIFICATE_KEY each name a file, or neither is set.');
  const read = (name: string): string => readFileSync(path.resolve(folder, name), 'utf8');
  try {
    const certificate = { certificate: read(file), key: read(keyFile) };
    // Says at once whether they are PEM and belong together.
    fetchWithCertificate(certificate);
    return certificate;
  } catch (cause) {
    throw new Failed(`${file} and ${keyFile} cannot be used as a certificate and its key, each as PEM.`, { cause });
  }
}

/** Base of the API. */
export const apiUrlOf = (options: ConnectionOptions, io: Io): string =>
  findEndpoints(options, io)?.url ?? fromEnvironment(options, io).url;

/** The first test party of this kind in endpoints.json; undefined for a deployed area, and where there is none. */
export const testPartyOf = (options: ConnectionOptions, io: Io, kind: PartyKind): string | undefined =>
  Object.entries(findEndpoints(options, io)?.clients ?? {}).find(([, one]) => one.test && one.kind === kind)?.[0];

/** As a test sender, for a service that tries what reaches it. */
export function connectSender(options: ConnectionOptions, io: Io): ReferralsApi {
  const party = testPartyOf(options, io, 'police');
  if (party !== undefined) return connect({ ...options, party }, io, ['police']);
  const { REFERRALS_SENDER_CLIENT_ID: id, REFERRALS_SENDER_CLIENT_SECRET: secret } = io.env;
  if (id === undefined || secret === undefined)
    throw new UsageError('Name a test sender in REFERRALS_SENDER_CLIENT_ID and REFERRALS_SENDER_CLIENT_SECRET.');
  const env = { ...io.env, REFERRALS_CLIENT_ID: id, REFERRALS_CLIENT_SECRET: secret };
  return connect({}, { ...io, env }, ['police']);
}

interface ClientSettings {
  url: string;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
}

function fromEndpoints(
  { url, tokenUrl, clients }: Endpoints,
  { party }: ConnectionOptions,
  io: Io,
  kinds: readonly PartyKind[],
): ClientSettings {
  const all = Object.entries(clients);
  const candidates = kinds.flatMap((kind) => all.filter(([, client]) => client.kind === kind));
  const [id, client] = (party === undefined ? candidates[0] : all.find(([name]) => name === party)) ?? [];
  if (!client) {
    const known = candidates.map(([name]) => name).join(', ') || 'none';
    throw new UsageError(`endpoints.json has no client for ${party ?? 'this'}. It could be: ${known}.`);
  }
  if (party === undefined) io.say(`as ${id}`);
  return { url, tokenUrl, clientId: client.clientId, clientSecret: client.clientSecret };
}

function fromEnvironment({ party }: ConnectionOptions, io: Io): ClientSettings {
  if (party !== undefined) {
    throw new UsageError('--party chooses a client of endpoints.json, and there is none: see --endpoints.');
  }
  const parsed = environmentSchema.safeParse(io.env);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new UsageError(
      `Say where the area is: with --endpoints <file>, or in the environment, which lacks or has wrong: ${names}.`,
    );
  }
  return {
    url: parsed.data.REFERRALS_URL,
    tokenUrl: parsed.data.REFERRALS_TOKEN_URL,
    clientId: parsed.data.REFERRALS_CLIENT_ID,
    clientSecret: parsed.data.REFERRALS_CLIENT_SECRET,
  };
}
