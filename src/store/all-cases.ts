/** Every case of a work table, for a look at all of them after a restore. */
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { headKey } from './case-rows.ts';
import { orUnavailable } from './errors.ts';

/** Reads the whole table, and so is for operators alone. */
export async function* readAllCases(client: DynamoDBDocumentClient, table: string): AsyncGenerator<ReferralId> {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await orUnavailable(
      client.send(
        new ScanCommand({
          TableName: table,
          ProjectionExpression: '#id',
          FilterExpression: '#row = :head',
          ExpressionAttributeNames: { '#id': 'id', '#row': 'row' },
          ExpressionAttributeValues: { ':head': headKey },
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      ),
    );
    for (const { id } of page.Items ?? []) if (typeof id === 'string' && isReferralId(id)) yield id;
    from = page.LastEvaluatedKey;
  } while (from);
}
