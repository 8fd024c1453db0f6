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
export type Tried = { response: Response } | { unanswered: unknown };

const defaultTries = 5;
const firstPauseMs = 500;
const longestPauseMs = 20_000;
/** If Retry-After asks for longer than this, the caller gets an error instead. */
const longestAskedMs = 120_000;

/** After 502 and 504 it is unknown whether the request was processed. */
const notNow: readonly number[] = [429, 502, 503, 504];

/**
 * The first response without a retryable status. Every request of this API is idempotent, so one whose response was
 * lost is sent again too.
 * @throws Unreachable when all attempts failed
 */
export async function withRetries(
  what: string,
  options: RetryOptions,
  attempt: () => Promise<Tried>,
): Promise<Response> {
  const { tries = defaultTries, wait = sleep, random = Math.random, onRetry } = options;
  for (let count = 1; ; count++) {
    const tried = await attempt();
    if ('response' in tried && !notNow.includes(tried.response.status)) return tried.response;
    const { status, asked } = await refusalOf(tried);
    if (count >= tries || (asked ?? 0) > longestAskedMs) throw unreachable(tried, status, asked);
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (count - 1));
    // Never sooner than Retry-After; jitter keeps many clients from returning at the same instant.
    const waitMs = Math.round(asked === undefined ? pause * (0.5 + random() / 2) : asked + random() * firstPauseMs);
    onRetry?.({ what, status, waitMs });
    await wait(waitMs);
  }
}

/** Cancels the body, so that the connection can be reused. */
async function refusalOf(tried: Tried): Promise<{ status: number | undefined; asked: number | undefined }> {
  if (!('response' in tried)) return { status: undefined, asked: undefined };
  const { status, headers, body } = tried.response;
  await body?.cancel();
  return { status, asked: askedMs(headers.get('retry-after')) };
}

/** Milliseconds from a Retry-After header in seconds or as an HTTP date. */
function askedMs(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

function unreachable(tried: Tried, status: number | undefined, asked: number | undefined): Unreachable {
  if ('unanswered' in tried) {
    return new Unreachable(`there was no answer (${reasonOf(tried.unanswered)})`, { cause: tried.unanswered });
  }
  const later = asked === undefined ? '' : `, and asks to be tried again in ${Math.ceil(asked / 1000)} s`;
  return new Unreachable(`the answer was ${status}${later}`);
}

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
