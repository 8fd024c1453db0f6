import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { documentClient } from '#src/store/client.ts';
import { type KeyPage, pageSize, readFilteredPage, readMergedPage, readPageBothWays } from '#src/store/lists.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import { mockClient } from '#test/support/mock-client.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const client = documentClient();
beforeEach(() => dynamo.reset());

const position = (number: number): string => String(number).padStart(4, '0');
/** A referral's id that holds the number in its first four letters, a for 0 to j for 9. */
const idOf = (number: number): string =>
  position(number)
    .replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')
    .padEnd(26, 'a');
const numberOf = (id: string): number =>
  Number([...id.slice(0, 4)].map((letter) => 'abcdefghij'.indexOf(letter)).join(''));
const item = (number: number) => ({ id: idOf(number), row: 'head', pos: position(number) });
const numbers = (from: number, count: number, step = 1): number[] =>
  Array.from({ length: count }, (_, index) => from + index * step);

/** An index as DynamoDB has it, whose pages end after this many rows. */
function index(partitions: Record<string, number[]>, cut = 1000): void {
  dynamo.on(QueryCommand).callsFake((input) => {
    const { ExpressionAttributeValues, ExclusiveStartKey, Limit = 1000, ScanIndexForward: isRising = true } = input;
    const { ':key': key, ':after': after } = ExpressionAttributeValues;
    const start = ExclusiveStartKey?.pos ?? after;
    const all = (partitions[key] ?? []).map(item);
    const inOrder = isRising ? all : all.toReversed();
    const rest = inOrder.filter(({ pos }) => start === undefined || (isRising ? pos > start : pos < start));
    const Items = rest.slice(0, Math.min(Limit, cut));
    return { Items, ...(rest.length > Items.length ? { LastEvaluatedKey: Items.at(-1) } : {}) };
  });
}
const calls = () => dynamo.commandCalls(QueryCommand).map((call) => call.args[0].input);
const ids = ({ rows }: Pick<KeyPage, 'rows'>) => rows.map(({ id }) => numberOf(id));

describe('a page of a list', () => {
  test('is merged from its partitions by position', async () => {
    index({ open: [1, 4, 5], over: [2, 3, 6] });
    expect(ids(await readMergedPage(client, 'work', ['open', 'over'], undefined))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('has a next page only if there are more rows than fit', async () => {
    index({ open: numbers(1, pageSize) });
    expect(await readMergedPage(client, 'work', ['open'], undefined)).not.toHaveProperty('cursor');
    index({ open: numbers(1, pageSize + 1) });
    const page = await readMergedPage(client, 'work', ['open'], undefined);
    expect(page.rows).toHaveLength(pageSize);
    const next = await readMergedPage(client, 'work', ['open'], page.cursor);
    expect(ids(next)).toEqual([pageSize + 1]);
    expect(next).not.toHaveProperty('cursor');
  });

  test('is complete even if DynamoDB cuts its own page short', async () => {
    index({ open: numbers(1, 80, 2), over: numbers(2, 80, 2) }, 7);
    const page = await readMergedPage(client, 'work', ['open', 'over'], undefined);
    expect(ids(page)).toEqual(numbers(1, pageSize));
    expect(ids(await readMergedPage(client, 'work', ['open', 'over'], page.cursor))).toEqual(
      numbers(pageSize + 1, pageSize),
    );
  });

  test('reads one row more than it shows, and stops when it has them', async () => {
    index({ open: numbers(1, 500) });
    await readMergedPage(client, 'work', ['open'], undefined);
    expect(calls()).toEqual([
      {
        TableName: 'work',
        IndexName: 'byList',
        KeyConditionExpression: '#key = :key',
        ExpressionAttributeNames: { '#key': 'list' },
        ExpressionAttributeValues: { ':key': 'open' },
        Limit: pageSize + 1,
        ScanIndexForward: true,
        ExclusiveStartKey: undefined,
      },
    ]);
  });

  test('whose row has no referral’s id is unreadable, not an empty line', async () => {
    for (const id of [undefined, 'not an id']) {
      dynamo.on(QueryCommand).resolves({ Items: [{ id, row: 'head', pos: '1' }] });
      await expect(readMergedPage(client, 'work', ['open'], undefined)).rejects.toThrow(
        new Unreadable('a row of a list has no referral id'),
      );
    }
  });

  test('after a cursor reads what follows it, in the given index', async () => {
    index({ triage: [] });
    const cursor = Buffer.from('0007').toString('base64url');
    const place = { index: 'byAgenda', key: 'agenda', pos: 'due' };
    await readMergedPage(client, 'work', ['triage'], cursor, { index: place });
    expect(calls()[0]).toMatchObject({
      IndexName: 'byAgenda',
      KeyConditionExpression: '#key = :key AND #pos > :after',
      ExpressionAttributeNames: { '#key': 'agenda', '#pos': 'due' },
      ExpressionAttributeValues: { ':key': 'triage', ':after': '0007' },
    });
  });
});

describe('a filtered page', () => {
  const source = (isWanted: (number: number) => boolean) => ({
    keys: (after: string | undefined) => readMergedPage(client, 'work', ['open'], after),
    read: async (rows: KeyPage['rows']) => ids({ rows }),
    isWanted,
    position,
  });

  test('is filled from as many pages as it takes', async () => {
    index({ open: numbers(1, 400) });
    const even = source((number) => number % 2 === 0);
    const first = await readFilteredPage(undefined, even);
    expect(first.rows).toEqual(numbers(2, pageSize, 2));
    const second = await readFilteredPage(first.cursor, even);
    expect(second.rows).toEqual(numbers(2 + 2 * pageSize, pageSize, 2));
  });

  test('reads no further than it needs', async () => {
    index({ open: numbers(1, 400) });
    await readFilteredPage(
      undefined,
      source(() => true),
    );
    expect(calls()).toHaveLength(2);
  });

  test('ends where the list ends', async () => {
    index({ open: numbers(1, 120) });
    expect(
      await readFilteredPage(
        undefined,
        source((number) => number > 110),
      ),
    ).toEqual({ rows: numbers(111, 10) });
    expect(
      await readFilteredPage(
        undefined,
        source(() => false),
      ),
    ).toEqual({ rows: [] });
  });

  test('of exactly as many as fit has no next page', async () => {
    index({ open: numbers(1, 120) });
    const page = await readFilteredPage(
      undefined,
      source((number) => number > 120 - pageSize),
    );
    expect(page.rows).toHaveLength(pageSize);
    expect(page).not.toHaveProperty('cursor');
  });
});

describe.each(['rising', 'falling'] as const)('a list that is read both ways, %s', (direction) => {
  const inOrder = (all: number[]) => (direction === 'rising' ? all : all.toReversed());
  const read = (cursor?: string, isWanted: (number: number) => boolean = () => true) =>
    readPageBothWays(cursor, {
      keys: (after, way) => readMergedPage(client, 'work', ['open'], after, { direction: way }),
      direction,
      read: async (rows: KeyPage['rows']) => ids({ rows }),
      isWanted,
      position,
    });

  test('shows the same pages on the way back', async () => {
    const all = inOrder(numbers(1, 120));
    index({ open: numbers(1, 120) });
    const first = await read();
    const second = await read(first.cursor);
    const third = await read(second.cursor);
    expect([first.rows, second.rows, third.rows]).toEqual([all.slice(0, 50), all.slice(50, 100), all.slice(100)]);
    expect([first.previous, third.cursor]).toEqual([undefined, undefined]);
    const back = await read(third.previous?.cursor);
    expect(back.rows).toEqual(second.rows);
    expect((await read(back.cursor)).rows).toEqual(third.rows);
    const start = await read(back.previous?.cursor);
    expect([start.rows, start.previous]).toEqual([first.rows, undefined]);
  });

  test('begins again where nothing is before the page any more', async () => {
    const all = inOrder(numbers(1, 60));
    index({ open: numbers(1, 60) });
    const { cursor } = await read();
    const { previous } = await read(cursor);
    index({ open: numbers(1, 60).filter((number) => all.indexOf(number) >= 50) });
    expect(await read(previous?.cursor)).toEqual({ rows: all.slice(50) });
  });
});
