import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { counterDeltas } from '#src/domain/counting/cells.ts';
import type { Count } from '#src/domain/counting/model.ts';
import { addDays } from '#src/domain/london.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { counterReader, counterUpdate, counterWriter } from '#src/store/counters.ts';
import { peopleWrites } from '#src/store/person-marks.ts';
import { transact } from '#src/store/transact.ts';
import { queryVolumes } from '#src/usecases/volumes/query-volumes.ts';
import { recount } from '#src/usecases/volumes/recount.ts';
import { serviceId } from '#test/support/ids.ts';
import { mockClient } from '#test/support/mock-client.ts';
import { area as exampleArea, service } from '../support/area-fixture.ts';
import { type Emulator, startEmulator } from '../support/emulator.ts';
import { anyTransaction, countPlainly, services } from '../support/generated-counts.ts';

const area = exampleArea({ services: services.map((id) => service(id, 1, {})) });
const now = () => new Date('2027-02-01T12:00:00Z');
const year: VolumesQuery = {
  measure: 'referrals',
  from: '2025-12-01',
  to: '2027-01-31',
  interval: 'month',
  by: [],
  format: 'json',
};

let emulator: Emulator;
let made = 0;
const freshTable = async () => (await emulator.makeTables(`counters${++made}`)).counters;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());

/** Writes as a change of state does: counters and marks in one transaction, retried after a conflict. */
async function commit(table: string, counts: Count[]): Promise<void> {
  const { client } = emulator;
  for (let tries = 0; tries < 30; tries++) {
    const done = await transact(client, async () => [
      ...counterDeltas(counts).map((delta) => ({ Update: counterUpdate(delta, table) })),
      ...(await peopleWrites(client, table, counts)).writes,
    ]);
    if (done === 'committed') return;
  }
  throw new Error('somebody else was always first');
}

const referralOf = (person: string | undefined, day: string, over: Partial<Count> = {}): Count[] => {
  const [made] = fc.sample(anyTransaction, { numRuns: 1, seed: 11 });
  const facts = made?.[0]?.facts;
  if (!facts) throw new Error('no counts were generated');
  const base = { facts, day, services: [serviceId('general')], ...over };
  return [
    { ...base, measure: 'referrals' },
    { ...base, measure: 'victims', ...(person ? { person } : {}) },
  ];
};

describe('counters in the table', () => {
  test('agree with adding up every referral, for every measure', async () => {
    const table = await freshTable();
    const transactions = fc.sample(anyTransaction, { numRuns: 60, seed: 5 });
    for (const counts of transactions) await commit(table, counts);
    const counters = counterReader(emulator.client, table);
    for (const measure of [
      'referrals',
      'victims',
      'within-code',
      'handed-off',
      'held',
      'closed',
      'duplicates',
    ] as const) {
      const answer = await queryVolumes(
        { counters, area, now },
        { ...year, measure, by: ['offence', 'district'], interval: 'all' },
      );
      expect(answer.total).toBe(countPlainly(transactions, measure, year));
      for (const { values, count } of answer.rows) {
        const [offence = '', district = ''] = values;
        const filters = [['offence', offence] as const, ['district', district] as const];
        expect([measure, offence, district, count]).toEqual([
          measure,
          offence,
          district,
          countPlainly(transactions, measure, year, filters),
        ]);
      }
    }
  });

  test('a person referred twenty times at once is one victim and twenty referrals', async () => {
    const table = await freshTable();
    await Promise.all(Array.from({ length: 20 }, () => commit(table, referralOf('somebody', '2026-11-20'))));
    const counters = counterReader(emulator.client, table);
    const ask = async (measure: 'victims' | 'referrals') =>
      (await queryVolumes({ counters, area, now }, { ...year, measure })).total;
    expect([await ask('victims'), await ask('referrals')]).toEqual([1, 20]);
  });

  test('people are counted once, whatever order their referrals are recorded in', async () => {
    const table = await freshTable();
    for (const day of ['2026-03-10', '2026-01-10', '2026-02-10', '2026-01-11'])
      await commit(table, referralOf('one', day));
    await commit(table, referralOf('other', '2026-02-10'));
    await commit(table, referralOf(undefined, '2026-02-10'));
    await commit(table, referralOf(undefined, '2026-02-10'));
    const counters = counterReader(emulator.client, table);
    const answer = await queryVolumes(
      { counters, area, now },
      { ...year, measure: 'victims', from: '2026-01-11', to: '2026-03-31' },
    );
    expect(answer.rows.map(({ period, count }) => [period, count])).toEqual([
      ['2026-01', 1],
      ['2026-02', 4],
      ['2026-03', 1],
    ]);
    expect(answer.total).toBe(4);
  });

  test('counts outside a change of state are added too, and the first day is known', async () => {
    const table = await freshTable();
    const counters = counterReader(emulator.client, table);
    expect(await counters.firstDay()).toBeUndefined();
    const duplicate: Count = { ...(referralOf(undefined, '2026-05-05')[0] as Count), measure: 'duplicates' };
    await counterWriter(emulator.client, table).add([duplicate, duplicate]);
    expect((await queryVolumes({ counters, area, now }, { ...year, measure: 'duplicates' })).total).toBe(2);
    await commit(table, referralOf(undefined, '2026-06-06'));
    await commit(table, referralOf(undefined, '2026-05-31'));
    expect(await counters.firstDay()).toBe('2026-05-31');
  });

  test('only the rows of the days asked for are read, and their read units are reported', async () => {
    const table = await freshTable();
    for (const day of ['2026-01-01', '2026-01-02', '2026-01-03']) await commit(table, referralOf(undefined, day));
    const counters = counterReader(emulator.client, table);
    const { rows, readUnits } = await counters.read({
      keys: ['r|all', 'r|service:general'],
      from: '2026-01-02',
      to: '2026-01-03',
      cells: ['n'],
    });
    expect(rows).toEqual([
      { k: 'r|all', d: '2026-01-02', cells: { n: 1 } },
      { k: 'r|all', d: '2026-01-03', cells: { n: 1 } },
      { k: 'r|service:general', d: '2026-01-02', cells: { n: 1 } },
      { k: 'r|service:general', d: '2026-01-03', cells: { n: 1 } },
    ]);
    expect(readUnits).toBeGreaterThan(0);
    expect(readUnits).toBeLessThanOrEqual(2);
  });
});

describe('a recount', () => {
  test('agrees exactly with the table, and names a row that was changed by hand', async () => {
    const table = await freshTable();
    const transactions = fc.sample(anyTransaction, { numRuns: 40, seed: 8 });
    for (const counts of transactions) await commit(table, counts);
    const history = {
      async *counts() {
        yield* transactions;
      },
    };
    const counters = {
      async *rows() {
        const { Items = [] } = await emulator.client.send(new ScanCommand({ TableName: table }));
        for (const { k, d, ...cells } of Items) {
          if (d !== 'seen') yield { k: String(k), d: String(d), cells: cells as Record<string, number> };
        }
      },
    };
    const done = await recount({ history, counters }, '2025-12-01', '2027-01-31');
    expect(done.rows).toBeGreaterThan(50);
    expect(done.differences).toEqual([]);
    const wrong = { k: 'r|all', d: '2026-03-29', add: { n: 1 } };
    await emulator.client.send(new UpdateCommand(counterUpdate(wrong, table)));
    const again = await recount({ history, counters }, '2025-12-01', '2027-01-31');
    expect(again.differences.map(({ k, d, cell, standing, recounted }) => [k, d, cell, standing - recounted])).toEqual([
      ['r|all', '2026-03-29', 'n', 1],
    ]);
  });
});

describe('a long range', () => {
  test('is read in parts, each row once, also rows whose sort key is longer than a day', async () => {
    const table = await freshTable();
    const wanted: string[] = [];
    for (let day = '2025-12-30'; day <= '2026-07-20'; day = addDays(day, 1)) wanted.push(day, `${day}<2025-01`);
    for (let at = 0; at < wanted.length; at += 25) {
      const puts = wanted.slice(at, at + 25).map((d) => ({ PutRequest: { Item: { k: 'v|all', d, n: 1 } } }));
      await emulator.client.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
    }
    const counters = counterReader(emulator.client, table);
    const read = await counters.read({ keys: ['v|all'], from: '2026-01-01', to: '2026-07-15<~' });
    expect(read.rows.map(({ d }) => d)).toEqual(wanted.filter((d) => d >= '2026-01-01' && d <= '2026-07-15<~'));
  });
});

describe('calls to DynamoDB', () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-2' }));
  const mock = mockClient(client);

  test('every page is read, and the read units are added up', async () => {
    mock.reset();
    mock
      .on(QueryCommand)
      .resolvesOnce({
        Items: [{ d: '2026-01-01', n: 1 }],
        LastEvaluatedKey: { k: 'r|all', d: '2026-01-01' },
        ConsumedCapacity: { CapacityUnits: 128 },
      })
      .resolvesOnce({ Items: [{ d: '2026-01-02', n: 2 }], ConsumedCapacity: { CapacityUnits: 0.5 } });
    const { rows, readUnits } = await counterReader(client, 'counters').read({
      keys: ['r|all'],
      from: '2026-01-01',
      to: '2026-01-02',
      cells: ['n'],
    });
    expect(rows.map(({ cells }) => cells)).toEqual([{ n: 1 }, { n: 2 }]);
    expect(readUnits).toBe(128.5);
    expect(mock.commandCalls(QueryCommand)[1]?.args[0].input.ExclusiveStartKey).toEqual({
      k: 'r|all',
      d: '2026-01-01',
    });
    expect(mock.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      KeyConditionExpression: 'k = :k AND d BETWEEN :from AND :to',
      ProjectionExpression: 'd,#0',
      ExpressionAttributeNames: { '#0': 'n' },
    });
  });

  test('nothing to count makes no call', async () => {
    mock.reset();
    await counterWriter(client, 'counters').add([]);
    expect(mock.commandCalls(TransactWriteCommand)).toEqual([]);
  });

  test('a cell that is not a number is an error, not 0', async () => {
    mock.reset();
    mock.on(QueryCommand).resolves({ Items: [{ d: '2026-01-01', n: '1' }] });
    await expect(
      counterReader(client, 'counters').read({ keys: ['r|all'], from: '2026-01-01', to: '2026-01-01' }),
    ).rejects.toThrow('not a number');
  });
});
