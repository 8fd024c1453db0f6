import { expect, test } from 'vitest';
import { storedToken } from '#functions/canary/stored-token.ts';
import type { KeptToken } from '#src/store/canary-tokens.ts';

const hour = 3600;
const start = Date.parse('2026-11-20T09:00:00Z') / 1000;

function makeIssuer(lifeSeconds: number) {
  const clock = { seconds: start };
  const store: { kept?: KeptToken } = {};
  let asked = 0;
  const issue = async () => {
    asked += 1;
    const claims = { exp: clock.seconds + lifeSeconds, jti: asked };
    return `header.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
  };
  const keep = async (token: KeptToken) => {
    store.kept = token;
  };
  /** As a run of the function has it: the memory of the one before is gone. */
  const newRun = (issuer = issue) =>
    storedToken(issuer, { read: async () => store.kept, keep }, () => new Date(clock.seconds * 1000));
  return { clock, newRun, asked: () => asked };
}

test('the issuer is asked once in the token’s life, whatever runs there are', async () => {
  const { clock, newRun, asked } = makeIssuer(24 * hour);
  for (let run = 0; run <= 2 * 96; run++) {
    const token = newRun();
    expect(await token.get()).toBe(await token.get());
    clock.seconds += hour / 4;
  }
  // Two days, and each token ten minutes before it ends.
  expect(asked()).toBe(3);
});

test('a token that the API refuses is replaced', async () => {
  const { newRun, asked } = makeIssuer(24 * hour);
  const stale = await newRun().get();
  const next = newRun();
  next.discard(stale);
  expect(await next.get()).not.toBe(stale);
  expect(await newRun().get()).not.toBe(stale);
  expect(asked()).toBe(2);
});

test('a token that does not say when it ends is used and not kept', async () => {
  const { newRun, asked } = makeIssuer(hour);
  expect(await newRun(async () => 'opaque').get()).toBe('opaque');
  await newRun().get();
  expect(asked()).toBe(1);
});
