/** HTTP responses: a function's result (payload format 2.0), or an error from the API Gateway emulation itself. */
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import * as z from 'zod';
import { isRecord } from '#local/emulators/aws-json.ts';
import type { Invocation } from '#local/functions/invocation.ts';
import { problems } from '#src/contracts/problems.ts';
import { transportHeaders } from '#src/platform/http-message.ts';

export interface RawHttpResponse {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

const resultSchema = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** A result without a status code becomes a 200 with the result as JSON, as API Gateway infers. */
export function responseFromInvocation(invocation: Invocation, correlationId: string): RawHttpResponse {
  if (!invocation.ok) {
    return invocation.kind === 'timeout'
      ? problemResponse({
          status: 503,
          code: 'unavailable',
          correlationId,
          retryAfter: 1,
        })
      : problemResponse({ status: 500, code: 'internal-error', correlationId });
  }
  const { value } = invocation;
  if (!isRecord(value) || !('statusCode' in value)) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(text) };
  }
  const parsed = resultSchema.safeParse(value);
  if (!parsed.success) {
    return problemResponse({ status: 500, code: 'internal-error', correlationId });
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const named = Object.entries(headers ?? {}).map(([name, text]) => [name.toLowerCase(), String(text)] as const);
  return {
    status: statusCode,
    headers: {
      // API Gateway's default content type is plain text.
      ...(body && !named.some(([name]) => name === 'content-type') && { 'content-type': 'text/plain; charset=utf-8' }),
      ...Object.fromEntries(named),
      ...(cookies && cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

export interface GatewayProblem {
  status: number;
  code: string;
  correlationId: string;
  detail?: string;
  challenge?: string;
  retryAfter?: number;
}

/**
 * An error that API Gateway itself would return. Deployed, it is only `{"message": …}` without our headers; locally it is
 * a problem document, with a reason that helps whoever tries things out.
 */
export function problemResponse(input: GatewayProblem): RawHttpResponse {
  const { status, code, correlationId, detail, challenge, retryAfter } = input;
  const title = titles.get(code) ?? STATUS_CODES[status] ?? 'Error';
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...transportHeaders,
      ...(challenge !== undefined && { 'www-authenticate': challenge }),
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    },
    body: Buffer.from(
      JSON.stringify({
        type: `urn:victim-referral-intake:problem:${code}`,
        title,
        status,
        detail: detail ?? title,
        code,
        correlationId,
      }),
    ),
  };
}

const titles = new Map<string, string>(Object.entries(problems).map(([code, { title }]) => [code, title]));

export const jsonResponse = (status: number, value: object): RawHttpResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify(value)),
});

export function sendResponse(response: ServerResponse, content: RawHttpResponse, correlationId: string): void {
  const hasNoBody = content.status === 204 || content.status === 304;
  response.writeHead(content.status, {
    'x-correlation-id': correlationId,
    ...content.headers,
    ...(!hasNoBody && { 'content-length': content.body.length }),
  });
  response.end(hasNoBody ? undefined : content.body);
}
