/** /local/clock, in the local run only: reads the clock and moves it forward. */
import * as z from 'zod';
import { type LocalClock, parseInstant } from '#local/clock.ts';
import { type HttpAnswer, json, problem } from './answers.ts';

export interface ClockRoute {
  clock: LocalClock;
  /** Resolves when everything written so far is processed, because it belongs to the time before the move. */
  settled: () => Promise<void>;
  /** Runs every due schedule once, and resolves when the work it caused is done. */
  moved: () => Promise<void>;
}

const move = z.object({ now: z.string() });

export async function answerClock(
  { clock, settled, moved }: ClockRoute,
  method: string,
  body: Buffer,
  correlationId: string,
): Promise<HttpAnswer> {
  const tell = () => json(200, { now: new Date(clock.now()).toISOString() });
  const refuse = (detail: string) =>
    problem({ status: 400, code: 'malformed-clock', message: 'Bad Request', detail, correlationId });
  if (method === 'GET') return tell();
  if (method !== 'POST') {
    return problem({ status: 405, code: 'method-not-allowed', message: 'Method Not Allowed', correlationId });
  }
  const asked = move.safeParse(parse(body));
  const instant = asked.success ? parseInstant(asked.data.now) : undefined;
  if (instant === undefined) return refuse('Send {"now": "2026-11-23T09:00:00Z"}, an RFC 3339 time with an offset.');
  if (instant < clock.now()) {
    return refuse(`The clock only moves forward, and it is ${new Date(clock.now()).toISOString()} already.`);
  }
  await settled();
  // Meanwhile the clock may have passed the instant by itself; moveTo then does nothing.
  clock.moveTo(instant);
  await moved();
  return tell();
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
