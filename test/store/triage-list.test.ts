import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { type CaseHead, type TriageReason, triageReasons } from '#src/domain/case/model.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { Priority } from '#src/domain/vocabulary.ts';
import { documentClient } from '#src/store/client.ts';
import { pageSize } from '#src/store/lists.ts';
import { readTriageHeads, readTriagePage } from '#src/store/triage-list.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import type { TriageFilter } from '#src/usecases/ports/lists.ts';
import { mockClient } from '#test/support/mock-client.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
beforeEach(() => {
  dynamo.reset();
  answerTests([]);
});
const answerTests = (Items: Record<string, unknown>[]) =>
  dynamo.on(QueryCommand, { ExpressionAttributeValues: { ':agenda': 'erase|test' } }).resolves({ Items });

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
const onList = () => dynamo.on(QueryCommand, { ExpressionAttributeValues: { ':agenda': 'triage' } });
/** What the heads say beside the index; a case that is not here is of standard priority and waits. */
const heads = new Map<string, Partial<CaseHead>>();
/** Cases whose head says that they have left. */
const gone = new Set<string>();
beforeEach(() => {
  heads.clear();
  gone.clear();
});
const readHeads = async (keys: readonly { id: string }[]) =>
  keys.map(({ id }) => ({
    id,
    priority: 'standard',
    sender: 'police',
    ...(gone.has(id) ? {} : { triage: {} }),
    ...heads.get(id),
  })) as CaseHead[];
const read = (filter: TriageFilter = {}, cursor?: string) =>
  readTriagePage(documentClient(), 'work', readHeads, filter, cursor);
const shown = async (filter: TriageFilter) => (await read(filter)).rows.map(({ id }) => id);
const manyEntries = (count: number) => Array.from({ length: count }, (_, index) => entry(index, 'held'));

describe('the list of triage', () => {
  const three = [entry(1, 'held'), entry(2, 'overdue', ['possible-duplicate']), entry(3, 'possible-duplicate')];

  test('is narrowed to cases that are there for any of the reasons, whichever came first', async () => {
    onList().resolves({ Items: three });
    expect(await shown({})).toEqual([idOf(1), idOf(2), idOf(3)]);
    expect(await shown({ reasons: ['possible-duplicate'] })).toEqual([idOf(2), idOf(3)]);
    expect(await shown({ reasons: ['held', 'overdue'] })).toEqual([idOf(1), idOf(2)]);
    expect(await shown({ reasons: ['release-near'] })).toEqual([]);
  });

  test('is narrowed to the cases that are looked for', async () => {
    onList().resolves({ Items: three });
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
    onList()
      .resolvesOnce({ Items: three.slice(0, 1), LastEvaluatedKey: { id: 'a' } })
      .resolves({ Items: three.slice(1) });
    const { counts } = await read({ reasons: ['held'], among: [[]] });
    expect(Object.keys(counts)).toEqual([...triageReasons]);
    expect(counts).toMatchObject({ held: 1, overdue: 1, 'possible-duplicate': 2, 'release-near': 0 });
  });

  test('of more cases than a page goes on after the last one shown, with the same counts, and back', async () => {
    onList().resolves({ Items: manyEntries(2 * pageSize + 1) });
    const first = await read();
    expect(first.rows).toHaveLength(pageSize);
    expect(first).not.toHaveProperty('previous');
    const second = await read({}, first.cursor);
    const third = await read({}, second.cursor);
    expect(third.rows.map(({ id }) => id)).toEqual([idOf(2 * pageSize)]);
    expect(third).not.toHaveProperty('cursor');
    expect([first.place, second.place, third.place]).toEqual([
      { from: 1, to: pageSize, of: 2 * pageSize + 1 },
      { from: pageSize + 1, to: 2 * pageSize, of: 2 * pageSize + 1 },
      { from: 2 * pageSize + 1, to: 2 * pageSize + 1, of: 2 * pageSize + 1 },
    ]);
    expect(third.counts).toEqual(first.counts);
    expect(first.counts.held).toBe(2 * pageSize + 1);
    expect((await read({}, third.previous?.cursor)).rows).toEqual(second.rows);
    expect(second.previous).toEqual({});
  });

  test('is narrowed to priorities and senders, which the heads say, over all pages', async () => {
    onList().resolves({ Items: manyEntries(pageSize + 20) });
    const urgent = (number: number, priority: Priority) => heads.set(idOf(number), { priority });
    urgent(3, 'high');
    urgent(pageSize + 10, 'high');
    heads.set(idOf(5), { sender: 'hospital' as CaseHead['sender'] });
    expect(await shown({ priorities: ['high'] })).toEqual([idOf(3), idOf(pageSize + 10)]);
    expect(await shown({ senders: ['hospital' as CaseHead['sender']] })).toEqual([idOf(5)]);
    expect(await shown({ priorities: ['high'], senders: ['hospital' as CaseHead['sender']] })).toEqual([]);
    expect((await read({ priorities: ['high'] })).total).toBe(pageSize + 20);
  });

  test('is gone through whole by one reading of it, in its order, the heads as they are asked for, tests last', async () => {
    onList().resolves({ Items: manyEntries(150) });
    answerTests([entry(200, 'held')]);
    gone.add(idOf(7));
    const asked: number[] = [];
    const all = readTriageHeads(documentClient(), 'work', async (keys) => {
      asked.push(keys.length);
      return readHeads(keys);
    });
    const first = await all.next();
    expect(first.value).toMatchObject({ id: idOf(0) });
    expect(asked).toEqual([100]);
    const others: ReferralId[] = [];
    for await (const { id } of all) others.push(id);
    expect(others).toHaveLength(149);
    expect(others).not.toContain(idOf(7));
    expect(others.at(-1)).toBe(idOf(200));
    expect(asked).toEqual([100, 51]);
    expect(dynamo.commandCalls(QueryCommand)).toHaveLength(2);
  });

  test('leaves out a case that has left it, which the index does not know yet', async () => {
    onList().resolves({ Items: three });
    gone.add(idOf(2));
    const page = await read();
    expect(page.rows.map(({ id }) => id)).toEqual([idOf(1), idOf(3)]);
    expect(page.counts).toMatchObject({ overdue: 0, 'possible-duplicate': 1 });
    expect([page.total, page.place]).toEqual([2, { from: 1, to: 2, of: 2 }]);
  });

  test('with as many as a page has no next one', async () => {
    onList().resolves({ Items: manyEntries(pageSize) });
    expect(await read()).not.toHaveProperty('cursor');
  });

  test('is unreadable where a row does not say why it is there', async () => {
    onList().resolves({ Items: [{ ...entry(1, 'held'), tri: undefined }] });
    await expect(read()).rejects.toThrow(new Unreadable('triage list row: tri'));
  });
});
