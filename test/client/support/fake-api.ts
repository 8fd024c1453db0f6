/** A small HTTP server in place of the API and its issuer, which gives prepared responses and records requests. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { BatchResult, HandOffDetail, ReferralResponse } from '#client/library/api.ts';
import type { ProblemCode } from '#src/contracts/problems.ts';
import { problems } from '#src/contracts/problems.ts';
import { onFileFinished } from '#test/support/on-file-finished.ts';

export interface ReceivedRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

export interface FakeResponse {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** The connection ends without an answer. */
  dropped?: true;
}

export interface FakeApi {
  url: string;
  /** Except requests for tokens. */
  requests: ReceivedRequest[];
  tokensGiven: number;
  /** Environment variables for commands that use it. */
  env: Record<string, string>;
}

export interface FakeOptions {
  /** Lifetime of tokens in seconds. */
  lifeS?: number;
  token?: (request: ReceivedRequest) => FakeResponse | undefined;
}

/** Some clients name a type of content where they send none. */
const parseSent = (sent: string, type = ''): unknown =>
  sent !== '' && type.endsWith('json') ? JSON.parse(sent) : sent;

export async function startFakeApi(
  answer: (request: ReceivedRequest) => FakeResponse,
  options: FakeOptions = {},
): Promise<FakeApi> {
  const api: FakeApi = { url: '', requests: [], tokensGiven: 0, env: {} };
  const tokenAnswer = (request: ReceivedRequest): FakeResponse => {
    const own = options.token?.(request);
    if (own) return own;
    api.tokensGiven += 1;
    return {
      body: { access_token: `token-${api.tokensGiven}`, expires_in: options.lifeS ?? 3600, token_type: 'Bearer' },
    };
  };
  const server = createServer(async (incoming, response) => {
    const sent = await text(incoming);
    const request: ReceivedRequest = {
      method: incoming.method ?? '',
      url: incoming.url ?? '',
      headers: incoming.headers,
      body: parseSent(sent, incoming.headers['content-type']),
    };
    const isToken = request.url === '/oauth2/token';
    if (!isToken) api.requests.push(request);
    const { status = 200, headers = {}, body, dropped } = isToken ? tokenAnswer(request) : answer(request);
    if (dropped) return incoming.socket.destroy();
    const type = status >= 400 ? 'application/problem+json' : 'application/json';
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onFileFinished(() => {
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

export const problemResponse = (code: ProblemCode, headers: Record<string, string> = {}): FakeResponse => ({
  status: problems[code].status,
  headers,
  body: problem(code),
});

export const referralResponse = (over: Partial<ReferralResponse> = {}): ReferralResponse => ({
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

export const heldResponse = (): ReferralResponse =>
  referralResponse({
    status: 'held',
    heldReasons: ['no-safe-contact'],
    held: [{ reason: 'no-safe-contact', release: 'Find a safe way.' }],
    routing: { rulesVersion: 'r1', chosen: [], considered: [] },
  });

/** Answers each item of a batch separately. */
export function batchResponse(
  request: ReceivedRequest,
  each: (referral: unknown) => Omit<BatchResult, 'index'>,
): FakeResponse {
  const { referrals } = request.body as { referrals: unknown[] };
  return { status: 207, body: { results: referrals.map((referral, index) => ({ index, ...each(referral) })) } };
}

export const handOffDetail = (over: Partial<HandOffDetail> = {}): HandOffDetail => ({
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
  releaseReminded: false,
  contactAttempts: 0,
  outcome: null,
  reason: null,
  allowed: ['accepted', 'declined', 'returned'],
  links: { self: '/v1/hand-offs/h-01' },
  confirmationCode: 'ABCDEF',
  // Shown to the service only, like personal data.
  notes: ['Marked-Name'],
  ...over,
});
