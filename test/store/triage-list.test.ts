import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { type TriageReason, triageReasons } from '#src/domain/case/model.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { documentClient } from '#src/store/client.ts';
import { pageSize } from '#src/store/lists.ts';
import { readTriageKeys } from '#src/store/triage-list.ts';
import { type TriageFilter, Unreadable } from '#src/usecases/ports.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
beforeEach(() => dynamo.reset());

const idOf = (number: number): ReferralId =>
  String(number)
    .replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')
    .padStart(26, 'a') as ReferralId;
const entry = (number: number, reason: TriageReason, also?: TriageReason[]) => ({
  id: idOf(number),
  row: 'head',
  due: `2026-12-01T00:00:00.000Z#${String(number).padStart(3, '0')}`,
  tri: { r: reason, s: '2026-12-01T00:00:00.000Z', ...(also && { a: also }) },
});
const read = (filter: TriageFilter = {}, cursor?: string) => readTriageKeys(documentClient(), 'work', filter, cursor);
const shown = async (filter: TriageFilter) => (await read(filter)).keys.map(({ id }) => id);

describe('the list of triage', () => {
  const three = [entry(1, 'held'), entry(2, 'overdue', ['possible-duplicate']), entry(3, 'possible-duplicate')];

  test('is narrowed to cases that are there for any of the reasons, whichever came first', async () => {
    dynamo.on(QueryCommand).resolves({ Items: three });
    expect(await shown({})).toEqual([idOf(1), idOf(2), idOf(3)]);
    expect(await shown({ reasons: ['possible-duplicate'] })).toEqual([idOf(2), idOf(3)]);
    expect(await shown({ reasons: ['held', 'overdue'] })).toEqual([idOf(1), idOf(2)]);
    expect(await shown({ reasons: ['release-near'] })).toEqual([]);
  });

  test('is narrowed to the cases that are looked for', async () => {
    dynamo.on(QueryCommand).resolves({ Items: three });
    expect(await shown({ among: [[idOf(3), idOf(9)]] })).toEqual([idOf(3)]);
    expect(await shown({ among: [[idOf(3)]], reasons: ['held'] })).toEqual([]);
    expect(
      await shown({
        among: [
          [idOf(2), idOf(3)],
          [idOf(1), idOf(2)],
        ],
      }),
    ).toEqual([idOf(2)]);
    expect(await shown({ among: [[]] })).toEqual([]);
  });

  test('counts each reason over the whole list, whatever is looked for', async () => {
    dynamo
      .on(QueryCommand)
      .resolvesOnce({ Items: three.slice(0, 1), LastEvaluatedKey: { id: 'a' } })
      .resolves({ Items: three.slice(1) });
    const { counts } = await read({ reasons: ['held'], among: [[]] });
    expect(Object.keys(counts)).toEqual([...triageReasons]);
    expect(counts).toMatchObject({ held: 1, overdue: 1, 'possible-duplicate': 2, 'release-near': 0 });
  });

  test('of more cases than a page goes on after the last one shown, with the same counts', async () => {
    dynamo
      .on(QueryCommand)
      .resolves({ Items: Array.from({ length: pageSize + 1 }, (_, index) => entry(index, 'held')) });
    const first = await read();
    expect(first.keys).toHaveLength(pageSize);
    const second = await read({}, first.cursor);
    expect(second).toEqual({ keys: [{ id: idOf(pageSize), row: 'head' }], counts: first.counts });
    expect(first.counts.held).toBe(pageSize + 1);
  });

  test('with as many as a page has no next one', async () => {
    dynamo.on(QueryCommand).resolves({ Items: Array.from({ length: pageSize }, (_, index) => entry(index, 'held')) });
    expect(await read()).not.toHaveProperty('cursor');
  });

  test('is unreadable where a row does not say why it is there', async () => {
    dynamo.on(QueryCommand).resolves({ Items: [{ ...entry(1, 'held'), tri: undefined }] });
    await expect(read()).rejects.toThrow(new Unreadable('triage list row: tri'));
  });
});
