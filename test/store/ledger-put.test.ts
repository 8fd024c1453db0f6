/** The direct put, and what of it is left to the SDK. The emulator takes both: test/store/ledger.test.ts. */
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, test } from 'vitest';
import type { AwsAnswer } from '#src/platform/aws-call.ts';
import { directPut, putResult } from '#src/store/ledger-put.ts';
import { recordToRow } from '#src/store/ledger-row.ts';
import type { Ledger, LedgerRecord } from '#src/usecases/ports/ledger.ts';
import { judgedVersion } from '#test/support/cases.ts';

const record: LedgerRecord = { ...judgedVersion(), bodyHash: 'hash', sealed: new Uint8Array([1, 2, 3]) };
const other: LedgerRecord = { ...record, bodyHash: 'another', sealed: new Uint8Array([4, 5, 6]) };
const bySdk = { stored: true } as const;

/** What a put does when the direct call is answered like this, and why the SDK was asked, if it was. */
async function put(answer: () => Promise<AwsAnswer>) {
  const sent: [string, object][] = [];
  const reasons: string[] = [];
  const putBySdk = async (_: LedgerRecord, why: string): ReturnType<Ledger['put']> => {
    reasons.push(why);
    return bySdk;
  };
  const call = async (operation: string, input: object) => {
    sent.push([operation, input]);
    return answer();
  };
  const result = await directPut(call, 'the-referrals', putBySdk)(record);
  return { result, sent, reasons };
}

/** As DynamoDB sends it: bytes in base64. */
const asJson = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(marshall(row, { removeUndefinedValues: true })).map(([name, value]) => [
      name,
      value.B ? { B: Buffer.from(value.B).toString('base64') } : value,
    ]),
  );
const conditionFailed = (Item?: object) => async (): Promise<AwsAnswer> => ({
  error: 'ConditionalCheckFailedException',
  output: { message: 'The conditional request failed', ...(Item && { Item }) },
});

test('a referral is stored by one call, where its id is not taken', async () => {
  const { result, sent, reasons } = await put(async () => ({ output: {} }));
  expect(result).toEqual({ stored: true });
  expect(reasons).toEqual([]);
  expect(JSON.parse(JSON.stringify(sent))).toEqual([
    [
      'PutItem',
      {
        TableName: 'the-referrals',
        Item: asJson(recordToRow(record)),
        ConditionExpression: 'attribute_not_exists(id)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    ],
  ]);
});

test('where it is taken, what has it is returned', async () => {
  const { result, reasons } = await put(conditionFailed(asJson(recordToRow(other))));
  if (result.stored) throw new Error('it is taken');
  const { sealed, ...existing } = result.existing;
  expect(new Uint8Array(sealed ?? [])).toEqual(other.sealed);
  expect(putResult(record, recordToRow(other))).toEqual({
    stored: false,
    existing: { ...existing, sealed: other.sealed },
  });
  expect(reasons).toEqual([]);
});

test('an earlier attempt that was stored but not answered is no referral sent twice', async () => {
  const again = (record: LedgerRecord) => putResult(record, recordToRow(record));
  expect(again(record)).toEqual({ stored: true });
  expect((await put(conditionFailed(asJson(recordToRow(record))))).result).toEqual({ stored: true });
  // The same said again at another time has another seal.
  expect(putResult(record, recordToRow(other))).toMatchObject({ stored: false });
});

test.each<[string, () => Promise<AwsAnswer>]>([
  ['ThrottlingException', async () => ({ error: 'ThrottlingException', output: {} })],
  ['status 503', async () => ({ error: 'status 503', output: {} })],
  ['ConditionalCheckFailedException', conditionFailed()],
  ['ECONNRESET', () => Promise.reject(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))],
  ['TimeoutError', () => Promise.reject(Object.assign(new Error('no answer in time'), { name: 'TimeoutError' }))],
  ['SyntaxError', async () => JSON.parse('<html>')],
])('the SDK stores it after anything else, and is told why: %s', async (reason, answer) => {
  const { result, reasons } = await put(answer);
  expect(result).toBe(bySdk);
  expect(reasons).toEqual([reason]);
});
