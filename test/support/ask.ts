/** Asks an app as a browser or API Gateway would, and gives its answer as a Response to look into. */
import type { App, Claims } from '#src/platform/http-message.ts';

export interface AskInit {
  method?: string;
  headers?: HeadersInit | undefined;
  body?: string | URLSearchParams;
  /** Of a token that the authorizer has verified. */
  claims?: Claims | undefined;
}

/** @param url a path, or a whole address of which path and query count */
export async function ask(app: App, url: string, { method = 'GET', headers, body, claims }: AskInit = {}) {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const {
    status,
    headers: told,
    cookies,
    body: text,
  } = await app({
    method,
    path: pathname,
    query: searchParams,
    headers: Object.fromEntries(new Headers(headers)),
    body: Buffer.from(String(body ?? '')),
    ...(claims && { claims }),
  });
  const all = new Headers({ ...told });
  for (const cookie of cookies ?? []) all.append('set-cookie', cookie);
  // A Response of these must not have a body at all.
  return new Response(status === 204 || status === 304 ? null : (text ?? ''), { status, headers: all });
}
