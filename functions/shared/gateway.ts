/** Adapts API Gateway events (HTTP API, payload format 2.0) to an app. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { App, Claims, HttpRequest, HttpResponse } from '#src/platform/http-message.ts';

/** The parts of the event that an app needs. Public routes have no authorizer. */
export type GatewayEvent = Pick<
  APIGatewayProxyEventV2,
  'rawPath' | 'rawQueryString' | 'headers' | 'cookies' | 'body' | 'isBase64Encoded'
> & {
  requestContext: { http: { method: string }; authorizer?: { jwt?: { claims: Claims } } };
};

export type HttpHandler = (event: GatewayEvent) => Promise<APIGatewayProxyStructuredResultV2>;

/** Wraps an app as a Lambda handler. */
export function httpHandler(getApp: () => Promise<App>): HttpHandler {
  return async (event) => {
    const app = await getApp();
    return toGatewayResult(await app(toRequest(event)), event.requestContext.http.method);
  };
}

function toRequest({
  rawPath,
  rawQueryString,
  headers,
  cookies,
  body,
  isBase64Encoded,
  requestContext,
}: GatewayEvent): HttpRequest {
  const claims = requestContext.authorizer?.jwt?.claims;
  const lowerCaseHeaders = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    method: requestContext.http.method,
    path: rawPath,
    query: new URLSearchParams(rawQueryString),
    // Payload format 2.0 delivers cookies apart from the headers.
    headers: {
      ...Object.fromEntries(lowerCaseHeaders),
      ...(cookies && cookies.length > 0 && { cookie: cookies.join('; ') }),
    },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
    ...(claims && { claims }),
  };
}

function toGatewayResult(
  { status, headers, cookies = [], body = '' }: HttpResponse,
  method: string,
): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: status,
    headers: { ...headers },
    ...(cookies.length > 0 && { cookies: [...cookies] }),
    ...(method === 'HEAD' ? { body: '', isBase64Encoded: false } : encodeBody(body)),
  };
}

const encodeBody = (body: string | Buffer): { body: string; isBase64Encoded: boolean } =>
  typeof body === 'string'
    ? { body, isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };
