/** Access tokens by client credentials (RFC 6749, section 4.4), cached until shortly before they expire. */
import { AccessRefused, readJson, UnexpectedAnswer } from './errors.ts';
import { isRecord } from './json.ts';
import { type RetryOptions, withRetries } from './retry.ts';

export interface TokenSource {
  /** A token that is still valid for a while. */
  get(): Promise<string>;
  /** Discards a token that the API refused, so that the next get fetches another. */
  discard(stale: string): void;
}

export interface ClientCredentials {
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  /** Separated by spaces. Default: all that the client may have. */
  scope?: string;
}

export interface TokenOptions extends RetryOptions {
  fetch?: typeof fetch;
  /** Monotonic clock in milliseconds. */
  now?: () => number;
  /** Milliseconds for one request. */
  timeoutMs?: number;
}

/** RFC 6749 only recommends expires_in; this is assumed when an issuer leaves it out. */
const assumedLifeS = 300;
/** Tokens are renewed this long before they expire, so that none expires in transit. */
const marginMs = 60_000;

export function clientCredentials(client: ClientCredentials, options: TokenOptions = {}): TokenSource {
  const now = options.now ?? (() => performance.now());
  let cached: { token: string; until: number } | undefined;
  let fetching: Promise<string> | undefined;

  const fetchAndCache = async (): Promise<string> => {
    const requestedAt = now();
    const { access_token: token, expires_in: lifeS = assumedLifeS } = await fetchToken(client, options);
    const lifeMs = lifeS * 1000;
    cached = { token, until: requestedAt + lifeMs - Math.min(marginMs, lifeMs / 2) };
    return token;
  };

  return {
    async get() {
      if (cached && now() < cached.until) return cached.token;
      // Concurrent callers share one request.
      fetching ??= fetchAndCache().finally(() => {
        fetching = undefined;
      });
      return fetching;
    },
    discard(stale) {
      if (cached?.token === stale) cached = undefined;
    },
  };
}

/** As in RFC 6749, section 5.1. */
export interface TokenAnswer {
  access_token: string;
  /** Seconds. */
  expires_in?: number;
}

/**
 * Asks the issuer each time.
 * @throws AccessRefused where it gives none
 */
export async function fetchToken(client: ClientCredentials, options: TokenOptions): Promise<TokenAnswer> {
  const send = options.fetch ?? fetch;
  const response = await withRetries('token', options, async () => {
    try {
      return {
        response: await send(client.tokenUrl, {
          method: 'POST',
          headers: {
            authorization: `Basic ${basicCredentials(client.clientId, client.clientSecret)}`,
            'content-type': 'application/x-www-form-urlencoded',
            accept: 'application/json',
          },
          body: new URLSearchParams({
            grant_type: 'client_credentials',
            ...(client.scope === undefined ? {} : { scope: client.scope }),
          }),
          redirect: 'error',
          signal: AbortSignal.timeout(options.timeoutMs ?? 30_000),
        }),
      };
    } catch (unanswered) {
      return { unanswered, from: client.tokenUrl };
    }
  });
  const body = await readJson(response);
  if (!response.ok) {
    const code = isRecord(body) && typeof body.error === 'string' && /^[\w-]{1,60}$/.test(body.error) && body.error;
    const why = code || `status ${response.status}`;
    throw new AccessRefused(`the issuer gives no token (${why}): check the client's id, secret and scope`);
  }
  const { access_token: token, expires_in: lifeS } = isRecord(body) ? body : {};
  if (typeof token !== 'string' || token === '') throw new UnexpectedAnswer('the issuer’s answer holds no token');
  return { access_token: token, ...(typeof lifeS === 'number' && lifeS > 0 ? { expires_in: lifeS } : {}) };
}

/** Both parts are form-encoded before they are joined (RFC 6749, section 2.3.1). */
function basicCredentials(id: string, secret: string): string {
  const formEncode = (text: string) => new URLSearchParams({ '': text }).toString().slice(1);
  return Buffer.from(`${formEncode(id)}:${formEncode(secret)}`).toString('base64');
}
