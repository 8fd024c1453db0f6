/** Retries with exponential backoff, or after the time in Retry-After. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Unreachable } from './errors.ts';

export interface RetryOptions {
  /** Maximum number of attempts, including the first. */
  tries?: number;
  /** Resolves after this many milliseconds. */
  wait?: (ms: number) => Promise<unknown>;
  /** From 0 to 1, for jitter. */
  random?: () => number;
  /** Called before each retry, for progress or a log. */
  onRetry?: (retry: Retry) => void;
}

export interface Retry {
  /** The name of the route, or `token`. */
  what: string;
  /** Of the response; undefined when there was none. */
  status: number | undefined;
  waitMs: number;
}

/** A response, or the error why there was none. */
export type AttemptResult = { response: Response } | { unanswered: unknown; from: string };

const defaultTries = 5;
const firstPauseMs = 500;
const maxPauseMs = 20_000;
/** If Retry-After asks for longer than this, the caller gets an error instead. */
const maxRetryAfterMs = 120_000;

/** After 502 and 504 it is unknown whether the request was processed. */
const retryableStatuses: readonly number[] = [429, 502, 503, 504];

/**
 * The first response without a retryable status. A request whose response was lost is sent again too, because those of
 * this API are idempotent; one that is not is given a single try.
 * @throws Unreachable when all attempts failed
 */
export async function withRetries(
  what: string,
  options: RetryOptions,
  attempt: () => Promise<AttemptResult>,
): Promise<Response> {
  const { tries: maxTries = defaultTries, wait = sleep, random = Math.random, onRetry } = options;
  for (let count = 1; ; count++) {
    const result = await attempt();
    if ('response' in result && !retryableStatuses.includes(result.response.status)) return result.response;
    const { status, retryAfterMs } = await readRefusal(result);
    if (count >= maxTries || (retryAfterMs ?? 0) > maxRetryAfterMs)
      throw unreachableError(result, status, retryAfterMs);
    const pause = Math.min(maxPauseMs, firstPauseMs * 2 ** (count - 1));
    // Never sooner than Retry-After; jitter keeps many clients from returning at the same instant.
    const waitMs = Math.round(
      retryAfterMs === undefined ? pause * (0.5 + random() / 2) : retryAfterMs + random() * firstPauseMs,
    );
    onRetry?.({ what, status, waitMs });
    await wait(waitMs);
  }
}

/** Cancels the body, so that the connection can be reused. */
async function readRefusal(
  result: AttemptResult,
): Promise<{ status: number | undefined; retryAfterMs: number | undefined }> {
  if (!('response' in result)) return { status: undefined, retryAfterMs: undefined };
  const { status, headers, body } = result.response;
  await body?.cancel();
  return { status, retryAfterMs: parseRetryAfter(headers.get('retry-after')) };
}

/** Milliseconds from a Retry-After header in seconds or as an HTTP date. */
function parseRetryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

function unreachableError(
  result: AttemptResult,
  status: number | undefined,
  retryAfterMs: number | undefined,
): Unreachable {
  if ('unanswered' in result) {
    return new Unreachable(`there was no answer from ${hostIn(result.from)} (${reasonOf(result.unanswered)})`, {
      cause: result.unanswered,
    });
  }
  const later = retryAfterMs === undefined ? '' : `, and asks to be tried again in ${Math.ceil(retryAfterMs / 1000)} s`;
  return new Unreachable(`the answer was ${status}${later}`);
}

/** Never its path or query. */
const hostIn = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'an address that is none');

/** A code such as ECONNREFUSED, or the error's name; never its message, which may quote a URL. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = findCode(error) ?? findCode(error.cause);
  return code ?? error.name;
}

const findCode = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
