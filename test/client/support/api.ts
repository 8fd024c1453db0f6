/** A small HTTP server in place of the API and its issuer: it answers as told and remembers what came. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { BatchResult, HandOffDetail, ReferralResponse } from '#client/library/api.ts';
import type { ProblemCode } from '#src/contracts/problems.ts';
import { problems } from '#src/contracts/problems.ts';

export interface Asked {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** The connection ends without an answer. */
  dropped?: true;
}

export interface FakeApi {
  url: string;
  /** Without those for tokens. */
  asked: Asked[];
  tokensGiven: number;
  /** In the environment, what the commands need to find it. */
  env: Record<string, string>;
}

export interface FakeOptions {
  /** Seconds that tokens live. */
  lifeS?: number;
  token?: (asked: Asked) => Answer | undefined;
}

export async function fakeApi(answer: (asked: Asked) => Answer, options: FakeOptions = {}): Promise<FakeApi> {
  const api: FakeApi = { url: '', asked: [], tokensGiven: 0, env: {} };
  const tokenAnswer = (asked: Asked): Answer => {
    const own = options.token?.(asked);
    if (own) return own;
    api.tokensGiven += 1;
    return {
      body: { access_token: `token-${api.tokensGiven}`, expires_in: options.lifeS ?? 3600, token_type: 'Bearer' },
    };
  };
  const server = createServer(async (request, response) => {
    const sent = await text(request);
    const asked: Asked = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: request.headers['content-type'] === 'application/json' ? JSON.parse(sent) : sent,
    };
    const isToken = asked.url === '/oauth2/token';
    if (!isToken) api.asked.push(asked);
    const { status = 200, headers = {}, body, dropped } = isToken ? tokenAnswer(asked) : answer(asked);
    if (dropped) return request.socket.destroy();
    const type = status >= 400 ? 'application/problem+json' : 'application/json';
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  api.env = {
    REFERRALS_URL: api.url,
    REFERRALS_TOKEN_URL: `${api.url}/oauth2/token`,
    REFERRALS_CLIENT_ID: 'a client',
    REFERRALS_CLIENT_SECRET: 's€cret:&',
  };
  return api;
}

export const problem = (code: ProblemCode, over: object = {}) => ({
  type: `urn:victim-referral-intake:problem:${code}`,
  title: problems[code].title,
  status: problems[code].status,
  detail: `${problems[code].title}.`,
  code,
  correlationId: 'c1',
  ...over,
});

export const no = (code: ProblemCode, headers: Record<string, string> = {}): Answer => ({
  status: problems[code].status,
  headers,
  body: problem(code),
});

export const answered = (over: Partial<ReferralResponse> = {}): ReferralResponse => ({
  referralId: 'a'.repeat(26),
  reference: 'GM-7K3M-9QTX',
  version: 1,
  status: 'received',
  heldReasons: [],
  held: [],
  receivedAt: '2026-11-19T09:00:00Z',
  referBy: '2026-11-20',
  withinCode: true,
  enhancedRights: [],
  routing: {
    rulesVersion: 'r1',
    chosen: [{ service: 'one', name: 'Service One', respondBy: '2026-11-26T23:59:59Z', because: [], part: 'lead' }],
    considered: [],
  },
  notes: [],
  links: { self: '/v1/referrals/a' },
  ...over,
});

export const held = (): ReferralResponse =>
  answered({
    status: 'held',
    heldReasons: ['no-safe-contact'],
    held: [{ reason: 'no-safe-contact', release: 'Find a safe way.' }],
    routing: { rulesVersion: 'r1', chosen: [], considered: [] },
  });

/** Answers every item of a batch by itself. */
export function batchAnswer(asked: Asked, each: (referral: unknown) => Omit<BatchResult, 'index'>): Answer {
  const { referrals } = asked.body as { referrals: unknown[] };
  return { status: 207, body: { results: referrals.map((referral, index) => ({ index, ...each(referral) })) } };
}

export const detailOf = (over: Partial<HandOffDetail> = {}): HandOffDetail => ({
  handOffId: 'h-01',
  referralId: 'a'.repeat(26),
  reference: 'GM-7K3M-9QTX',
  service: 'one',
  status: 'collected',
  version: 2,
  since: '2026-11-19T09:00:00Z',
  priority: 'standard',
  respondBy: '2026-11-26T23:59:59Z',
  queuedAt: '2026-11-19T09:00:00Z',
  attempt: 1,
  reminded: false,
  contactAttempts: 0,
  outcome: null,
  reason: null,
  allowed: ['accepted', 'declined', 'returned'],
  links: { self: '/v1/hand-offs/h-01' },
  confirmationCode: 'ABCDEF',
  // Shown to the service alone, as what it is to know of the person is.
  notes: ['Marked-Name'],
  ...over,
});
