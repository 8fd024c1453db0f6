/** The cookies page gives the lifetimes that the code uses. */
import { expect, test } from 'vitest';
import { ordinaryLimits, sessionLimits } from '#src/web/app/session-limits.ts';
import { signInTimeoutMs } from '#src/web/app/sign-in.ts';
import { exitCookieMs } from '#src/web/app/sign-out.ts';
import { en } from '#src/web/texts/en.ts';

const hours = 3_600_000;
const minutes = 60_000;

test('the cookies page gives the lifetime of each cookie, including the longest session', () => {
  const lifetimes = (limits: Parameters<typeof en.help.cookies.list>[0]) =>
    Object.fromEntries(en.help.cookies.list(limits).map(({ name, expires }) => [name, expires]));
  const session = { ordinary: ordinaryLimits, byRole: sessionLimits };
  expect(lifetimes({ session, signInTimeoutMs, exitCookieMs })).toEqual({
    '__Host-session':
      'When you sign out, after 30 minutes without use, or 8 hours after you signed in. If you decide for the hub: after 15 minutes without use, or 8 hours after you signed in. If you look after accounts: after 15 minutes without use, or 4 hours after you signed in.',
    '__Host-sign-in': '15 minutes',
    '__Host-left': '1 hour',
  });
  const all = { idleMs: minutes, maxMs: 9 * hours };
  expect(
    lifetimes({
      session: { ordinary: all, byRole: { worker: all, manager: all, triage: all, administrator: all } },
      signInTimeoutMs: 5 * minutes,
      exitCookieMs: 2 * hours,
    }),
  ).toEqual({
    '__Host-session': 'When you sign out, after 1 minute without use, or 9 hours after you signed in.',
    '__Host-sign-in': '5 minutes',
    '__Host-left': '2 hours',
  });
});
