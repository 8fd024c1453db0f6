/** Asks an app as a browser or API Gateway would, and gives its answer as a Response to look into. */
import type { App, Claims } from '#src/platform/http-message.ts';

export interface TestRequest {
  method?: string;
  headers?: HeadersInit | undefined;
  body?: string | URLSearchParams | Buffer;
  /** Of a token that the authorizer has verified. */
  claims?: Claims | undefined;
}

/** @param url a path, or a whole address of which path and query count */
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
  // A Response of these must not have a body at all.
  return new Response(status === 204 || status === 304 ? null : (text ?? ''), { status, headers: all });
}
