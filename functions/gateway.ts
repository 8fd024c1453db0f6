/** Adapts API Gateway events (HTTP API, payload format 2.0) to an app. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { App, Asked, Claims, Reply } from '#src/platform/exchange.ts';

/** The parts of the event that an app needs. Public routes have no authorizer. */
export type GatewayEvent = Pick<
  APIGatewayProxyEventV2,
  'rawPath' | 'rawQueryString' | 'headers' | 'cookies' | 'body' | 'isBase64Encoded'
> & {
  requestContext: { http: { method: string }; authorizer?: { jwt?: { claims: Claims } } };
};

export type HttpHandler = (event: GatewayEvent) => Promise<APIGatewayProxyStructuredResultV2>;

/** Wraps an app as a Lambda handler. */
export function httpHandler(ready: () => Promise<App>): HttpHandler {
  return async (event) => {
    const app = await ready();
    return result(await app(askedBy(event)), event.requestContext.http.method);
  };
}

function askedBy({
  rawPath,
  rawQueryString,
  headers,
  cookies,
  body,
  isBase64Encoded,
  requestContext,
}: GatewayEvent): Asked {
  const claims = requestContext.authorizer?.jwt?.claims;
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    method: requestContext.http.method,
    path: rawPath,
    query: new URLSearchParams(rawQueryString),
    // Payload format 2.0 delivers cookies apart from the headers.
    headers: { ...Object.fromEntries(named), ...(cookies && cookies.length > 0 && { cookie: cookies.join('; ') }) },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
    ...(claims && { claims }),
  };
}

function result(
  { status, headers, cookies = [], body = '' }: Reply,
  method: string,
): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: status,
    headers: { ...headers },
    ...(cookies.length > 0 && { cookies: [...cookies] }),
    body: method === 'HEAD' ? '' : body,
    isBase64Encoded: false,
  };
}
