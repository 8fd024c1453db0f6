import { expect, test } from 'vitest';
import type { TokenAnswer } from '#client/library/token.ts';
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
    return { access_token: `token ${asked}`, expires_in: lifeSeconds };
  };
  const keep = async (token: KeptToken) => {
    store.kept = token;
  };
  /** As a run of the function has it: the memory of the one before is gone. */
  const newRun = (issuer: () => Promise<TokenAnswer> = issue) =>
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
  // Two days.
  expect(asked()).toBe(3);
});

test.each([
  ['used until a minute before it ends', 61, 1],
  ['not used in its last minute, in which it may end in transit', 59, 2],
])('a token that is kept is %s', async (_what, secondsLeft, calls) => {
  const { clock, newRun, asked } = makeIssuer(24 * hour);
  await newRun().get();
  clock.seconds += 24 * hour - secondsLeft;
  await newRun().get();
  expect(asked()).toBe(calls);
});

test('an issuer of the authority whose tokens live five minutes is asked once in a run', async () => {
  const { clock, newRun, asked } = makeIssuer(300);
  const token = newRun();
  for (let call = 0; call < 5; call++) {
    await token.get();
    clock.seconds += 30;
  }
  expect(asked()).toBe(1);
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
  expect(await newRun(async () => ({ access_token: 'opaque' })).get()).toBe('opaque');
  await newRun().get();
  expect(asked()).toBe(1);
});
