import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { documentClient } from '#src/store/client.ts';
import { transact, type Write } from '#src/store/transact.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import { mockClient } from '#test/support/mock-client.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
const calls = () => dynamo.commandCalls(TransactWriteCommand).map((call) => call.args[0].input.TransactItems);
const client = documentClient();

const pauses: number[] = [];
const pause = async (ms: number) => void pauses.push(ms);

beforeEach(() => {
  dynamo.reset();
  pauses.length = 0;
});

const write = (id: string): Write => ({ Put: { TableName: 'work', Item: { id } } });
/** What DynamoDB answers when it cancels a transaction, one code for each of its writes. */
const cancelled = (...codes: (string | undefined)[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => (Code === undefined ? {} : { Code })),
  });
const named = (name: string) => Object.assign(new Error('the SDK gave up'), { name });

describe('a transaction that conflicts with another on its rows', () => {
  test.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    '%s is tried again, and nothing is said of it',
    async (code) => {
      dynamo.on(TransactWriteCommand).rejectsOnce(cancelled('None', code)).resolves({});
      expect(await transact(client, () => [write('a')], pause)).toBe('committed');
      expect(calls()).toEqual([[write('a')], [write('a')]]);
      expect(pauses).toEqual([10]);
    },
  );

  test('gathers its writes again for each attempt, since the rows it read may have changed', async () => {
    dynamo.on(TransactWriteCommand).rejectsOnce(cancelled('TransactionConflict')).resolves({});
    let gathered = 0;
    await transact(client, async () => [write(`read ${++gathered}`)], pause);
    expect(calls()).toEqual([[write('read 1')], [write('read 2')]]);
  });

  test('is tried nine times, each wait longer than the last, and then is Unavailable', async () => {
    const conflict = cancelled('TransactionConflict');
    dynamo.on(TransactWriteCommand).rejects(conflict);
    await expect(transact(client, () => [write('a')], pause)).rejects.toThrow(
      expect.objectContaining({ constructor: Unavailable, message: 'TransactionConflict', cause: conflict }),
    );
    expect(calls()).toHaveLength(9);
    expect(pauses).toEqual([10, 20, 40, 80, 160, 320, 640, 1000]);
  });

  test.each([
    [0, 5],
    [0.9, 14],
  ])('without a pause of the caller’s waits between half and one and a half times the backoff', async (random, ms) => {
    onTestFinished(() => {
      vi.restoreAllMocks();
      vi.useRealTimers();
    });
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(random);
    dynamo.on(TransactWriteCommand).rejectsOnce(cancelled('TransactionConflict')).resolves({});
    const done = vi.fn();
    void transact(client, () => [write('a')]).then(done);
    await vi.advanceTimersByTimeAsync(ms - 1);
    expect(calls()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toHaveBeenCalledWith('committed');
  });
});

describe('a transaction whose condition failed', () => {
  test('is a conflict at once: the caller reads again', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('ConditionalCheckFailed'));
    expect(await transact(client, () => [write('a')], pause)).toBe('conflict');
    expect(calls()).toHaveLength(1);
  });

  test('is a conflict even if another of its rows met a transaction', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('TransactionConflict', 'ConditionalCheckFailed'));
    expect(await transact(client, () => [write('a'), write('b')], pause)).toBe('conflict');
  });
});

describe('a transaction that fails otherwise', () => {
  test.each([
    'ProvisionedThroughputExceededException',
    'ThrottlingException',
    'RequestLimitExceeded',
    'InternalServerError',
    'ServiceUnavailable',
    'TransactionInProgressException',
    'TransactionConflictException',
    'TimeoutError',
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ENOTFOUND',
  ])('%s passes: Unavailable, after the tries of the SDK and no more of ours', async (name) => {
    dynamo.on(TransactWriteCommand).rejects(named(name));
    await expect(transact(client, () => [write('a')], pause)).rejects.toThrow(
      expect.objectContaining({ constructor: Unavailable, message: name, cause: expect.objectContaining({ name }) }),
    );
    expect(calls()).toHaveLength(1);
  });

  test('a connection error is known by its code', async () => {
    dynamo.on(TransactWriteCommand).rejects(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
    await expect(transact(client, () => [write('a')], pause)).rejects.toThrow(Unavailable);
  });

  test.each([
    ['a write that DynamoDB calls invalid', cancelled('ValidationError')],
    ['a cancellation without reasons', new TransactionCanceledException({ message: 'none', $metadata: {} })],
    ['a cancellation whose reasons have no code', cancelled(undefined)],
    ['a refusal of IAM', named('AccessDeniedException')],
  ])('%s is thrown as it is, for nobody can wait for it to pass', async (_, error) => {
    dynamo.on(TransactWriteCommand).rejects(error);
    await expect(transact(client, () => [write('a')], pause)).rejects.toBe(error);
    expect(calls()).toHaveLength(1);
  });

  test('an error while gathering the writes is thrown unchanged', async () => {
    const error = new RangeError('nobody thought of this');
    await expect(transact(client, () => Promise.reject(error), pause)).rejects.toBe(error);
    expect(pauses).toEqual([]);
  });
});

test('nothing to write makes no call', async () => {
  expect(await transact(client, () => [], pause)).toBe('committed');
  expect(calls()).toEqual([]);
});
