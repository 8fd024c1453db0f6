/**
 * Erases a referral's personal data, and then or later the keyed hash that would recognise the person if they were
 * referred again. The case stays without them, and so do the counts.
 */
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { CaseChange } from '#src/domain/case/model.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { Pause } from './backoff.ts';
import { disclosureKeyRange, historyKeyRange } from './case-rows.ts';
import { caseWrites, type WriteTables } from './commit.ts';
import { listErasure } from './erasure-list.ts';
import { orUnavailable, wasWritten } from './errors.ts';
import { revisionOfRow, withoutNotes } from './history-rows.ts';
import { forgetPerson } from './person-marks.ts';
import { readRange } from './query.ts';
import { transact } from './transact.ts';

interface EraseOptions {
  now?: (() => Date) | undefined;
  pause?: Pause | undefined;
  /** The person's hash as the list of erasures has it, where the ledger's is gone. */
  person?: string | undefined;
}

export interface EraseTables extends WriteTables {
  erasures: string;
}

/**
 * What is deleted takes as many calls as the case has notes and versions, so the head says before this that its erasure
 * began (startErasure), and after it that it is erased. An interruption between two calls leaves the case on the agenda. The list of
 * erasures has it before anything is deleted, so that none is missed after a restore; people of tests are made up, and not on it.
 */
export async function commitErasure(
  client: DynamoDBDocumentClient,
  tables: EraseTables,
  change: CaseChange,
  { now = () => new Date(), pause, person: listedPerson }: EraseOptions = {},
): Promise<'committed' | 'conflict'> {
  const { before, after: head } = change.head;
  const isForgotten = head.forgottenAt !== undefined;
  const attributesToRemove = isForgotten ? [...personalAttributes, ...identifyingAttributes] : personalAttributes;
  // Must come before the versions: the mark is found by the hash in the first version.
  const person = isForgotten ? ((await readPerson(client, tables.referrals, head.id)) ?? listedPerson) : undefined;
  if (!head.facts.test) {
    const reason = head.erasureRequest?.reason;
    const entry = { id: head.id, at: now(), ...(reason && { reason }), ...(person !== undefined && { person }) };
    await listErasure(client, tables.erasures, entry);
  }
  // A sender may reopen the case meanwhile: what is written after the change was decided belongs to the next erasure.
  await eraseFreeText(client, tables.work, head.id, before?.rev ?? head.rev);
  if (person !== undefined) await forgetPerson(client, tables.counters, person, head.id);
  for (let version = head.version; version > 0; version--) {
    const update = removeAttributes(attributesToRemove, tables.referrals, head.id, version);
    // A version that a restored ledger does not have holds nothing to erase.
    await wasWritten(client.send(new UpdateCommand(update)));
  }
  return transact(client, () => caseWrites(tables, change, { writtenAt: now() }), pause);
}

async function readPerson(client: DynamoDBDocumentClient, table: string, id: ReferralId): Promise<string | undefined> {
  const first = new GetCommand({ TableName: table, Key: { id, v: 1 }, ConsistentRead: true });
  const person: unknown = (await orUnavailable(client.send(first))).Item?.person;
  return typeof person === 'string' ? person : undefined;
}

/**
 * What was said about the person, and what stands beside it: the references of the crime and incident, the group of their
 * event, and dates of release, of a Marac and of consent.
 */
const personalAttributes = ['sealed', 'refs', 'crm', 'inc', 'grp', 'rel', 'marac', 'agreed'] as const;
/**
 * Both forms of the person's keyed hash, which is `same` on later versions, and the day that tells a second report from
 * a repeat.
 */
const identifyingAttributes = ['person', 'same', 'was', 'occurredOn'] as const;

/** The version keeps its sender, time, body hash and decision. */
const removeAttributes = (
  attributes: readonly string[],
  table: string,
  id: ReferralId,
  version: number,
): UpdateCommandInput => ({
  TableName: table,
  Key: { id, v: version },
  ConditionExpression: 'attribute_exists(id)',
  UpdateExpression: `REMOVE ${attributes.map((_, index) => `#${index}`).join(', ')}`,
  ExpressionAttributeNames: Object.fromEntries(attributes.map((name, index) => [`#${index}`, name])),
});

/** Removes free text about the person: notes in the history, and reasons in the disclosure log. */
async function eraseFreeText(
  client: DynamoDBDocumentClient,
  table: string,
  id: ReferralId,
  upToRevision: number,
): Promise<void> {
  for await (const item of readRange(client, table, id, historyKeyRange)) {
    const evs = revisionOfRow(item) > upToRevision ? undefined : withoutNotes(item);
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
