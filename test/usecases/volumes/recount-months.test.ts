/** Each month recounted from its own history, through the tables. */
import { BatchGetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import { rollUpTables } from '#operator/recount-tables.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { countedSenders } from '#src/domain/test-party.ts';
import { monthCounters } from '#src/store/month-counters.ts';
import { monthHistory } from '#src/store/month-history.ts';
import { monthPeople } from '#src/store/month-people.ts';
import { rollUpWriter } from '#src/store/roll-up-writer.ts';
import { dispatchReferral } from '#src/usecases/dispatch/dispatch-referral.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { withdrawOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import { type RecountMonthsDeps, recountMonths } from '#src/usecases/volumes/recount-months.ts';
import { documentClientOf } from '#test/simulation/memory/clients.ts';
import { police } from '#test/support/area-fixture.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { type Overrides, submission } from '#test/support/submissions.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

let system: TestSystem;
let deps: RecountMonthsDeps;
beforeEach(async () => {
  system = await makeTestSystem(memoryTables());
  deps = depsOn(system.client);
});

function depsOn(client: TestSystem['client']): RecountMonthsDeps {
  const { tables } = system;
  const { area, now } = system.deps;
  return {
    area,
    now,
    history: monthHistory(client, tables.work, countedSenders(area)),
    counters: monthCounters(client, tables.counters),
    people: monthPeople(client, tables.counters),
    rollUpWriter: rollUpWriter(client, tables.counters, now),
  };
}

let crimes = 0;
async function store(over: Overrides<Submission> = {}): Promise<ReferralId> {
  crimes += 1;
  const crimeReference = `06AB/${7_000_000 + crimes}/26`;
  const done = await submitReferral(system.deps, police, submission({ crimeReference, ...over }));
  if (!('created' in done)) throw new Error(`not created: ${JSON.stringify(done)}`);
  return done.created.id;
}
async function refer(over: Overrides<Submission> = {}): Promise<ReferralId> {
  const id = await store(over);
  await dispatchReferral(system.deps, id, 1);
  return id;
}
const days = (count: number) => system.wait(24 * count);
/** Month, how many differ, and whether it is rolled up. */
const run = async (timeLeftMs?: () => number) => {
  const { months, left } = await recountMonths(deps, timeLeftMs);
  return [...months.map((one) => [one.month, one.differences.length, one.isRolledUp]), ...left];
};
const somebodyElse = { victim: { familyName: 'Other', dateOfBirth: '1980-05-05' } } as const;

// The fixture's clock begins in the middle of November 2026.
test('a month is recounted once it has been over for a day, once, and nothing else of it is read again', async () => {
  await refer();
  expect(await run()).toEqual([]);
  days(14);
  expect(await run()).toEqual([['2026-11', 0, true]]);
  expect(await run()).toEqual([]);
});

test('who was referred in a month that is rolled up is known again in the next, and in the one after', async () => {
  await refer();
  await refer(somebodyElse);
  days(20);
  expect(await run()).toEqual([['2026-11', 0, true]]);
  await refer();
  days(31);
  expect(await run()).toEqual([['2026-12', 0, true]]);
  await refer();
  await refer(somebodyElse);
  days(31);
  expect(await run()).toEqual([['2027-01', 0, true]]);
  // Without what was kept of them, the links would have nothing to lead to.
  await system.client.send(
    new UpdateCommand({
      TableName: system.tables.counters,
      Key: { k: 'bound', d: 'm2027-01' },
      UpdateExpression: 'REMOVE #at',
      ExpressionAttributeNames: { '#at': 'at' },
    }),
  );
  const forgetful = { ...deps.people, readBefore: () => nobody() };
  const { months } = await recountMonths({ ...deps, people: forgetful });
  expect(months.map(({ month, differences }) => [month, differences.length > 0])).toEqual([['2027-01', true]]);
});
async function* nobody(): AsyncGenerator<never> {
  yield* [];
}

test('what comes late has its month recounted, and who it adds is known in later months', async () => {
  await refer(somebodyElse);
  const late = await store();
  days(20);
  expect(await run()).toEqual([['2026-11', 0, true]]);
  await refer();
  days(31);
  expect(await run()).toEqual([['2026-12', 0, true]]);
  await dispatchReferral(system.deps, late, 1);
  expect(await run()).toEqual([['2026-11', 0, true]]);
  await withdrawOwnReferral(system.deps, police, late, 'sent-in-error');
  days(31);
  await refer();
  expect(await run()).toEqual([['2027-01', 0, true]]);
});

test('a count that the history does not bear out is named, its month stays by days, and later months are done', async () => {
  await refer();
  days(20);
  await refer();
  days(31);
  await system.client.send(
    new UpdateCommand({
      TableName: system.tables.counters,
      Key: { k: 'r|all', d: '2026-11-19' },
      UpdateExpression: 'ADD #n :one',
      ExpressionAttributeNames: { '#n': 'n' },
      ExpressionAttributeValues: { ':one': 1 },
    }),
  );
  const { months } = await recountMonths(deps);
  expect(months.map(({ month, isRolledUp }) => [month, isRolledUp])).toEqual([
    ['2026-11', false],
    ['2026-12', true],
  ]);
  expect(months[0]?.differences).toEqual([
    expect.objectContaining({ k: 'r|all', cell: 'n', standing: expect.any(Number) }),
  ]);
  expect(await run()).toEqual([['2026-11', 1, false]]);
});

test('a run without time does one month, and says which the next goes on with', async () => {
  for (let month = 0; month < 3; month++) {
    await refer();
    days(31);
  }
  const first = await run(() => 60_000);
  expect(first).toEqual([['2026-11', 0, true], '2026-12', '2027-01']);
  expect(await run(() => 60_000)).toEqual([['2026-12', 0, true], '2027-01']);
  expect(await run(() => 60_000)).toEqual([['2027-01', 0, true]]);
});

test('who was referred in a month that the operator rolled up is known again in the next', async () => {
  await refer();
  days(20);
  const november = { from: '2026-11-01', to: '2026-11-30' };
  const { rolledUp } = await rollUpTables(system.client, system.tables, { ...november, now: deps.now });
  expect(rolledUp).toEqual(['2026-11']);
  await refer();
  days(31);
  expect(await run()).toEqual([['2026-12', 0, true]]);
});

test('a run that is overtaken by another leaves the people of that one as they are', async () => {
  await refer();
  days(20);
  const slow = await deps.rollUpWriter.begin('2026-11');
  if (slow === undefined) throw new Error('it is rolled up');
  expect(await run()).toEqual([['2026-11', 0, true]]);
  await deps.people.write('2026-11', slow, [{ person: 'somebody', referral: 'packed' }]);
  expect(await deps.rollUpWriter.complete('2026-11', slow, [])).toBe(false);
  await refer();
  days(31);
  expect(await run()).toEqual([['2026-12', 0, true]]);
});

test('a count that comes late while its month is recounted is no difference: the next run recounts it', async () => {
  await refer(somebodyElse);
  const late = await store();
  days(20);
  const { months } = await recountMonths({
    ...deps,
    counters: {
      ...deps.counters,
      async rows(month, keys) {
        await dispatchReferral(system.deps, late, 1);
        return await deps.counters.rows(month, keys);
      },
    },
  });
  expect(months.map(({ differences, isRolledUp }) => [differences, isRolledUp])).toEqual([[[], false]]);
  expect(await run()).toEqual([['2026-11', 0, true]]);
});

test('a count that came just before, which neither the index nor a replica shows yet, is in no roll-up until both do', async () => {
  await refer(somebodyElse);
  const late = await store();
  days(20);
  // Answers that are not asked for consistently stay as they were first.
  const replica = new Map<string, Promise<object>>();
  const behind = documentClientOf((command) => {
    const fresh = (): Promise<object> => system.client.send(command as QueryCommand);
    const isRead = command instanceof QueryCommand || command instanceof BatchGetCommand;
    if (!isRead || ('ConsistentRead' in command.input && command.input.ConsistentRead)) return fresh();
    const question = JSON.stringify(command.input);
    const answer = replica.get(question) ?? fresh();
    replica.set(question, answer);
    return answer;
  });
  const behindDeps = depsOn(behind);
  const unfinished = { ...behindDeps.rollUpWriter, complete: async () => false };
  await recountMonths({ ...behindDeps, rollUpWriter: unfinished });
  await dispatchReferral(system.deps, late, 1);
  const { months } = await recountMonths(behindDeps);
  expect(months.map(({ differences, isRolledUp }) => [differences.length > 0, isRolledUp])).toEqual([[true, false]]);
  expect(await run()).toEqual([['2026-11', 0, true]]);
});

test('a month that the operator rolled up meanwhile is left alone, and the next knows its people once', async () => {
  await refer();
  days(20);
  await refer();
  days(31);
  const november = { from: '2026-11-01', to: '2026-11-30' };
  const { months } = await recountMonths({
    ...deps,
    counters: {
      ...deps.counters,
      async rolledUp(all) {
        const before = await deps.counters.rolledUp(all);
        await rollUpTables(system.client, system.tables, { ...november, now: deps.now });
        return before;
      },
    },
  });
  expect(months.map(({ month, differences, isRolledUp }) => [month, differences, isRolledUp])).toEqual([
    ['2026-12', [], true],
  ]);
});

test.each<[string, (late: ReferralId) => Partial<RecountMonthsDeps>]>([
  [
    'its counters are read',
    (late) => ({
      counters: {
        ...deps.counters,
        async rows(month, keys) {
          if (month === '2026-11') await dispatchReferral(system.deps, late, 1);
          return await deps.counters.rows(month, keys);
        },
      },
    }),
  ],
  [
    'it is rolled up',
    (late) => ({
      people: {
        ...deps.people,
        async write(month, token, seen) {
          await deps.people.write(month, token, seen);
          await dispatchReferral(system.deps, late, 1);
        },
      },
    }),
  ],
])('a count that comes late while %s leaves the later months to the next run', async (_what, over) => {
  await refer(somebodyElse);
  const late = await store();
  days(20);
  // Of the same person: the late one is counted before it, and the link leads there.
  await refer();
  days(31);
  const { months, left } = await recountMonths({ ...deps, ...over(late) });
  expect(months.map(({ month, differences, isRolledUp }) => [month, differences, isRolledUp])).toEqual([
    ['2026-11', [], false],
  ]);
  expect(left).toEqual(['2026-12']);
  expect(await run()).toEqual([
    ['2026-11', 0, true],
    ['2026-12', 0, true],
  ]);
});

test('a count that comes late to a month rolled up before is no difference of the one that links to it', async () => {
  await refer(somebodyElse);
  const late = await store();
  days(20);
  expect(await run()).toEqual([['2026-11', 0, true]]);
  // Of the same person as the late one.
  await refer();
  days(31);
  const { months } = await recountMonths({
    ...deps,
    history: {
      async *counts(month) {
        await dispatchReferral(system.deps, late, 1);
        yield* deps.history.counts(month);
      },
    },
  });
  expect(months.map(({ month, differences, isRolledUp }) => [month, differences, isRolledUp])).toEqual([
    ['2026-12', [], false],
  ]);
  expect(await run()).toEqual([
    ['2026-11', 0, true],
    ['2026-12', 0, true],
  ]);
});
