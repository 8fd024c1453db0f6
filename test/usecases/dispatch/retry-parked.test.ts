import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import { dispatchRecords } from '#src/usecases/dispatch/dispatch-records.ts';
import { type SweepDeps, sweep } from '#src/usecases/dispatch/sweep.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import type { ParkedVersion } from '#src/usecases/ports/parked.ts';
import { readOwnReferral, withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { returnAsTriage, routeAsTriage } from '#src/usecases/triage/triage.ts';
import { readForTriage } from '#src/usecases/triage/triage-view.ts';
import { police } from '#test/support/area-fixture.ts';
import { correctWhole } from '#test/support/corrections.ts';
import { partyId } from '#test/support/ids.ts';
import { submission } from '#test/support/submissions.ts';
import { dispatch, refer, setUpSystem, streamRecord, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const outOfScope = { offence: { category: 'theft-burglary' } } as const;

/** The system while the catalogue is deployed without its general service. */
const without = (): SweepDeps & typeof system.deps => {
  const { area } = system.deps;
  return { ...system.deps, area: { ...area, services: area.services.filter(({ id }) => id !== 'general') } };
};
/** Referred while the general service was missing, so parked. */
async function parked(): Promise<{ id: ReferralId; parked: ParkedVersion }> {
  const { id } = await refer();
  await dispatchRecords(without(), [streamRecord(id)]);
  const one = system.parked.at(-1);
  if (one?.id !== id) throw new Error('it was not parked');
  return { id, parked: one };
}
/** As an operator asks, by their own clock. */
const ask = (one: ParkedVersion, action = '2031-01-01T00:00:00.000Z') => system.deps.cases.requestRetry(one, action);

const row = async (id: string, version = 1) =>
  (await system.client.send(new GetCommand({ TableName: system.tables.work, Key: { id, row: `p#${version}` } }))).Item;

/** Makes the ledger's row unreadable, and returns a function that restores it. */
async function spoil(id: ReferralId, v = 1): Promise<() => Promise<void>> {
  const Key = { id, v };
  const { Item } = await system.client.send(new GetCommand({ TableName: system.tables.referrals, Key }));
  const set = async (decision: unknown) => {
    const change = { TableName: system.tables.referrals, Key, UpdateExpression: 'SET decision = :decision' };
    await system.client.send(new UpdateCommand({ ...change, ExpressionAttributeValues: { ':decision': decision } }));
  };
  await set('{');
  return () => set(Item?.decision);
}

test('while a version is parked, its sender and triage are told to try again later, not that something failed', async () => {
  const { id } = await parked();
  const instruction = { service: 'young-people', reason: 'They called us.' };
  for (const action of [
    () => readOwnReferral(without(), police, id),
    () => withdrawOwnReferral(without(), police, id, 'sent-in-error'),
    () => readForTriage(without(), partyId('example-authority'), id),
    () => routeAsTriage(without(), partyId('example-authority'), id, instruction),
  ]) {
    await expect(action()).rejects.toThrow(Unavailable);
  }
  expect(await readOwnReferral(system.deps, police, id)).toMatchObject({
    referralCase: { head: { status: 'routed' } },
  });
});

describe('a parked version whose cause was removed', () => {
  test('waits, and is handed off once when an operator asks to retry it', async () => {
    const { id, parked: one } = await parked();
    system.wait(1);
    expect(await sweep(system.deps)).toMatchObject({ dispatched: 0, parked: 0 });
    expect(await ask(one)).toBe('asked');
    expect(await sweep(system.deps)).toMatchObject({ dispatched: 1, sent: 1, parked: 0, failed: 0 });
    expect(system.sent).toEqual([expect.objectContaining({ referralId: id, service: 'general' })]);
    expect([await system.total('referrals'), await system.total('handed-off')]).toEqual([1, 1]);
    expect(system.parked).toHaveLength(1);
    for (const _ of [1, 2]) expect(await sweep(system.deps)).toMatchObject({ dispatched: 0, sent: 0, parked: 0 });
    expect(await row(id)).not.toHaveProperty('agenda');
    expect(await row(id)).toMatchObject({ rsn: 'no-queue-for-service', done: system.deps.now().toISOString() });
  });

  test('gives the service its full time to respond, although the first deadline has passed', async () => {
    const { id, parked: one } = await parked();
    system.wait(24 * 20);
    await ask(one);
    await sweep(system.deps);
    const [handOff] = (await system.deps.cases.read(id))?.handOffs ?? [];
    expect(handOff?.respondBy).toBe('2026-12-16T23:59:59.000Z');
    expect(system.sent[0]).toMatchObject({ respondBy: handOff?.respondBy });
  });

  test('can be retried twice, before and after it is dispatched', async () => {
    const { id, parked: one } = await parked();
    await ask(one, '2026-11-19T13:00:00.000Z');
    await ask(one, '2026-11-19T13:00:01.000Z');
    await sweep(system.deps);
    expect(await ask(one, '2026-11-19T13:00:02.000Z')).toBe('settled-before');
    expect(await sweep(system.deps)).toMatchObject({ dispatched: 0 });
    expect(system.sent).toHaveLength(1);
    expect(await row(id)).not.toHaveProperty('agenda');
  });

  test('is retried although its message has no row', async () => {
    const { id } = await refer();
    await ask({ id, version: 1, reason: 'no-queue-for-service', at: '2026-11-19T12:00:00.000Z' });
    expect(await sweep(system.deps)).toMatchObject({ dispatched: 1 });
    expect(await row(id)).toMatchObject({ rsn: 'no-queue-for-service', at: '2026-11-19T12:00:00.000Z' });
  });

  test('is found by the referral’s id without its message', async () => {
    const { id, parked: one } = await parked();
    expect(await system.deps.cases.findParked(id)).toEqual([one]);
    await ask(one);
    expect(await system.deps.cases.findParked(id)).toEqual([]);
  });

  test('is not lost while its service’s queue is down: the message is sent when the queue is up', async () => {
    const { parked: one } = await parked();
    await ask(one);
    system.down.add('general');
    expect(await sweep(system.deps)).toMatchObject({ dispatched: 0, failed: 1, parked: 0 });
    system.down.clear();
    system.wait(0.1);
    await sweep(system.deps);
    await sweep(system.deps);
    expect(system.sent).toHaveLength(1);
    expect([await system.total('referrals'), await system.total('handed-off')]).toEqual([1, 1]);
    expect(await row(one.id)).not.toHaveProperty('agenda');
  });
});

describe('a parked version that still cannot be dispatched', () => {
  test('is parked once more with its message and reason, and not retried until somebody asks', async () => {
    const { id, parked: one } = await parked();
    await ask(one);
    system.wait(1);
    expect(await sweep(without())).toMatchObject({ dispatched: 0, parked: 1, failed: 0 });
    const at = system.deps.now().toISOString();
    const anew = { id, version: 1, reason: 'no-queue-for-service', at };
    expect(system.parked).toEqual([one, anew]);
    expect(await row(id)).toMatchObject({ agenda: 'parked', due: at, rsn: 'no-queue-for-service' });
    expect(await sweep(without())).toMatchObject({ parked: 0 });
    expect(await sweep(system.deps)).toMatchObject({ dispatched: 0 });
    await ask(anew);
    expect(await sweep(system.deps)).toMatchObject({ dispatched: 1, sent: 1 });
  });

  test('gives its reason, and holds up none of the others', async () => {
    const [first, second, third] = [
      await parked(),
      await refer({ victimReference: '2' }),
      await refer({ victimReference: '3' }),
    ];
    await dispatchRecords(without(), [streamRecord(second.id), streamRecord(third.id)]);
    for (const one of system.parked) await ask(one);
    await spoil(second.id);
    expect(await sweep(system.deps)).toMatchObject({ dispatched: 2, parked: 1 });
    expect(system.sent.map(({ referralId }) => referralId).sort()).toEqual([first.id, third.id].sort());
    expect(system.parked.at(-1)).toMatchObject({ id: second.id, reason: 'unreadable-record' });
    expect(system.lines.filter((line) => line.includes('record-parked') && line.includes(second.id))).not.toEqual([]);
  });

  test('is parked for an operator after an unexpected failure', async () => {
    const { parked: one } = await parked();
    await ask(one);
    const cases = {
      ...system.deps.cases,
      commit: () => Promise.reject(new RangeError('nobody thought of this')),
    };
    expect(await sweep({ ...system.deps, cases })).toMatchObject({ parked: 1, failed: 0 });
    expect(system.parked.at(-1)).toMatchObject({ id: one.id, reason: 'dispatch-failed' });
  });
});

describe('what was done about a parked version meanwhile is kept', () => {
  const instruction = { service: 'general', reason: 'They can be seen here.' };
  const done: [string, string, (id: ReferralId) => Promise<unknown>][] = [
    [
      'routed by hand by triage',
      'routed',
      (id) => routeAsTriage(system.deps, partyId('combined-authority'), id, instruction),
    ],
    ['returned by triage', 'returned', (id) => returnAsTriage(system.deps, partyId('combined-authority'), id, back)],
    ['withdrawn by its sender', 'withdrawn', (id) => withdrawOwnReferral(system.deps, police, id, 'consent-withdrawn')],
    ['corrected by its sender', 'routed', (id) => correctWhole(system.deps, police, id, 1, submission())],
  ];
  const back = { reason: 'unsafe-to-contact', advice: 'Ask which number is safe.' } as const;

  test.each(done)('%s', async (_, status, act) => {
    const { id } = await refer(outOfScope);
    const mend = await spoil(id);
    await dispatch(id);
    expect(system.parked).toHaveLength(1);
    await mend();
    await act(id);
    // The parked version is unreadable: what has happened to the case since does not need it.
    await spoil(id);
    const before = await system.deps.cases.read(id);
    expect(before?.head.status).toBe(status);
    const sent = [...system.sent];
    for (const one of system.parked) await ask(one);
    system.wait(0.1);
    expect(await sweep(system.deps)).toEqual({
      dispatched: 0,
      sent: 0,
      parked: 0,
      settled: 0,
      duplicates: 0,
      failed: 0,
      cutShort: false,
    });
    expect(await system.deps.cases.read(id)).toEqual(before);
    expect([system.sent, system.parked.length]).toEqual([sent, 1]);
    expect(await row(id)).not.toHaveProperty('agenda');
  });
});

describe('a crash', () => {
  /** The ports, until the process dies at the nth call that changes something. */
  function dyingAt(call: number): SweepDeps {
    let calls = 0;
    const dies = <Port extends object>(port: Port): Port =>
      new Proxy(port, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name);
          if (!(typeof value === 'function' && changing.has(String(name)))) return value;
          return (...given: unknown[]) => {
            calls += 1;
            if (calls >= call) throw new Crash();
            return value.apply(target, given);
          };
        },
      });
    const { cases, queue, parked: parkedQueue } = system.deps;
    return { ...system.deps, cases: dies(cases), queue: dies(queue), parked: dies(parkedQueue) };
  }
  class Crash extends Unavailable {}
  const changing = new Set(['commit', 'send', 'markSent', 'settle', 'park', 'parkAgain']);
  /** Commit, send, mark, settle: a crash at the fifth call is a crash after all of them. */
  const each = [1, 2, 3, 4, 5];

  test.each(each)('before step %i of a sweep loses nothing and repeats nothing', async (call) => {
    const { id, parked: one } = await parked();
    await ask(one);
    await sweep(dyingAt(call));
    system.wait(0.1);
    await sweep(system.deps);
    await sweep(system.deps);
    expect(new Set(system.sent.map(({ handOffId }) => handOffId))).toEqual(new Set([`${id}-01`]));
    expect([await system.total('referrals'), await system.total('handed-off')]).toEqual([1, 1]);
    expect(system.parked).toHaveLength(1);
    expect(await row(id)).not.toHaveProperty('agenda');
  });

  test.each([1, 2])('before step %i of parking it again leaves a message to find', async (call) => {
    const { id, parked: one } = await parked();
    await ask(one);
    const dying = dyingAt(call);
    await sweep({ ...dying, area: without().area });
    await sweep(without());
    expect(await row(id)).toMatchObject({ agenda: 'parked' });
    const messages = system.parked.slice(1);
    expect(messages.length).toBeGreaterThanOrEqual(1);
    for (const message of messages) await ask(message);
    expect(await sweep(system.deps)).toMatchObject({ dispatched: 1, sent: 1 });
    expect(system.sent).toHaveLength(1);
  });

  test('while an operator asks again leaves the version to be retried, since its message may be gone', async () => {
    const { id, parked: one } = await parked();
    await ask(one, '2026-11-19T13:00:00.000Z');
    const { area } = without();
    const parkedQueue = {
      async park(message: ParkedVersion) {
        await system.deps.parked.park(message);
        await ask(message, '2026-11-19T13:01:00.000Z');
      },
    };
    await sweep({ ...system.deps, area, parked: parkedQueue });
    expect(await row(id)).toMatchObject({ agenda: 'parked-again' });
    expect(await sweep(system.deps)).toMatchObject({ dispatched: 1 });
  });
});
