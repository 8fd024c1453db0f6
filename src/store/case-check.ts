/** One slice of the cases, for the sweep, which compares each head with its hand-offs. */
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { openHandOffStatuses } from '#src/domain/states.ts';
import { caseKeyRange, headKey } from './case-rows.ts';
import { orUnavailable } from './errors.ts';

/** Rows read in one call: some 150 KB, history included. A year of 12,500 referrals takes less than a day of sweeps. */
const sliceRows = 250;

interface Seen {
  head?: string;
  isHeldByService: boolean;
}

/**
 * Reads heads and hand-offs in the order of the table, which keeps a case's rows together. A case that a slice
 * splits may be named although it agrees, so the caller reads it again as a whole.
 * @param after the cursor of the last slice
 */
export async function readCasesToCheck(
  client: DynamoDBDocumentClient,
  table: string,
  after?: string,
): Promise<{ ids: ReferralId[]; next?: string }> {
  const page = await orUnavailable(
    client.send(
      new ScanCommand({
        TableName: table,
        Limit: sliceRows,
        ProjectionExpression: '#id, #row, #st',
        FilterExpression: '#row BETWEEN :from AND :to',
        ExpressionAttributeNames: { '#id': 'id', '#row': 'row', '#st': 'st' },
        ExpressionAttributeValues: { ':from': caseKeyRange.from, ':to': caseKeyRange.to },
        ...(after === undefined ? {} : { ExclusiveStartKey: JSON.parse(after) as Record<string, unknown> }),
      }),
    ),
  );
  const next = page.LastEvaluatedKey && JSON.stringify(page.LastEvaluatedKey);
  return { ids: inDoubt(page.Items ?? []), ...(next === undefined ? {} : { next }) };
}

/** Routed with no open hand-off, or over with one. */
function inDoubt(rows: readonly Record<string, unknown>[]): ReferralId[] {
  const seen = new Map<string, Seen>();
  for (const { id, row, st } of rows) {
    const one = seen.get(String(id)) ?? { isHeldByService: false };
    if (row === headKey) one.head = String(st);
    else one.isHeldByService ||= openHandOffStatuses.some((status) => status === st);
    seen.set(String(id), one);
  }
  return [...seen].flatMap(([id, { head, isHeldByService }]) =>
    isReferralId(id) && head !== undefined && (head === 'routed') !== isHeldByService ? [id] : [],
  );
}
