/** Calls an app as API Gateway would. @returns its response as a Response */
import type { App, Claims } from '#src/platform/http-message.ts';

export interface TestRequest {
  method?: string;
  headers?: HeadersInit | undefined;
  body?: string | URLSearchParams | Buffer;
  /** The claims of a verified token. */
  claims?: Claims | undefined;
}

/** @param url a path, or an address whose path and query are used */
export async function sendRequest(app: App, url: string, { method = 'GET', headers, body, claims }: TestRequest = {}) {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const {
    status,
    headers: responseHeaders,
    cookies,
    body: text,
  } = await app({
    method,
    path: pathname,
    query: searchParams,
    headers: Object.fromEntries(new Headers(headers)),
    body: Buffer.isBuffer(body) ? body : Buffer.from(String(body ?? '')),
    ...(claims && { claims }),
  });
  const all = new Headers({ ...responseHeaders });
  for (const cookie of cookies ?? []) all.append('set-cookie', cookie);
  // A Response with these statuses must have no body.
  const content = typeof text === 'string' ? text : new Uint8Array(text ?? []);
  return new Response(status === 204 || status === 304 ? null : content, { status, headers: all });
}
