/** Adapts API Gateway events (HTTP API, payload format 2.0) to an app. */
import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { ProblemError, problemResponse } from '#src/http/problem.ts';
import type { App, Claims, HttpRequest, HttpResponse } from '#src/platform/http-message.ts';

/** The parts of the event that an app needs. Public routes have no authorizer. */
export type GatewayEvent = Pick<
  APIGatewayProxyEventV2,
  'rawPath' | 'rawQueryString' | 'headers' | 'cookies' | 'body' | 'isBase64Encoded'
> & {
  requestContext: {
    http: { method: string };
    authorizer?: { jwt?: { claims: Claims } };
    /** On a domain with mutual TLS: the certificate that the caller presented, which API Gateway has checked. */
    authentication?: { clientCert?: object };
  };
};

export type HttpHandler = (event: GatewayEvent) => Promise<APIGatewayProxyStructuredResultV2>;

/** Wraps an app as a Lambda handler. */
export function httpHandler(getApp: () => Promise<App>): HttpHandler {
  return async (event) => {
    const app = await getApp();
    return toGatewayResult(await app(toRequest(event)), event.requestContext.http.method);
  };
}

/**
 * As httpHandler, for the calls of the API. Where it asks for a certificate, a call without one is refused here too: it came by a
 * domain that asks for none, such as that of the pages, with the API's name in its `Host`.
 */
export function apiHandler(getApp: () => Promise<App>): HttpHandler {
  const handle = httpHandler(getApp);
  const asksForCertificate = process.env['CLIENT_CERTIFICATE'] === 'required';
  return async (event) => {
    const { authentication, http } = event.requestContext;
    if (!asksForCertificate || authentication?.clientCert) return handle(event);
    const problem = new ProblemError('forbidden', {
      detail: 'Present the certificate that the authority issued to you.',
    });
    return toGatewayResult(problemResponse(problem, randomUUID()), http.method);
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
