import { expect, test } from 'vitest';
import { localClock } from '#local/clock.ts';
import { handleClockRequest } from '#local/http/clock-route.ts';

const eight = Date.parse('2026-11-23T08:00:00Z');
const moveTo = (instant: number) => Buffer.from(JSON.stringify({ now: new Date(instant).toISOString() }));

test('writes made before the clock moves are processed at their own time, and due jobs run at the new time', async () => {
  const clock = localClock(eight);
  const hours: [string, string][] = [];
  const note = (what: string) => async () => void hours.push([what, new Date(clock.now()).toISOString().slice(0, 13)]);
  const moved = note('moved');
  const runDueSchedules = () => moved().then(() => new Map([['sweep', 12.34]]));
  const route = { clock, waitUntilIdle: note('settled'), runDueSchedules };
  const answer = await handleClockRequest(route, 'POST', moveTo(eight + 24 * 3_600_000), 'c');
  expect(answer.status).toBe(200);
  expect(answer.headers['server-timing']).toBe('sweep;dur=12.3');
  expect(hours).toEqual([
    ['settled', '2026-11-23T08'],
    ['moved', '2026-11-24T08'],
  ]);
});

test('a move so small that the clock arrives there by itself is not an error', async () => {
  const clock = localClock(eight);
  const settled = async () => void clock.moveTo(eight + 5000);
  const answer = await handleClockRequest(
    { clock, waitUntilIdle: settled, runDueSchedules: async () => new Map() },
    'POST',
    moveTo(eight + 2000),
    'c',
  );
  expect(answer.status).toBe(200);
  expect(clock.now()).toBeGreaterThanOrEqual(eight + 5000);
});
