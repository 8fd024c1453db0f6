/** The cases of one group, by the index of their heads. An erasure takes a case out of it with the head's attribute. */
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import { orUnavailable } from './errors.ts';

const maxCases = 50;

/** The newest first. */
export async function readGroupIds(
  client: DynamoDBDocumentClient,
  table: string,
  group: string,
): Promise<ReferralId[]> {
  const query = new QueryCommand({
    TableName: table,
    IndexName: 'byGroup',
    KeyConditionExpression: 'grp = :group',
    ExpressionAttributeValues: { ':group': group },
    ScanIndexForward: false,
    Limit: maxCases,
  });
  const { Items = [] } = await orUnavailable(client.send(query));
  return Items.map(({ id }) => {
    if (typeof id !== 'string' || !isReferralId(id)) throw new Unreadable('a row of a group has no referral id');
    return id;
  });
}
