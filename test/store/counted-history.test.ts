/** How the history and the counters are read for a recount: page after page, to the end. */
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import type { Count } from '#src/domain/counting/model.ts';
import { documentClient } from '#src/store/client.ts';
import { countedHistory, storedCounters } from '#src/store/counted-history.ts';
import { eventsToRow } from '#src/store/history-rows.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { judgedVersion } from '#test/support/cases.ts';
import { mockClient } from '#test/support/mock-client.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const history = countedHistory(documentClient(), 'the-work');
beforeEach(() => dynamo.reset());

const count = (day: string): Count => ({ measure: 'referrals', day, facts: judgedVersion().facts });
const row = (...days: string[]) => ({
  ...eventsToRow(
    'a-referral',
    days.map((day) => ({ at: `${day}T09:00:00.000Z`, event: 'received', by: 'system', counts: [count(day)] })),
    '1',
  ),
});
async function readDays(): Promise<string[]> {
  const days: string[] = [];
  for await (const counts of history.counts()) days.push(...counts.map(({ day }) => day));
  return days;
}

test('every event of every page is counted, an empty page in between too', async () => {
  dynamo
    .on(ScanCommand, { ExclusiveStartKey: undefined })
    .resolves({ Items: [row('2026-11-01', '2026-11-02')], LastEvaluatedKey: { id: 'a' } })
    .on(ScanCommand, { ExclusiveStartKey: { id: 'a' } })
    .resolves({ Items: [], LastEvaluatedKey: { id: 'b' } })
    .on(ScanCommand, { ExclusiveStartKey: { id: 'b' } })
    .resolves({ Items: [row('2026-11-03')] });
  expect(await readDays()).toEqual(['2026-11-01', '2026-11-02', '2026-11-03']);
  const inputs = dynamo.commandCalls(ScanCommand).map((call) => call.args[0].input);
  expect(inputs).toHaveLength(3);
  expect(inputs.every(({ TableName, ConsistentRead }) => TableName === 'the-work' && ConsistentRead)).toBe(true);
});

test('a page that cannot be read ends the recount as unavailable: it is not taken for the last', async () => {
  dynamo
    .on(ScanCommand, { ExclusiveStartKey: undefined })
    .resolves({ Items: [row('2026-11-01')], LastEvaluatedKey: { id: 'a' } })
    .on(ScanCommand, { ExclusiveStartKey: { id: 'a' } })
    .rejects(Object.assign(new Error('slow down'), { name: 'ThrottlingException' }));
  await expect(readDays()).rejects.toThrow(Unavailable);
});

test('counter rows are read to the last page', async () => {
  dynamo
    .on(ScanCommand, { ExclusiveStartKey: undefined })
    .resolves({ Items: [{ k: 'r|all', d: '2026-11-01', n: 1 }], LastEvaluatedKey: { k: 'r|all', d: '2026-11-01' } })
    .on(ScanCommand, { ExclusiveStartKey: { k: 'r|all', d: '2026-11-01' } })
    .resolves({ Items: [{ k: 'r|all', d: '2026-11-02', n: 2 }] });
  const rows: unknown[] = [];
  for await (const one of storedCounters(documentClient(), 'the-counters').rows('2026-11-01', '2026-11-30'))
    rows.push(one);
  expect(rows).toEqual([
    { k: 'r|all', d: '2026-11-01', cells: { n: 1 } },
    { k: 'r|all', d: '2026-11-02', cells: { n: 2 } },
  ]);
});
