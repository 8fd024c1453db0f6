/** Trying again: with growing pauses, or as long as the answer asks. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Unreachable } from './errors.ts';

export interface RetryOptions {
  /** How often at most, the first time included. */
  tries?: number;
  /** Resolves after so many milliseconds. */
  wait?: (ms: number) => Promise<unknown>;
  /** From 0 to 1, to spread the pauses of many clients. */
  random?: () => number;
  /** A try failed and another follows; for progress or a log. */
  onRetry?: (retry: Retry) => void;
}

export interface Retry {
  /** What was tried: the name of a route, or `token`. */
  what: string;
  /** Of the answer; undefined where none came. */
  status: number | undefined;
  waitMs: number;
}

/** Of one try: an answer, or why another try may do better. */
export type Tried = { response: Response } | { unanswered: unknown };

const defaultTries = 5;
const firstPauseMs = 500;
const longestPauseMs = 20_000;
/** An answer that asks for a longer pause than this is given back to the caller instead. */
const longestAskedMs = 120_000;

/** Answers that say "not now". The two of a gateway say that nobody knows what became of the request. */
const notNow: readonly number[] = [429, 502, 503, 504];

/**
 * The first answer that is not "not now". Everything in the contract may be sent twice with the effect
 * of once, so a request whose answer was lost is sent again too.
 * @throws Unreachable when the tries are used up
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
    // Never sooner than asked; what is added keeps many clients from coming back at one instant.
    const waitMs = Math.round(asked === undefined ? pause * (0.5 + random() / 2) : asked + random() * firstPauseMs);
    onRetry?.({ what, status, waitMs });
    await wait(waitMs);
  }
}

/** The answer's body is let go, so that its connection can be used again. */
async function refusalOf(tried: Tried): Promise<{ status: number | undefined; asked: number | undefined }> {
  if (!('response' in tried)) return { status: undefined, asked: undefined };
  const { status, headers, body } = tried.response;
  await body?.cancel();
  return { status, asked: askedMs(headers.get('retry-after')) };
}

/** Milliseconds that a Retry-After asks for: seconds, or an HTTP date. */
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

/** ECONNREFUSED, or the error's name: never its words, which may quote an address. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code = findCode(error) ?? findCode(error.cause);
  return code ?? error.name;
}

const findCode = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
