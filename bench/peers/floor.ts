/**
 * The floor: parse the body and put one row, with no validation, rules, sealing or logging. The row costs as many
 * write units as ours and is in the same indexes, so that the emulator does the same work.
 */
import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 5 }));
export const handler = (event: { body: string }) => putRow(JSON.parse(event.body));

export async function putRow(submission: unknown) {
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
  };
  await documents.send(new PutCommand({ TableName: process.env['REFERRALS_TABLE'], Item }));
  return { statusCode: 201, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id }) };
}
