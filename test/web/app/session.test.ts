import { describe, expect, test } from 'vitest';
import { createKeys } from '#src/platform/keys.ts';
import type { Session, Sessions } from '#src/usecases/web-ports.ts';
import { expiresAt, findViewer, idleTimeoutMs, maxSessionMs } from '#src/web/app/session.ts';
import { area } from '#test/support/area-fixture.ts';

const keys = createKeys('a secret for tests alone, long enough', 'EX');
const startedAt = '2026-11-19T09:00:00.000Z';
const later = (ms: number) => new Date(Date.parse(startedAt) + ms);

/** One session, and how often its last use was written. */
function setUp(over: Partial<Session> = {}, parties = area().parties) {
  const id = keys.keyedHash('session', 'the cookie');
  let session: Session = { id, user: 'someone', party: 'example-police', startedAt, seenAt: startedAt, ...over };
  const touched: string[] = [];
  const sessions: Pick<Sessions, 'find' | 'touch'> = {
    find: async (sessionId) => (sessionId === id ? session : undefined),
    async touch(_, at) {
      touched.push(at);
      session = { ...session, seenAt: at };
    },
  };
  const deps = { area: area({ parties }), keys, sessions: sessions as Sessions };
  return {
    touched,
    view: (ms: number, cookie: string | undefined = 'the cookie') => findViewer(deps, cookie, later(ms)),
  };
}

describe('a session', () => {
  test('ends eight hours after it began, even when in use', async () => {
    const { view, touched } = setUp();
    const step = idleTimeoutMs / 2;
    for (let ms = step; ms < maxSessionMs; ms += step) expect(await view(ms), `after ${ms} ms`).toBeDefined();
    expect(await view(maxSessionMs - 1)).toBeDefined();
    const used = touched.length;
    expect(await view(maxSessionMs)).toBeUndefined();
    expect(touched).toHaveLength(used);
  });

  test('ends after half an hour without use', async () => {
    expect(await setUp().view(idleTimeoutMs - 1)).toBeDefined();
    expect(await setUp().view(idleTimeoutMs)).toBeUndefined();
  });

  test('gives the page the time it ends: idle timeout or maximum, whichever is first', () => {
    const session = (seenMs: number): Session => ({
      ...{ id: 'id', user: 'someone', party: 'one', startedAt },
      seenAt: later(seenMs).toISOString(),
    });
    expect(expiresAt(session(0))).toBe(later(idleTimeoutMs).getTime());
    expect(expiresAt(session(maxSessionMs - 1000))).toBe(later(maxSessionMs).getTime());
  });

  test('records its last use once a minute, not at each request', async () => {
    const { view, touched } = setUp();
    for (const ms of [1000, 59_999, 60_000, 90_000, 120_000]) await view(ms);
    expect(touched).toEqual([later(60_000).toISOString(), later(120_000).toISOString()]);
  });

  test('needs its own cookie', async () => {
    const { view } = setUp();
    expect(await findViewer({ area: area(), keys, sessions: {} as Sessions }, undefined, later(0))).toBeUndefined();
    expect(await view(0, 'another cookie')).toBeUndefined();
  });

  test('ends when its party is no longer active', async () => {
    const parties = area().parties.map((party) => ({ ...party, active: party.id !== 'example-police' }));
    expect(await setUp({}, parties).view(1000)).toBeUndefined();
  });
});
