/** What is looked at right after a deployment, from outside: each check says what is wrong, and none leaves anything behind. */
import * as z from 'zod';
import { type ClientCertificate, fetchWithCertificate } from '#client/library/client-certificate.ts';

export interface SmokeTarget {
  /** Base of the API, without a slash at its end; undefined where it cannot be looked at. */
  api: string | undefined;
  /** Base of the pages, which may have a domain of their own. */
  pages: string;
  /** What the API asks for, where it asks for a certificate. */
  certificate?: ClientCertificate;
  /** Of one request. */
  timeoutMs: number;
}

export interface SmokeResult {
  what: string;
  /** What is wrong; undefined where nothing is. */
  fault?: string;
}

export type Check = readonly [what: string, look: () => Promise<string | undefined>];

/** What each answer of the pages, and each of the API, must forbid a browser. */
const pageHeaders = [
  'content-security-policy',
  'strict-transport-security',
  'x-content-type-options',
  'referrer-policy',
  'permissions-policy',
] as const;
const apiHeaders = ['strict-transport-security', 'x-content-type-options'] as const;

const openApiSchema = z.object({
  openapi: z.string().startsWith('3.1'),
  servers: z.tuple([z.object({ url: z.string() })]),
});

/** @returns what each check found, in order; a check that gets no answer has that for its fault */
export async function runSmoke(target: SmokeTarget, further: readonly Check[] = []): Promise<SmokeResult[]> {
  const results: SmokeResult[] = [];
  for (const [what, look] of [...checksOf(target), ...further]) {
    const fault = await look().catch(sayFailure);
    results.push({ what, ...(fault !== undefined && { fault }) });
  }
  return results;
}

type Ask = (url: string, init?: RequestInit) => Promise<Response>;

const askBy =
  (send: typeof fetch, timeoutMs: number): Ask =>
  (url, init = {}) =>
    send(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs), ...init });

function checksOf({ api, pages, certificate, timeoutMs }: SmokeTarget): Check[] {
  const ask = askBy(fetch, timeoutMs);
  if (api === undefined) return [...pageChecks(pages, ask), ...apartChecks(pages, ask)];
  return [
    ...pageChecks(pages, ask),
    ...(api === pages ? [] : apartChecks(pages, ask)),
    ...apiChecks(api, certificate ? askBy(fetchWithCertificate(certificate), timeoutMs) : ask),
    ...(certificate ? [certificateCheck(api, ask)] : []),
  ];
}

const pageChecks = (pages: string, ask: Ask): Check[] => [
  [
    'the start page is there, and its headers protect it',
    async () => {
      const answer = await ask(`${pages}/`);
      return wrongStatus(answer, 200) ?? wrongType(answer, 'text/html') ?? missing(answer, pageHeaders);
    },
  ],
  [
    'its stylesheet is there',
    async () => {
      const href = /<link rel="stylesheet" href="([^"]+)"/.exec(await (await ask(`${pages}/`)).text())?.[1];
      if (href === undefined) return 'the start page names none';
      const answer = await ask(new URL(href, `${pages}/`).href);
      return wrongStatus(answer, 200) ?? wrongType(answer, 'text/css');
    },
  ],
  [
    'signing in leads to the issuer, and back to these pages',
    // Where the authority's people have an issuer of their own, the second leads there.
    async () =>
      (await signInFault(pages, '/sign-in', ask)) ?? (await signInFault(pages, '/sign-in?return=/triage', ask)),
  ],
];

async function signInFault(pages: string, path: string, ask: Ask): Promise<string | undefined> {
  const answer = await ask(`${pages}${path}`);
  const fault = wrongStatus(answer, 303);
  if (fault !== undefined) return `${path}: ${fault}`;
  const to = answer.headers.get('location');
  if (to === null) return `${path}: it leads nowhere`;
  const back = new URL(to, pages).searchParams.get('redirect_uri');
  return back === `${pages}/sign-in/callback` ? undefined : `${path}: it comes back to ${back}`;
}

/** Of pages that have a domain of their own. */
const apartChecks = (pages: string, ask: Ask): Check[] => [
  [
    'the pages’ domain leads to no call of the API',
    async () => wrongStatus(await ask(`${pages}/v1/referrals`, { method: 'POST', body: '{}' }), 404),
  ],
];

const apiChecks = (api: string, ask: Ask): Check[] => {
  const refusesToken = async (headers: Record<string, string>): Promise<string | undefined> =>
    wrongStatus(await ask(`${api}/v1/referrals`, { headers }), 401);
  return [
    [
      'the OpenAPI document is there, and names this address',
      async () => {
        const answer = await ask(`${api}/v1/openapi.json`);
        const fault = wrongStatus(answer, 200) ?? missing(answer, apiHeaders);
        if (fault !== undefined) return fault;
        const { success, data } = openApiSchema.safeParse(await answer.json());
        if (!success) return 'it is no OpenAPI 3.1 with one server';
        const [{ url }] = data.servers;
        return url === api ? undefined : `it names ${url}`;
      },
    ],
    ['without a token nobody is let in', () => refusesToken({})],
    ['with a bad token nobody is let in', () => refusesToken({ authorization: 'Bearer none.none.none' })],
    [
      'what there is not is refused by a problem document',
      async () => {
        const answer = await ask(`${api}/v1/nowhere`);
        const fault = wrongStatus(answer, 404) ?? wrongType(answer, 'application/problem+json');
        return fault ?? missing(answer, apiHeaders);
      },
    ],
  ];
};

/** @param ask presents none */
const certificateCheck = (api: string, ask: Ask): Check => [
  'without a certificate nobody is let in',
  async () => {
    const answer = await ask(`${api}/v1/openapi.json`).catch((error: unknown) => {
      // Most often the connection is ended at once. One that only takes too long says nothing of the certificate.
      if (error instanceof DOMException && error.name === 'TimeoutError') throw error;
      return undefined;
    });
    return answer === undefined || answer.status === 403 ? undefined : `the status is ${answer.status}`;
  },
];

/** Where a system gets its token, as the OpenAPI document says. @throws Error where it does not say */
export async function findTokenUrl({ api, certificate, timeoutMs }: SmokeTarget): Promise<string> {
  const send = certificate ? fetchWithCertificate(certificate) : fetch;
  const answer = await send(`${api}/v1/openapi.json`, { signal: AbortSignal.timeout(timeoutMs) });
  const tokenUrl = /"tokenUrl":\s*"([^"]+)"/.exec(await answer.text())?.[1];
  if (tokenUrl === undefined) throw new Error('the OpenAPI document names no token URL');
  return tokenUrl;
}

/** A line for each check; the number of faults stands last. */
export function smokeText(results: readonly SmokeResult[]): string {
  const faults = results.filter(({ fault }) => fault !== undefined);
  const lines = results.map(({ what, fault }) => (fault === undefined ? `ok     ${what}` : `FAULT  ${what}: ${fault}`));
  const sum = faults.length === 0 ? 'No fault.' : `${faults.length} of ${results.length} checks found a fault.`;
  return `${[...lines, sum].join('\n')}\n`;
}

const wrongStatus = ({ status }: Response, expected: number): string | undefined =>
  status === expected ? undefined : `the status is ${status}, not ${expected}`;

function wrongType({ headers }: Response, expected: string): string | undefined {
  const type = headers.get('content-type');
  return type?.startsWith(expected) ? undefined : `it is ${type ?? 'of no type'}, not ${expected}`;
}

function missing({ headers }: Response, names: readonly string[]): string | undefined {
  const absent = names.filter((name) => !headers.has(name));
  return absent.length === 0 ? undefined : `it lacks ${absent.join(', ')}`;
}

/** fetch says "fetch failed", and why in its cause. */
function sayFailure(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
