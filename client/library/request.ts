/** Sends one request to the API, with token and retries. Never logs a request or response. */
import { type RouteName, routes } from './api-types.ts';
import { AccessRefused, readJson, toProblemError, UnexpectedAnswer } from './errors.ts';
import { isRecord } from './json.ts';
import { type RetryOptions, withRetries } from './retry.ts';
import type { TokenSource } from './token.ts';

export interface ApiOptions extends RetryOptions {
  /** Base URL of the API, for example https://referrals.example.org. */
  url: string;
  token: TokenSource;
  fetch?: typeof fetch;
  /** Milliseconds for one attempt. */
  timeoutMs?: number;
  /** Called with each answer that says that a call, or a part of it, will be switched off: log it as a warning. */
  onDeprecation?: (notice: DeprecationNotice) => void;
}

/** A call that will be switched off, or a part of it, as its answers say (RFC 9745, RFC 8594). */
export interface DeprecationNotice {
  call: RouteName;
  /** What of the call ends, for people; absent where all of it does. */
  part?: string;
  /** HTTP date after which it is no longer answered, where that is known. */
  sunset?: string;
}

export interface RequestOptions {
  /** The path's {id}. */
  id?: string;
  query?: Readonly<Record<string, string | undefined>>;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** Enough for a batch of a hundred. */
const defaultTimeoutMs = 60_000;

/**
 * @returns a response with a status below 400
 * @throws ReferralsProblem, Unreachable, AccessRefused, UnexpectedAnswer
 */
export async function sendRequest(
  options: ApiOptions,
  name: RouteName,
  request: RequestOptions = {},
): Promise<Response> {
  const first = await sendOnce(options, name, request);
  if (first.response.status !== 401) return requireSuccess(first.response);
  // A token can become invalid early, for example when the issuer rotates its keys: retry once with a new one.
  await first.response.body?.cancel();
  options.token.discard(first.token);
  const second = await sendOnce(options, name, request);
  if (second.response.status !== 401) return requireSuccess(second.response);
  await second.response.body?.cancel();
  throw new AccessRefused('the API takes no token of this client: check that its issuer is the one of the area');
}

async function sendOnce(
  options: ApiOptions,
  name: RouteName,
  { id, query = {}, body, headers }: RequestOptions,
): Promise<{ response: Response; token: string }> {
  const { method, path } = routes[name];
  const url = new URL(`${options.url.replace(/\/+$/, '')}${path.replace('{id}', encodeURIComponent(id ?? ''))}`);
  for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, value);
  const token = await options.token.get();
  const fetchUrl = options.fetch ?? fetch;
  const response = await withRetries(name, options, async () => {
    try {
      return {
        response: await fetchUrl(url, {
          method,
          headers: {
            authorization: `Bearer ${token}`,
            accept: 'application/json, application/problem+json, text/csv',
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          // Never send a token or personal data to an address that was not configured.
          redirect: 'error',
          signal: AbortSignal.timeout(options.timeoutMs ?? defaultTimeoutMs),
        }),
      };
    } catch (unanswered) {
      return { unanswered, from: url.href };
    }
  });
  if (response.headers.has('deprecation')) {
    const sunset = response.headers.get('sunset');
    const part = /;\s*title="([^"]+)"/.exec(response.headers.get('link') ?? '')?.[1];
    options.onDeprecation?.({ call: name, ...(part !== undefined && { part }), ...(sunset !== null && { sunset }) });
  }
  return { response, token };
}

async function requireSuccess(response: Response): Promise<Response> {
  if (response.status < 400) return response;
  throw await toProblemError(response);
}

/**
 * The body. Only what this library relies on is checked: words and fields that it does not know pass as they are.
 * @param texts fields that must be text
 * @throws UnexpectedAnswer naming the fields, never their values
 */
export async function parseAnswer<Body>(response: Response, texts: readonly string[], lists: readonly string[] = []) {
  const body = await readJson(response);
  if (!isRecord(body)) throw new UnexpectedAnswer('the answer is not in the contract’s form: the whole');
  const fields = [
    ...texts.filter((name) => typeof body[name] !== 'string'),
    ...lists.filter((name) => !Array.isArray(body[name])),
  ];
  if (fields.length > 0) throw new UnexpectedAnswer(`the answer is not in the contract’s form: ${fields.join(', ')}`);
  return body as Body;
}
