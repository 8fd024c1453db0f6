/** The cookies page gives the lifetimes that the code uses. */
import { expect, test } from 'vitest';
import { idleTimeoutMs, maxSessionMs } from '#src/web/app/session.ts';
import { exitCookieMs, signInTimeoutMs } from '#src/web/app/sign-in.ts';
import { en } from '#src/web/texts/en.ts';

const hours = 3_600_000;
const minutes = 60_000;

test('the cookies page gives the lifetime of each cookie, including the longest session', () => {
  const lifetimes = (limits: Parameters<typeof en.help.cookies.list>[0]) =>
    Object.fromEntries(en.help.cookies.list(limits).map(({ name, expires }) => [name, expires]));
  expect(lifetimes({ idleTimeoutMs, maxSessionMs, signInTimeoutMs, exitCookieMs })).toEqual({
    '__Host-session': 'When you sign out, after 30 minutes without use, or 8 hours after you signed in',
    '__Host-sign-in': '15 minutes',
    '__Host-left': '1 hour',
  });
  expect(
    lifetimes({
      idleTimeoutMs: minutes,
      maxSessionMs: 9 * hours,
      signInTimeoutMs: 5 * minutes,
      exitCookieMs: 2 * hours,
    }),
  ).toEqual({
    '__Host-session': 'When you sign out, after 1 minute without use, or 9 hours after you signed in',
    '__Host-sign-in': '5 minutes',
    '__Host-left': '2 hours',
  });
});
