/** The monthly job of the running system rolls up the past month, with its own permissions and clock. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { awsJsonClient } from '#local/emulators/aws-json.ts';
import { authority, type Run, startRun } from './support/run.ts';

let run: Run;
beforeAll(async () => {
  run = await startRun({ now: '2026-11-28T09:00:00Z' });
});
afterAll(() => run.stop());

const byDay = async (): Promise<unknown> => {
  const question = 'measure=referrals&from=2026-11-01&to=2026-12-31&interval=day&by=service';
  const { json } = await run.client.call(authority, 'GET', `/v1/volumes?${question}`);
  return (json as { rows: unknown }).rows;
};
const november = async (): Promise<unknown> => {
  const { dynamodbEndpoint, tables } = run.client.endpoints;
  const dynamodb = awsJsonClient('dynamodb', { url: dynamodbEndpoint, region: 'eu-west-2' });
  const { Item } = (await dynamodb('GetItem', {
    TableName: tables['counters'],
    Key: { k: { S: 'bound' }, d: { S: 'm2026-11' } },
  })) as { Item?: unknown };
  return Item;
};

test('a month is rolled up on the second day of the next, and every day of it has the same figures', async () => {
  await run.refer();
  await run.refer();
  await run.client.moveClock('2026-12-01T09:00:00Z');
  await run.refer();
  await run.system.waitUntilIdle();
  const before = await byDay();
  expect(await november()).toBeUndefined();
  await run.client.moveClock('2026-12-02T09:00:00Z');
  expect(await november()).toMatchObject({ t: { S: expect.any(String) }, at: { N: expect.any(String) } });
  expect(await byDay()).toEqual(before);
  expect(await run.total('referrals')).toBe(3);
  expect(await run.audit()).toEqual([]);
});
