/** Breaks the head of a case, as if another release had written what this one does not know. */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ReferralId } from '#src/domain/ids.ts';
import type { TestSystem } from './test-system.ts';

export async function makeUnreadable({ client, tables }: Pick<TestSystem, 'client' | 'tables'>, id: ReferralId) {
  await client.send(
    new UpdateCommand({
      TableName: tables.work,
      Key: { id, row: 'head' },
      UpdateExpression: 'SET st = :st',
      ExpressionAttributeValues: { ':st': 'unheard-of' },
    }),
  );
}
