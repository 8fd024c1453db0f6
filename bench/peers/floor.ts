/**
 * The floor: parse the body and put one row, nothing else. The row is as long as ours and stands in the same
 * indexes, so that the emulator has the same to do.
 */
import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 5 }));
/** What our row holds besides the submission: the decision and the facts, about this long. */
const besides = 'x'.repeat(Number(process.env['FLOOR_ROW_BESIDES'] ?? 0));

export async function handler(event: { body: string }) {
  const submission: unknown = JSON.parse(event.body);
  const id = randomUUID();
  const at = new Date().toISOString();
  const Item = {
    id,
    v: 1,
    at,
    hour: at.slice(0, 13),
    ref: id,
    person: id,
    sender: 'greater-manchester',
    sealed: JSON.stringify(submission),
    decision: besides,
  };
  await documents.send(new PutCommand({ TableName: process.env['REFERRALS_TABLE'], Item }));
  return { statusCode: 201, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id }) };
}
