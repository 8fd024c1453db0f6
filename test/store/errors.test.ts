/** What a failed call to DynamoDB means to whoever made it. */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { cancellationReason, orUnavailable, wasWritten } from '#src/store/errors.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';

const failing = (name: string, code?: string) => Object.assign(new Error('no answer'), { name, ...(code && { code }) });
const passing: [string, Error][] = [
  ...[
    'ProvisionedThroughputExceededException',
    'ThrottlingException',
    'RequestLimitExceeded',
    'InternalServerError',
    'ServiceUnavailable',
    'TransactionInProgressException',
    'TransactionConflictException',
    'TimeoutError',
  ].map((name): [string, Error] => [name, failing(name)]),
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND'].map((code): [string, Error] => [
    code,
    failing('Error', code),
  ]),
];
const lasting = failing('ResourceNotFoundException');
const conditionFailed = failing('ConditionalCheckFailedException');

describe('a call', () => {
  test.each(passing)('%s passes by itself, and is worth another try', async (_name, error) => {
    for (const call of [orUnavailable, wasWritten]) {
      const failed = await call(Promise.reject(error)).catch((reason: unknown) => reason);
      expect(failed).toBeInstanceOf(Unavailable);
      expect(failed).toMatchObject({ message: error.name, cause: error });
    }
  });

  test.each([
    ['a fault of ours', lasting],
    ['what is no error', 'a text'],
  ])('%s is told as it is', async (_what, error) => {
    await expect(orUnavailable(Promise.reject(error))).rejects.toBe(error);
    await expect(wasWritten(Promise.reject(error))).rejects.toBe(error);
  });

  test('that is answered is answered', async () => {
    expect(await orUnavailable(Promise.resolve(7))).toBe(7);
  });
});

test('a write was made, or its condition failed', async () => {
  expect(await wasWritten(Promise.resolve({}))).toBe(true);
  expect(await wasWritten(Promise.reject(conditionFailed))).toBe(false);
  await expect(orUnavailable(Promise.reject(conditionFailed))).rejects.toBe(conditionFailed);
});

describe('a transaction that was cancelled', () => {
  const cancelled = (...codes: (string | undefined)[]) =>
    new TransactionCanceledException({
      message: 'cancelled',
      $metadata: {},
      CancellationReasons: codes.map((Code) => ({ ...(Code !== undefined && { Code }) })),
    });

  test.each<[string, unknown, string | undefined]>([
    ['somebody was first', cancelled('None', 'ConditionalCheckFailed'), 'conflict'],
    ['somebody was first, and others wrote', cancelled('TransactionConflict', 'ConditionalCheckFailed'), 'conflict'],
    ['others wrote the same rows', cancelled(undefined, 'TransactionConflict'), 'contention'],
    ['too much was written', cancelled('ThrottlingError'), 'contention'],
    ['the table’s limit was met', cancelled('None', 'ProvisionedThroughputExceeded'), 'contention'],
    ['it was too large, which no other try mends', cancelled('ItemCollectionSizeLimitExceeded'), undefined],
    ['nobody knows why', cancelled(undefined), undefined],
    [
      'none was cancelled',
      Object.assign(new Error('no'), { CancellationReasons: [{ Code: 'ConditionalCheckFailed' }] }),
      undefined,
    ],
    ['no error at all', undefined, undefined],
  ])('is told by its reason: %s', (_, error, expected) => {
    expect(cancellationReason(error)).toBe(expected);
  });
});
