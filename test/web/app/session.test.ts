import { describe, expect, test } from 'vitest';
import { type PartyKind, type StaffRole, staffRoles } from '#src/domain/vocabulary.ts';
import { createKeys } from '#src/platform/keys.ts';
import { logger } from '#src/platform/log.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { noSession, type StaffRecord } from '#src/usecases/ports/staff.ts';
import type { Session } from '#src/usecases/ports/web.ts';
import { sealDetails } from '#src/usecases/staff/staff.ts';
import { expiresAt, findViewer, type ViewerDeps } from '#src/web/app/session.ts';
import { limitsOf, ordinaryLimits, sessionLimits } from '#src/web/app/session-limits.ts';
import { area } from '#test/support/area-fixture.ts';
import { testSecret } from '#test/support/test-secret.ts';

const { idleMs: idleTimeoutMs, maxMs: maxSessionMs } = ordinaryLimits;
const keys = createKeys(testSecret, 'EX');
const startedAt = '2026-11-19T09:00:00.000Z';
const partyOf = (kind: PartyKind) => {
  const party = area().parties.find((one) => one.kind === kind);
  if (!party) throw new Error(kind);
  return party;
};
const later = (ms: number) => new Date(Date.parse(startedAt) + ms);

/** One session, and how often its last use was written. */
function setUp(
  over: Partial<Session> = {},
  parties = area().parties,
  person?: Partial<StaffRecord>,
  accounts?: ViewerDeps['accounts'],
) {
  const id = keys.keyedHash('session', 'the cookie');
  let session: Session = {
    id,
    user: 'someone',
    party: 'example-police',
    issuer: 'common',
    startedAt,
    seenAt: startedAt,
    ...over,
  };
  const touched: string[] = [];
  const sessions: ViewerDeps['sessions'] = {
    find: async (sessionId) => (sessionId === id ? session : undefined),
    async touch(_, at) {
      touched.push(at);
      session = { ...session, seenAt: at };
    },
  };
  const staff: ViewerDeps['staff'] = {
    find: async (of, user) =>
      person && { party: of, user, sealed: sealDetails(keys, of, user, { subject: user }), ...person },
    touch: async () => undefined,
  };
  const lines: string[] = [];
  const log = logger(
    'test',
    (line) => lines.push(line),
    () => later(0),
  );
  const deps = { area: area({ parties }), keys, staff, sessions, accounts, log };
  return {
    id,
    touched,
    lines,
    view: (ms: number, cookie = 'the cookie') => findViewer(deps, cookie, later(ms)),
  };
}

const open = { viewer: { user: 'someone' } };
const expired = { ended: 'expired' };

describe('a session', () => {
  test('ends eight hours after it began, even when in use', async () => {
    const { view, touched } = setUp();
    const step = idleTimeoutMs / 2;
    for (let ms = step; ms < maxSessionMs; ms += step) expect(await view(ms), `after ${ms} ms`).toMatchObject(open);
    expect(await view(maxSessionMs - 1)).toMatchObject(open);
    const used = touched.length;
    expect(await view(maxSessionMs)).toMatchObject(expired);
    expect(touched).toHaveLength(used);
  });

  test('ends after half an hour without use', async () => {
    expect(await setUp().view(idleTimeoutMs - 1)).toMatchObject(open);
    expect(await setUp().view(idleTimeoutMs)).toMatchObject(expired);
  });

  test('gives the page the time it ends: idle timeout or maximum, whichever is first', () => {
    const party = partyOf('police');
    const session = (seenMs: number) => ({
      party,
      session: {
        id: 'id',
        user: 'someone',
        party: party.id,
        issuer: 'common' as const,
        startedAt,
        seenAt: later(seenMs).toISOString(),
      },
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
    expect(await view(0, 'another cookie')).toMatchObject(expired);
  });

  test('ends when its party is no longer active', async () => {
    const parties = area().parties.map((party) => ({ ...party, active: party.id !== 'example-police' }));
    expect(await setUp({}, parties).view(1000)).toEqual({ ended: 'removed' });
  });

  test('ends at once when its person is removed, and when they sign in elsewhere', async () => {
    const removed = setUp({}, undefined, { removedAt: startedAt });
    for (const page of [1, 2]) expect(await removed.view(page)).toEqual({ ended: 'removed' });
    expect(await setUp({}, undefined, { session: noSession }).view(1)).toEqual({ ended: 'expired' });
    expect(await setUp({}, undefined, { session: 'another' }).view(1)).toEqual({ ended: 'elsewhere' });
    expect(await setUp({}, undefined, { session: removed.id }).view(1)).toMatchObject(open);
  });

  test('has the roles that its person has now', async () => {
    expect(await setUp({}, undefined, { roles: ['manager'] }).view(1)).toMatchObject({
      viewer: { roles: ['manager'] },
    });
    expect(await setUp().view(1)).not.toHaveProperty('viewer.roles');
  });
});

describe('how long a session lasts', () => {
  const minutes = 60_000;
  const hours = 60 * minutes;
  test.each<[string, PartyKind, readonly StaffRole[] | undefined, number, number]>([
    ['a worker', 'authority', ['worker'], 30 * minutes, 8 * hours],
    ['a reader of volumes', 'authority', ['manager'], 30 * minutes, 8 * hours],
    ['who decides for the hub', 'authority', ['triage', 'worker'], 15 * minutes, 8 * hours],
    ['an administrator', 'service', ['administrator'], 15 * minutes, 4 * hours],
    ['a worker who is an administrator too', 'service', ['worker', 'administrator'], 15 * minutes, 4 * hours],
    ['of the authority, with no claim of roles', 'authority', undefined, 15 * minutes, 8 * hours],
    // Nobody decides for the hub at a police force.
    ['of a sender, with no claim of roles', 'police', undefined, 30 * minutes, 8 * hours],
    ['of a sender, with a role that means nothing there', 'police', ['triage'], 30 * minutes, 8 * hours],
    ['with no role at all', 'authority', [], 30 * minutes, 8 * hours],
  ])('%s', async (_who, kind, roles, idleMs, maxMs) => {
    const party = partyOf(kind);
    expect(limitsOf({ party, roles })).toEqual({ idleMs, maxMs });
    // By the clock, of a session that is used and of one that is not.
    const view = () => setUp({ party: party.id }, undefined, { ...(roles && { roles }) });
    expect(await view().view(idleMs - 1)).toMatchObject(open);
    expect(await view().view(idleMs)).toMatchObject(expired);
    const used = view();
    for (let ms = idleMs / 2; ms < maxMs; ms += idleMs / 2) expect(await used.view(ms)).toMatchObject(open);
    expect(await used.view(maxMs)).toMatchObject(expired);
  });

  test('no role has more than a working day, nor more than half an hour without use', () => {
    for (const role of staffRoles) {
      expect(sessionLimits[role].maxMs).toBeLessThanOrEqual(ordinaryLimits.maxMs);
      expect(sessionLimits[role].idleMs).toBeLessThanOrEqual(ordinaryLimits.idleMs);
    }
  });
});

describe('an account that the issuer closes', () => {
  const minute = 60_000;
  const person = { seenAt: startedAt };
  const setUpWith = (isOpen: () => Promise<boolean>) => setUp({}, undefined, person, { isOpen });

  test('lets nobody in from a minute on, and never again', async () => {
    let isOpen = true;
    const { view } = setUpWith(async () => isOpen);
    expect(await view(minute)).toMatchObject(open);
    isOpen = false;
    expect(await view(2 * minute - 1)).toMatchObject(open);
    expect(await view(2 * minute)).toEqual({ ended: 'removed' });
    expect(await view(2 * minute + 1)).toEqual({ ended: 'removed' });
  });

  test('is asked after once a minute, by its subject and for its party', async () => {
    const asked: unknown[] = [];
    const { view } = setUp({}, undefined, person, { isOpen: async (...of) => asked.push(of) > 0 });
    for (const ms of [1000, minute, minute + 1, 2 * minute - 1, 2 * minute]) await view(ms);
    expect(asked).toEqual([
      ['someone', 'example-police'],
      ['someone', 'example-police'],
    ]);
  });

  test('shuts nobody out while the issuer does not answer, but for no longer than somebody may do nothing', async () => {
    const { view, touched, lines } = setUpWith(() => Promise.reject(new Unavailable('UserPool')));
    for (let ms = minute; ms < idleTimeoutMs; ms += minute) expect(await view(ms)).toMatchObject(open);
    expect(await view(idleTimeoutMs)).toMatchObject(expired);
    expect(touched).toEqual([]);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'dependency-unavailable' });
  });
});
