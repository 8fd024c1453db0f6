/**
 * Erases a referral's personal data, and then or later the keyed hash that would recognise the person if they were
 * referred again. The case stays without them, and so do the counts.
 */
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { CaseChange } from '#src/domain/case/model.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { disclosureKeyRange, historyKeyRange } from './case-rows.ts';
import { caseWrites, type WriteTables } from './commit.ts';
import { forgetPerson } from './counters.ts';
import { orUnavailable } from './errors.ts';
import { withoutNotes } from './history-rows.ts';
import { readRange } from './query.ts';
import { type Pause, transact, type Write } from './transact.ts';

/**
 * The versions are erased in one transaction with the head: a legal hold or a correction at the same moment keeps all
 * of them. The first version leads to the person's mark, so an erasure that is interrupted before that starts again.
 */
export async function commitErasure(
  client: DynamoDBDocumentClient,
  tables: WriteTables,
  change: CaseChange,
  pause?: Pause,
): Promise<'committed' | 'conflict'> {
  const head = change.head.after;
  const isForgotten = head.forgottenAt !== undefined;
  const attributesToRemove = isForgotten ? [...personalAttributes, ...identifyingAttributes] : personalAttributes;
  await eraseFreeText(client, tables.work, head.id);
  // Must come first: the mark is found by the hash in the first version.
  if (isForgotten) await forgetPersonOfReferral(client, tables, head.id);
  const versions = Array.from({ length: head.version }, (_, index) => index + 1);
  const writes = [
    ...caseWrites(tables, change),
    ...versions.map((version) => ({
      Update: removeAttributes(attributesToRemove, tables.referrals, head.id, version),
    })),
  ];
  return transact(client, () => writes, pause);
}

async function forgetPersonOfReferral(
  client: DynamoDBDocumentClient,
  tables: WriteTables,
  id: ReferralId,
): Promise<void> {
  const first = new GetCommand({ TableName: tables.referrals, Key: { id, v: 1 }, ConsistentRead: true });
  const person: unknown = (await orUnavailable(client.send(first))).Item?.person;
  if (typeof person === 'string') await forgetPerson(client, tables.counters, person, id);
}

const personalAttributes = ['sealed'] as const;
/** The person's keyed hash, which is `same` on later versions, and the day that tells a second report from a repeat. */
const identifyingAttributes = ['person', 'same', 'occurredOn'] as const;

/** The version keeps its sender, time, body hash and decision. */
const removeAttributes = (
  attributes: readonly string[],
  table: string,
  id: ReferralId,
  version: number,
): NonNullable<Write['Update']> => ({
  TableName: table,
  Key: { id, v: version },
  ConditionExpression: 'attribute_exists(id)',
  UpdateExpression: `REMOVE ${attributes.map((_, index) => `#${index}`).join(', ')}`,
  ExpressionAttributeNames: Object.fromEntries(attributes.map((name, index) => [`#${index}`, name])),
});

/** Removes free text about the person: notes in the history, and reasons in the disclosure log. */
async function eraseFreeText(client: DynamoDBDocumentClient, table: string, id: ReferralId): Promise<void> {
  for await (const item of readRange(client, table, id, historyKeyRange)) {
    const evs = withoutNotes(item);
    if (evs === undefined) continue;
    await orUnavailable(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key: { id, row: item.row },
          UpdateExpression: 'SET evs = :evs',
          ExpressionAttributeValues: { ':evs': evs },
        }),
      ),
    );
  }
  for await (const item of readRange(client, table, id, disclosureKeyRange)) {
    if (item.why === undefined) continue;
    const command = new UpdateCommand({
      TableName: table,
      Key: { id, row: item.row },
      UpdateExpression: 'REMOVE why',
    });
    await orUnavailable(client.send(command));
  }
}
