/** /local/clock, in the local run only: reads the clock and moves it forward. */
import * as z from 'zod';
import { type LocalClock, parseInstant } from '#local/clock.ts';
import { jsonResponse, problemResponse, type RawHttpResponse } from './responses.ts';

export interface ClockRoute {
  clock: LocalClock;
  /** Resolves when everything written so far is processed, because it belongs to the time before the move. */
  waitUntilIdle: () => Promise<void>;
  /** Runs every due schedule once, and resolves when the work it caused is done, with the milliseconds of each job. */
  runDueSchedules: () => Promise<ReadonlyMap<string, number>>;
}

const moveSchema = z.object({ now: z.string() });

export async function handleClockRequest(
  { clock, waitUntilIdle, runDueSchedules }: ClockRoute,
  method: string,
  body: Buffer,
  correlationId: string,
): Promise<RawHttpResponse> {
  const currentTime = () => jsonResponse(200, { now: new Date(clock.now()).toISOString() });
  const badRequest = (detail: string) =>
    problemResponse({ status: 400, code: 'malformed-clock', detail, correlationId });
  if (method === 'GET') return currentTime();
  if (method !== 'POST') {
    return problemResponse({ status: 405, code: 'method-not-allowed', correlationId });
  }
  const input = moveSchema.safeParse(parseJson(body));
  const instant = input.success ? parseInstant(input.data.now) : undefined;
  if (instant === undefined)
    return badRequest('Send {"now": "2026-11-23T09:00:00Z"}, an RFC 3339 time with an offset.');
  if (instant < clock.now()) {
    return badRequest(`The clock only moves forward, and it is ${new Date(clock.now()).toISOString()} already.`);
  }
  await waitUntilIdle();
  // Meanwhile the clock may have passed the instant by itself; moveTo then does nothing.
  clock.moveTo(instant);
  const times = await runDueSchedules();
  const response = currentTime();
  // A standard header, so that whoever measures a run sees which job its time went to.
  const timing = [...times].map(([job, ms]) => `${job};dur=${ms.toFixed(1)}`).join(', ');
  return { ...response, headers: { ...response.headers, 'server-timing': timing } };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
