/** Converts a request to API Gateway's event, payload format 2.0. */
import type { IncomingMessage } from 'node:http';
import type { Claims } from './authorizer.ts';

export interface EventInput {
  request: IncomingMessage;
  body: Buffer;
  routeKey: string;
  parameters: Record<string, string>;
  requestId: string;
  /** Epoch milliseconds of the local clock. */
  now: number;
  region: string;
  account: string;
  authorizer?: { claims: Claims; scopes: string[] | null };
}

export function toEvent(input: EventInput): object {
  const { request, body, parameters } = input;
  const method = request.method ?? 'GET';
  const [path = '/', query = ''] = splitTarget(request.url ?? '/');
  const host = request.headers.host ?? '127.0.0.1';
  const queryStringParameters = queryParameters(query);
  const cookies = request.headers.cookie?.split(/;\s*/).filter((cookie) => cookie !== '');
  return {
    version: '2.0',
    routeKey: input.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies && { cookies }),
    headers: eventHeaders(request),
    ...(queryStringParameters && { queryStringParameters: queryStringParameters }),
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    requestContext: {
      accountId: input.account,
      apiId: 'local',
      ...(input.authorizer && {
        authorizer: { jwt: { claims: claimsAsText(input.authorizer.claims), scopes: input.authorizer.scopes } },
      }),
      domainName: host,
      domainPrefix: host.split('.')[0],
      http: {
        method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: input.requestId,
      routeKey: input.routeKey,
      stage: '$default',
      time: new Date(input.now).toUTCString(),
      timeEpoch: input.now,
    },
    ...(body.length > 0 && eventBody(body, request.headers['content-type'])),
    ...(body.length === 0 && { isBase64Encoded: false }),
  };
}

/** Splits a request target into raw path and raw query. */
export function splitTarget(target: string): [string, string] {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

/** Names are in lower case and repeated values joined with a comma; cookies have their own field. */
function eventHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (name !== 'cookie' && values) headers[name] = values.join(',');
  }
  return {
    ...headers,
    'x-forwarded-for': request.socket.remoteAddress ?? '127.0.0.1',
    'x-forwarded-port': String(request.socket.localPort ?? ''),
    'x-forwarded-proto': 'http',
  };
}

function queryParameters(query: string): Record<string, string> | undefined {
  if (query === '') return undefined;
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = parameters[name] === undefined ? value : `${parameters[name]},${value}`;
  }
  return parameters;
}

/** API Gateway passes text types on as text, and everything else, including forms, as base64. */
function eventBody(body: Buffer, contentType: string | undefined): { body: string; isBase64Encoded: boolean } {
  const isText = /^(text\/|application\/(json|javascript|xml|([\w.-]+\+)?(json|xml))\b)/i.test(contentType ?? '');
  return isText
    ? { body: body.toString('utf8'), isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };
}

/** API Gateway converts every claim to a string, and a list to `[a b]`. */
function claimsAsText(claims: Claims): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.join(' ')}]` : String(value),
    ]),
  );
}
