/**
 * The list of erasures, in a table of its own that is never restored: a backup of the others brings back what was erased, and by this
 * list it is erased again (docs/adr/0041-restoring-tables.md). Keyed ids and times alone; a row expires once no backup has the person.
 */
import { type DynamoDBDocumentClient, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { erasureListDays } from '#src/domain/backups.ts';
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { erasureReasons } from '#src/domain/vocabulary.ts';
import type { ListedErasure } from '#src/usecases/ports/recovery.ts';
import { orUnavailable } from './errors.ts';

const rowKey = 'erased';
const daySeconds = 86_400;

/** Safe to repeat: the hash of the person, which an interrupted erasure may already have deleted elsewhere, stays. */
export async function listErasure(
  client: DynamoDBDocumentClient,
  table: string,
  { id, at, reason, person }: Omit<ListedErasure, 'at'> & { at: Date },
): Promise<void> {
  const attributes = {
    at: at.toISOString(),
    ttl: Math.floor(at.getTime() / 1000) + erasureListDays * daySeconds,
    ...(reason !== undefined && { reason }),
    ...(person !== undefined && { person }),
  };
  const names = Object.keys(attributes);
  await orUnavailable(
    client.send(
      new UpdateCommand({
        TableName: table,
        Key: { id, row: rowKey },
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [`:${name}`, value]),
        ),
      }),
    ),
  );
}

const listRow = z.object({
  id: z.string().refine((id): id is ReferralId => isReferralId(id)),
  at: z.string(),
  reason: z.enum(erasureReasons).optional(),
  person: z.string().optional(),
});

/** All of it: some weeks of erasures. */
export async function* readErasures(client: DynamoDBDocumentClient, table: string): AsyncGenerator<ListedErasure> {
  let from: Record<string, unknown> | undefined;
  do {
    const page = await orUnavailable(
      client.send(new ScanCommand({ TableName: table, ConsistentRead: true, ExclusiveStartKey: from })),
    );
    for (const item of page.Items ?? []) {
      const { id, at, reason, person } = listRow.parse(item);
      yield { id, at, ...(reason !== undefined && { reason }), ...(person !== undefined && { person }) };
    }
    from = page.LastEvaluatedKey;
  } while (from);
}
