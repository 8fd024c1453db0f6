/** Refusals that any call may have: what is sent is an example of the document, made wrong in one way. */
import type { ProblemCode } from '#src/contracts/problems.ts';
import { type Route, type RouteName, routes } from '#src/contracts/routes.ts';
import type { RecordedCall } from '#src/http/openapi-examples.ts';
import { ProblemError, problemResponse, retryAfterS } from '#src/http/problem.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import type { Api, ApiRequest, CallerName, SendOptions } from './api.ts';
import type { Exchange } from './validator.ts';

/** How a request is made wrong; what stays as it was is left out. */
type Spoil = (request: ApiRequest, api: Api, operation: RouteName) => { request?: ApiRequest; options?: SendOptions };

const withHeader = (request: ApiRequest, name: string, value: string): ApiRequest => ({
  ...request,
  headers: { ...request.headers, [name]: value },
});

const nobodysId = (path: string): string =>
  path
    .replace(/[a-z2-7]{26}(-\d\d)?/, (_, number = '') => `${'a'.repeat(26)}${number}`)
    .replace(/[\w-]+\.schema\.json/, 'none');

const spoils: Partial<Record<ProblemCode, Spoil>> = {
  unauthenticated: () => ({ options: { as: undefined } }),
  forbidden: () => ({ options: { scope: 'referrals/nothing' } }),
  'invalid-request': (request) => ({ request: withHeader(request, 'X-On-Behalf-Of', 'x'.repeat(65)) }),
  'malformed-query': (request) => ({
    request: { ...request, path: `${request.path}${request.path.includes('?') ? '&' : '?'}colour=red` },
  }),
  'malformed-json': (request) => ({ request: { ...request, body: '{"a":' } }),
  'unsupported-media-type': (request) => ({ request: withHeader(request, 'Content-Type', 'text/plain') }),
  'payload-too-large': (request) => ({ request: { ...request, body: JSON.stringify('x'.repeat(1024 * 1024)) } }),
  'not-acceptable': (request) => ({ request: withHeader(request, 'Accept', 'text/html') }),
  'not-found': (request) => ({ request: { ...request, path: nobodysId(request.path) } }),
  'precondition-required': ({ headers: { 'If-Match': _, ...headers }, ...request }) => ({
    request: { ...request, headers },
  }),
  'internal-error': (_, api) => ({ options: { apps: api.failingWith(() => new TypeError('broken')) } }),
  unavailable: (_, api) => ({ options: { apps: api.failingWith(() => new Unavailable('the store is away')) } }),
};

/** Who may make the call. */
export function callerOf(operation: RouteName): CallerName | undefined {
  const [access] = (routes[operation] as Route).access ?? [];
  if (!access) return undefined;
  if (access.scope === 'referrals/submit') return 'police';
  return access.scope === 'referrals/hand-offs' ? 'general' : 'authority';
}

/** A request of the call that was taken once. */
export function takenRequest(operation: RouteName, calls: readonly RecordedCall[]): ApiRequest {
  const taken = calls.find((call) => call.operation === operation && call.answer.status < 300);
  return taken?.request ?? { path: routes[operation].path, headers: {} };
}

/** @returns each refusal of the call that any call may have, with the code that it should have */
export async function sendSpoiled(api: Api, operation: RouteName, codes: readonly string[], request: ApiRequest) {
  const sent: { code: string; exchange: Exchange }[] = [];
  for (const code of codes) {
    const spoil = spoils[code as ProblemCode];
    if (!spoil) continue;
    const { request: spoiled = request, options } = spoil(request, api, operation);
    const exchange = await api.send(operation, spoiled, { as: callerOf(operation), ...options });
    sent.push({ code, exchange });
  }
  return sent;
}

/** What a call is answered where it does not reach the functions, in the words of API Gateway, and of the local run in its place. */
export function gatewayAnswers(operation: RouteName, request: ApiRequest): Exchange[] {
  const sent = { query: new URLSearchParams(), headers: new Headers(request.headers), body: '' };
  const ofGateway = Object.entries(gatewayWords).map(([status, message]) => ({
    status: Number(status),
    headers: new Headers({
      'content-type': 'application/json',
      ...(status === '401' && { 'www-authenticate': 'Bearer' }),
    }),
    body: JSON.stringify({ message }),
  }));
  const problem = new ProblemError('too-many-requests', {}, { 'retry-after': String(retryAfterS) });
  const { status, headers, body = '' } = problemResponse(problem, 'an-id-1');
  const ofLocalRun = { status, headers: new Headers({ ...headers }), body: String(body) };
  const isProtected = (routes[operation] as Route).access !== undefined;
  const takesBody = (routes[operation] as Route).method !== 'GET';
  return [...ofGateway, ofLocalRun]
    .filter((answer) => (answer.status !== 401 || isProtected) && (answer.status !== 413 || takesBody))
    .map((answer) => ({ operation, request: sent, answer }));
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html and its pages of limits */
const gatewayWords = {
  401: 'Unauthorized',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;
