/** Whatever is rolled up, and whenever a count comes late, answers agree with adding up every count. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Count, dimensions, measures } from '#src/domain/counting/model.ts';
import { addDays } from '#src/domain/london.ts';
import { intervals } from '#src/domain/volumes/periods.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { storedCounters } from '#src/store/counted-history.ts';
import { counterReader, counterWriter, counterWrites } from '#src/store/counters.ts';
import { monthPeople } from '#src/store/month-people.ts';
import { peopleWrites } from '#src/store/person-marks.ts';
import { rollUpKey, rollUpWriter } from '#src/store/roll-up-writer.ts';
import { rollUpMarkers } from '#src/store/table-model.ts';
import { transact } from '#src/store/transact.ts';
import { queryVolumes } from '#src/usecases/volumes/query-volumes.ts';
import { recountAndRollUp } from '#src/usecases/volumes/roll-up-months.ts';
import { area as exampleArea, service } from '#test/support/area-fixture.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { anyTransaction, services } from '#test/support/generated-counts.ts';
import { serviceId } from '#test/support/ids.ts';

const area = exampleArea({ services: services.map((id) => service(id, 1, {})) });
/** The generated counts are between the ends of 2025 and 2026, and on the first day of 2027. */
const later = () => new Date('2027-02-02T03:30:00Z');
const range = { from: '2025-12-01', to: '2027-01-31' };
const year: VolumesQuery = { ...range, measure: 'referrals', interval: 'month', by: [], format: 'json' };

let emulator: Emulator;
let made = 0;
const freshTable = async () => (await emulator.makeTables(`rolled-up${++made}`)).counters;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());

async function commit(table: string, counts: Count[], now: () => Date = later): Promise<void> {
  const { client } = emulator;
  for (let tries = 0; tries < 30; tries++) {
    const done = await transact(client, async () => [
      ...counterWrites(counts, table, now()),
      ...(await peopleWrites(client, table, counts)).writes,
    ]);
    if (done === 'committed') return;
  }
  throw new Error('somebody else was always first');
}

/** Recounts these transactions and rolls up the range's months, as the monthly job does. */
const rollUp = (table: string, transactions: readonly Count[][], { client = emulator.client, span = range } = {}) => {
  const history = {
    async *counts() {
      yield* transactions;
    },
  };
  const counters = storedCounters(client, table);
  return recountAndRollUp(
    {
      ...{ history, counters, people: monthPeople(client, table), now: later },
      rollUpWriter: rollUpWriter(client, table, later),
    },
    span.from,
    span.to,
  );
};

/** A client that does something before each call. */
function clientThat(before: (input: object) => Promise<void> | void): DynamoDBDocumentClient {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: emulator.url, region: 'eu-west-2', credentials }),
  );
  client.middlewareStack.add(
    (next) => async (args) => {
      await before(args.input);
      return next(args);
    },
    { step: 'initialize' },
  );
  return client;
}

/** A day later: what was just written has replicated by then. */
const dayAfter = () => new Date(later().getTime() + 86_400_000);
const readerOf = (table: string, now: () => Date = dayAfter) => counterReader(emulator.client, table, now);
const isBound = async (table: string, month: string): Promise<boolean> => {
  const Key = { k: rollUpMarkers, d: rollUpKey(month) };
  return (await emulator.client.send(new GetCommand({ TableName: table, Key }))).Item?.['at'] !== undefined;
};

const closedOn = (day: string, over: Partial<Count> = {}): Count => {
  const [some] = fc.sample(anyTransaction, { numRuns: 1, seed: 11 });
  const facts = some?.[0]?.facts;
  if (!facts) throw new Error('no counts were generated');
  return {
    measure: 'closed',
    day,
    facts,
    services: [serviceId('general')],
    outcome: 'disengaged',
    minutes: 3_000,
    ...over,
  };
};

const anyQuestion: fc.Arbitrary<VolumesQuery> = fc
  .record({
    measure: fc.constantFrom(...measures),
    interval: fc.constantFrom(...intervals),
    first: fc.integer({ min: 0, max: 400 }),
    length: fc.integer({ min: 0, max: 400 }),
    by: fc.constantFrom(
      [],
      ...dimensions.map((one) => [one]),
      ['offence', 'service'] as const,
      ['sex', 'district'] as const,
    ),
    where: fc.constantFrom(undefined, { dimension: 'service', value: 'general' } as const),
  })
  .map(({ first, length, where, ...rest }) => {
    const from = addDays('2025-12-01', first);
    return { ...rest, from, to: addDays(from, length), ...(where ? { where } : {}), format: 'json' };
  });

describe('the answer', () => {
  test('is the same with and without roll-ups, for any query and range', async () => {
    const table = await freshTable();
    const transactions = fc.sample(anyTransaction, { numRuns: 40, seed: 21 });
    for (const counts of transactions) await commit(table, counts);
    const questions = fc.sample(anyQuestion, { numRuns: 30, seed: 22 });
    const ask = () =>
      Promise.all(
        questions.map(async (question) => {
          const counters = readerOf(table);
          const { readUnits: _, ...answer } = await queryVolumes({ counters, area, now: dayAfter }, question);
          return answer;
        }),
      );
    const daily = await ask();
    // Every other month first, so that rolled-up months alternate with others.
    for (let month = 1; month <= 12; month += 2) {
      const first = `2026-${String(month).padStart(2, '0')}-01`;
      await rollUp(table, transactions, { span: { from: first, to: addDays(first, 30) } });
    }
    expect([await isBound(table, '2026-03'), await isBound(table, '2026-04')]).toEqual([true, false]);
    expect(await ask()).toEqual(daily);
    expect((await rollUp(table, transactions)).differences).toEqual([]);
    expect(await isBound(table, '2026-04')).toBe(true);
    expect(await ask()).toEqual(daily);
  });

  test('is read from roll-ups: no rows by day are read, and no key twice where a counter has none', async () => {
    const table = await freshTable();
    await commit(table, [closedOn('2026-03-29')]);
    await rollUp(table, [[closedOn('2026-03-29')]]);
    const reads: string[] = [];
    const watched = clientThat((input) => {
      reads.push(JSON.stringify(input));
    });
    const keys = ['z|all', 'z|service:general', 'r|all'];
    const read = await counterReader(watched, table, dayAfter).read({ keys, from: '2026-02-01', to: '2026-03-31' });
    expect(read.rows.map(({ k, d, cells }) => [k, d, cells['~m']])).toEqual([
      ['z|all', '2026-03-29', 3_000],
      ['z|service:general', '2026-03-29', 3_000],
    ]);
    expect(reads).toHaveLength(4);
    expect(reads.filter((input) => !input.includes(rollUpKey('2026-02')))).toEqual([]);
  });

  test('is right as soon as a month is rolled up, also while its rows are still replicating', async () => {
    const table = await freshTable();
    await commit(table, [closedOn('2026-03-29')]);
    await rollUp(table, [[closedOn('2026-03-29')]]);
    // As an eventually consistent read sees it.
    await emulator.client.send(new DeleteCommand({ TableName: table, Key: { k: 'z|all', d: rollUpKey('2026-03') } }));
    const soon = () => new Date(later().getTime() + 1_000);
    const closed = async (now: () => Date) =>
      (await queryVolumes({ counters: readerOf(table, now), area, now }, { ...year, measure: 'closed' })).total;
    expect(await closed(soon)).toBe(1);
  });

  test('is read by day where a row belongs to another roll-up than the month', async () => {
    const table = await freshTable();
    await commit(table, [closedOn('2026-03-29')]);
    await rollUp(table, [[closedOn('2026-03-29')]]);
    const change = {
      TableName: table,
      Key: { k: 'z|all', d: rollUpKey('2026-03') },
      UpdateExpression: 'SET #t = :other, c = :none, b = :empty',
      ExpressionAttributeNames: { '#t': 't' },
      ExpressionAttributeValues: { ':other': 'another', ':none': '', ':empty': new Uint8Array() },
    };
    await emulator.client.send(new UpdateCommand(change));
    const { rows } = await readerOf(table).read({ keys: ['z|all'], from: '2026-03-01', to: '2026-03-31' });
    expect(rows.map(({ d, cells }) => [d, cells['n']])).toEqual([['2026-03-29', 1]]);
    // Two roll-ups at the same moment leave this behind. Nothing is wrong, so nothing is reported.
    expect((await rollUp(table, [[closedOn('2026-03-29')]])).differences).toEqual([]);
  });
});

describe('a late count', () => {
  const total = async (table: string) =>
    (await queryVolumes({ counters: readerOf(table), area, now: dayAfter }, { ...year, measure: 'closed' })).total;

  test('of a rolled-up month is in the answer at once, and clears that month’s roll-up alone', async () => {
    const table = await freshTable();
    const counts = [closedOn('2026-03-29'), closedOn('2026-04-01')];
    for (const one of counts) await commit(table, [one]);
    await rollUp(table, [counts]);
    expect([await isBound(table, '2026-03'), await total(table)]).toEqual([true, 2]);
    await commit(table, [closedOn('2026-03-30')]);
    expect([await isBound(table, '2026-03'), await isBound(table, '2026-04')]).toEqual([false, true]);
    expect(await total(table)).toBe(3);
    const again = await rollUp(table, [[...counts, closedOn('2026-03-30')]]);
    expect([again.rolledUp, await total(table)]).toEqual([['2026-03'], 3]);
  });

  test('outside a change of state is late too; one of the current month clears nothing', async () => {
    const table = await freshTable();
    await rollUp(table, []);
    const march = () => new Date('2026-03-31T22:59:59Z');
    const april = () => new Date('2026-03-31T23:00:00Z');
    const resent = closedOn('2026-03-31', { measure: 'duplicates' });
    await counterWriter(emulator.client, table, march).add([resent]);
    expect(await isBound(table, '2026-03')).toBe(true);
    // On London’s clocks April has begun.
    await counterWriter(emulator.client, table, april).add([resent]);
    expect([await isBound(table, '2026-03'), await isBound(table, '2026-04')]).toEqual([false, true]);
  });

  test('of two months and two services is still one transaction, and clears each roll-up once', () => {
    const now = later();
    const counts = ['2026-03-29', '2026-03-30', '2026-04-01'].map((day) => closedOn(day, { services: [...services] }));
    const emptied = counterWrites(counts, 'counters', now).flatMap(({ Update }) =>
      Update?.UpdateExpression?.startsWith('REMOVE') ? [Update.Key] : [],
    );
    expect(emptied).toEqual([
      { k: rollUpMarkers, d: rollUpKey('2026-03') },
      { k: rollUpMarkers, d: rollUpKey('2026-04') },
    ]);
  });

  test('at any moment of a roll-up leaves no stale month', async () => {
    const span = { from: '2026-03-01', to: '2026-03-31' };
    /** Rolls up March while a count arrives just before the nth call. */
    const interrupted = async (moment: number) => {
      const table = await freshTable();
      const happened: Count[][] = [];
      const happen = async () => {
        await commit(table, [closedOn('2026-03-29')]);
        happened.push([closedOn('2026-03-29')]);
      };
      await happen();
      let calls = 0;
      const client = clientThat(async () => {
        if (calls++ === moment) await happen();
      });
      const done = await rollUp(table, happened, { client, span });
      const answered = await total(table);
      // Whatever the result, the next run finds no difference and rolls up the month.
      const { differences } = await rollUp(table, happened, { span });
      expect([moment, differences, await isBound(table, '2026-03')]).toEqual([moment, [], true]);
      expect([moment, answered, await total(table)]).toEqual([moment, happened.length, happened.length]);
      const outcome = done.rolledUp.length > 0 ? 'bound' : done.overtaken.length > 0 ? 'overtaken' : 'differed';
      return { calls, outcome };
    };
    const undisturbed = await interrupted(Number.POSITIVE_INFINITY);
    const outcomes = [];
    for (let moment = 0; moment < undisturbed.calls; moment++) outcomes.push((await interrupted(moment)).outcome);
    // Before it begins, while counters are read, and up to the last call, which alone makes the roll-up valid.
    expect(outcomes.slice(0, 2)).toEqual(['bound', 'differed']);
    expect(outcomes.slice(2).length).toBeGreaterThan(2);
    expect(new Set(outcomes.slice(2))).toEqual(new Set(['overtaken']));
  });
});

describe('reading all rows of a counter', () => {
  test('returns rows by day as before, and each roll-up as it is read', async () => {
    const table = await freshTable();
    await commit(table, [closedOn('2026-03-29')]);
    const before = [];
    for await (const row of storedCounters(emulator.client, table).rows(range.from, range.to)) before.push(row);
    await rollUp(table, [[closedOn('2026-03-29')]], { span: { from: '2026-03-01', to: '2026-03-31' } });
    const after = [];
    for await (const row of storedCounters(emulator.client, table).rows(range.from, range.to)) after.push(row);
    const months = after.filter((row) => 'month' in row);
    expect(after.filter((row) => !('month' in row))).toEqual(before);
    expect(months.map(({ month }) => month)).toEqual(['2026-03']);
    const byKey = (a: { k: string }, b: { k: string }) => (a.k < b.k ? -1 : 1);
    const days = before.flatMap((row) => ('k' in row ? [row] : []));
    expect([...(months[0]?.rows ?? [])].sort(byKey)).toEqual(days.sort(byKey));
  });

  test('the first day ever counted is a day, whatever is rolled up', async () => {
    const table = await freshTable();
    const count = closedOn('2026-03-29', { measure: 'referrals' });
    await commit(table, [count]);
    await rollUp(table, [[count]]);
    expect(await readerOf(table).firstDay()).toBe('2026-03-29');
  });

  test('a roll-up that differs from its days is reported and cleared', async () => {
    const table = await freshTable();
    await commit(table, [closedOn('2026-03-29')]);
    await rollUp(table, [[closedOn('2026-03-29')]]);
    const { Item } = await emulator.client.send(
      new GetCommand({ TableName: table, Key: { k: 'z|all', d: rollUpKey('2026-03') } }),
    );
    // The same cells, on the first of the month.
    const b = new Uint8Array(Item?.['b']);
    b.set([1, 0, 0, 0]);
    await emulator.client.send(new PutCommand({ TableName: table, Item: { ...Item, b } }));
    const { differences } = await rollUp(table, [[closedOn('2026-03-29')]]);
    const totals = differences.filter(({ cell }) => cell === 'n');
    expect(totals).toEqual([
      { k: 'z|all', d: '2026-03-01', cell: 'n', standing: 1, recounted: 0, inRollUp: true },
      { k: 'z|all', d: '2026-03-29', cell: 'n', standing: 0, recounted: 1, inRollUp: true },
    ]);
    expect(await isBound(table, '2026-03')).toBe(false);
  });
});
