/** The write that stores a referral: by one direct call to DynamoDB, and by the SDK where that does not succeed. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AwsAnswer, AwsCall } from '#src/platform/aws-call.ts';
import type { Ledger, LedgerRecord } from '#src/usecases/ports/ledger.ts';
import { errorFields } from '#src/usecases/ports/log.ts';
import { recordToRow, rowToRecord } from './ledger-row.ts';

export const dynamoDb = {
  service: 'dynamodb',
  endpointVariable: 'AWS_ENDPOINT_URL_DYNAMODB',
  target: 'DynamoDB_20120810',
  contentType: 'application/x-amz-json-1.0',
};

/** The input of the PutItem. */
export const putInput = (record: LedgerRecord, table: string) => ({
  TableName: table,
  Item: recordToRow(record),
  ConditionExpression: 'attribute_not_exists(id)',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
});

/** Where the condition failed. An attempt that was stored and not answered is met by the next one: nothing else has its seal. */
export function putResult(record: LedgerRecord, row: Record<string, unknown>): Awaited<ReturnType<Ledger['put']>> {
  const existing = rowToRecord(row);
  const isOwn = record.sealed && existing.sealed && Buffer.compare(record.sealed, existing.sealed) === 0;
  return isOwn ? { stored: true } : { stored: false, existing };
}

/** @param putBySdk given why the direct call did not do: AWS's exception, or what became of the connection */
export function directPut(
  call: AwsCall,
  table: string,
  putBySdk: (record: LedgerRecord, why: string) => ReturnType<Ledger['put']>,
): Ledger['put'] {
  return async (record) => {
    const { Item, ...input } = putInput(record, table);
    const answer = await call('PutItem', { ...input, Item: rowToJson(Item) }).catch(
      (error: unknown): AwsAnswer => ({ error: errorFields(error).error ?? 'no answer', output: undefined }),
    );
    if (answer.error === undefined) return { stored: true };
    const existing = answer.error === 'ConditionalCheckFailedException' ? rowOf(answer.output) : undefined;
    return existing ? putResult(record, existing) : putBySdk(record, answer.error);
  };
}

/** As DynamoDB's JSON. A row's bytes are not nested. */
function rowToJson(row: Record<string, unknown>): Record<string, unknown> {
  const item: Record<string, AttributeValue> = marshall(row, { removeUndefinedValues: true });
  const json: Record<string, unknown> = item;
  for (const [name, { B }] of Object.entries(item)) if (B) json[name] = { B: base64(B) };
  return json;
}

const base64 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

/** The row that DynamoDB returns with a failed condition. */
function rowOf(output: unknown): Record<string, unknown> | undefined {
  if (typeof output !== 'object' || output === null || !('Item' in output)) return undefined;
  const item = output.Item as Record<string, { B?: string }>;
  const bytes = ([name, value]: [string, { B?: string }]) =>
    [name, value.B === undefined ? value : { B: Buffer.from(value.B, 'base64') }] as const;
  return unmarshall(Object.fromEntries(Object.entries(item).map(bytes)) as Record<string, AttributeValue>);
}
