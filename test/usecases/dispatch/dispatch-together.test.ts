/** New referrals of one batch are recorded in one transaction; what does not go with the others goes alone. */
import { expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { dispatchRecords } from '#src/usecases/dispatch/dispatch-records.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { Unavailable, Unreadable } from '#src/usecases/ports/errors.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { explicitConsent, type Overrides, submission } from '#test/support/submissions.ts';
import { makeTestSystem } from '#test/support/test-system.ts';
import { streamRecord } from '#test/usecases/support/referral-steps.ts';

/** One after another: three of one person, some held, some to two services, some late, some of a partner. */
const referrals: [Overrides<Submission>, typeof police | typeof hospital][] = [
  [{}, police],
  [
    { victim: { familyName: 'Other' }, reportedAt: '2026-11-01T21:40:00Z', offence: { occurredOn: '2026-11-01' } },
    police,
  ],
  [{ needs: ['housing'] }, police],
  [{ victim: { familyName: 'Third' }, offence: { district: 'E08000001' } }, police],
  [
    { victim: { familyName: 'Fourth' }, contact: { safe: { call: 'no', email: 'no', post: 'no', text: 'no' } } },
    police,
  ],
  [{ victim: { familyName: 'Other' }, consent: explicitConsent }, hospital],
  [{ victim: { familyName: 'Seventh' }, offence: { domesticAbuse: 'yes' }, consent: explicitConsent }, police],
  [{ victim: { familyName: 'Sam' } }, police],
  [{}, hospital],
];

async function start() {
  const tables = memoryTables();
  const system = await makeTestSystem(tables);
  const { cases } = system.deps;
  /** Sizes of the groups that were tried together, and what came of them. */
  const tried: [number, string][] = [];
  let alone = 0;
  system.deps.cases = {
    ...cases,
    async commitTogether(changes) {
      const result = await cases.commitTogether(changes);
      tried.push([changes.length, result]);
      return result;
    },
    commit(change, correction) {
      alone += 1;
      return cases.commit(change, correction);
    },
  };
  const ids: ReferralId[] = [];
  for (const [index, [over, sender]] of referrals.entries()) {
    const done = await submitReferral(
      system.deps,
      sender,
      submission({ crimeReference: `06AB/${index + 1}/26`, ...over }),
    );
    if (!('created' in done)) throw new Error(`not created: ${JSON.stringify(done)}`);
    ids.push(done.created.id);
  }
  const dispatch = (of: readonly ReferralId[]) =>
    dispatchRecords(
      system.deps,
      of.map((id) => streamRecord(id)),
    );
  return { ...system, rows: tables.rows, ids, dispatch, tried, countAlone: () => alone, cases };
}

/** All but a person's pseudonym, which chance draws, and in how many writes and which order their referrals were added. */
const countersOf = ({ rows }: Awaited<ReturnType<typeof start>>) =>
  new Map(
    rows().counters.map(({ t: _pseudonym, n, s, ...row }) => [
      `${row.k} ${row.d}`,
      Array.isArray(s) ? { ...row, s: [...s].sort() } : { ...row, n },
    ]),
  );

test('counts to the unit what is counted when each goes alone', async () => {
  const together = await start();
  expect(await together.dispatch(together.ids)).toEqual([]);
  expect([together.tried, together.countAlone()]).toEqual([[[referrals.length, 'committed']], 0]);
  const alone = await start();
  for (const id of alone.ids) await alone.dispatch([id]);
  expect([alone.tried, alone.countAlone()]).toEqual([[], referrals.length]);
  expect(countersOf(together)).toEqual(countersOf(alone));
  expect(await together.total('victims')).toBe(6);
});

/** Without what is sealed, which is another text each time. */
async function readCase({ cases }: Awaited<ReturnType<typeof start>>, id: ReferralId) {
  const { head, handOffs } = (await cases.read(id)) ?? {};
  return { head: { ...head, references: undefined }, handOffs };
}

test('records the same cases, and sends each message once', async () => {
  const together = await start();
  await together.dispatch(together.ids);
  const alone = await start();
  for (const id of alone.ids) await alone.dispatch([id]);
  for (const id of together.ids) {
    expect(await readCase(together, id)).toEqual(await readCase(alone, id));
    expect((await together.cases.history(id)).map(({ event, at }) => [event, at])).toEqual(
      (await alone.cases.history(id)).map(({ event, at }) => [event, at]),
    );
  }
  const messagesOf = ({ sent }: typeof together) => sent.map((message) => JSON.stringify(message)).sort();
  expect(messagesOf(together)).toEqual(messagesOf(alone));
  expect(together.sent.length).toBeGreaterThan(referrals.length - 2);
});

test('does nothing again where the stream brings the batch again', async () => {
  const system = await start();
  await system.dispatch(system.ids);
  const before = [countersOf(system), system.sent.length];
  expect(await system.dispatch(system.ids)).toEqual([]);
  expect([countersOf(system), system.sent.length]).toEqual(before);
  expect(system.tried).toHaveLength(1);
});

test.each([0, 4, 8])('one that was recorded in the same moment goes alone, the others together', async (place) => {
  const system = await start();
  const other = system.ids[place];
  const { heads } = system.deps.cases;
  const beforeBatch = async (ids: readonly ReferralId[]) => {
    const known = await heads(ids);
    if (other) await system.dispatch([other]);
    return known;
  };
  system.deps.cases = { ...system.deps.cases, heads: beforeBatch };
  expect(await system.dispatch(system.ids)).toEqual([]);
  const inGroups = system.tried.flatMap(([size, result]) => (result === 'committed' ? [size] : []));
  // Two at most go alone with it.
  expect(inGroups.reduce((sum, size) => sum + size, 0)).toBeGreaterThanOrEqual(referrals.length - 3);
  const alone = await start();
  for (const id of alone.ids) await alone.dispatch([id]);
  expect(countersOf(system)).toEqual(countersOf(alone));
});

test('one that can never be dispatched is parked, and keeps nothing back', async () => {
  const system = await start();
  const { get } = system.deps.ledger;
  const [spoilt] = system.ids;
  system.deps.ledger = {
    ...system.deps.ledger,
    get: (id, version) => (id === spoilt ? Promise.reject(new Unreadable('spoilt')) : get(id, version)),
  };
  expect(await system.dispatch(system.ids)).toEqual([]);
  expect(system.parked).toMatchObject([{ id: spoilt, reason: 'unreadable-record' }]);
  expect(system.tried).toEqual([[referrals.length - 1, 'committed']]);
});

test('a service whose queue is down keeps back its own messages, and they are sent once it is up', async () => {
  const system = await start();
  system.down.add('general');
  const failed = await system.dispatch(system.ids);
  expect(failed).toHaveLength(1);
  expect(system.sent.length).toBeGreaterThan(0);
  expect(system.sent.every(({ service }) => service !== 'general')).toBe(true);
  system.down.clear();
  expect(await system.dispatch(system.ids)).toEqual([]);
  const handOffs = system.sent.map(({ handOffId }) => handOffId);
  expect(new Set(handOffs).size).toBe(handOffs.length);
  expect(await system.total('referrals')).toBe(referrals.length);
});

test('where they cannot go together, each goes alone', async () => {
  const system = await start();
  system.deps.cases = {
    ...system.deps.cases,
    commitTogether: () => Promise.reject(new Unavailable('TransactionConflict')),
  };
  expect(await system.dispatch(system.ids)).toEqual([]);
  // Those of one person meet at their mark, and one is tried again.
  expect(system.countAlone()).toBeGreaterThanOrEqual(referrals.length);
  expect(await system.total('referrals')).toBe(referrals.length);
  expect(system.lines.filter((line) => line.includes('dispatch-together-failed'))).toHaveLength(1);
});
