/** The disclosure log in the work table: who was shown which fields, when, and why if they had to say. */
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { reasonRequirements } from '#src/domain/case/report/access-reason.ts';
import { isPartyId, type ReferralId } from '#src/domain/ids.ts';
import { londonDate } from '#src/domain/london.ts';
import { lazyParser } from '#src/platform/parser.ts';
import type { DailyDisclosure, Disclosure, NewDisclosure } from '#src/usecases/ports/disclosures.ts';
import { agentAttributes, packAgent, unpackAgent } from './agent-attributes.ts';
import type { Pause } from './backoff.ts';
import { disclosureKeyRange, headKey, parseRow } from './case-rows.ts';
import { orUnavailable, wasWritten } from './errors.ts';
import { inBatches } from './in-batches.ts';
import { readRange } from './query.ts';
import { readRows } from './read-rows.ts';
import { testExpiry } from './test-expiry.ts';
import { transact } from './transact.ts';

const disclosureRow = lazyParser(() =>
  z.object({
    row: z.string(),
    by: z.string().refine(isPartyId),
    ...agentAttributes,
    at: z.string(),
    fields: z.array(z.string()),
    reasonRequired: z.enum(reasonRequirements).optional(),
    why: z.string().optional(),
  }),
);

/** A page of the hub's list adds up to fifty at once. */
const maxConcurrentWrites = 10;

/** Leaves out the reason once the erasure of the case has begun: it may have passed the log, and nothing would remove it. */
export async function writeDisclosure(
  client: DynamoDBDocumentClient,
  table: string,
  { referral, number, by, agent, at, fields, reasonRequired, why, test }: NewDisclosure,
  pause?: Pause,
): Promise<void> {
  // The random suffix keeps two reads in the same millisecond apart.
  const row = `${disclosureKeyRange.from}${at}#${number}#${crypto.randomUUID().slice(0, 8)}`;
  const Item = {
    id: referral,
    row,
    by,
    ...packAgent(agent),
    at,
    fields,
    reasonRequired,
    ...testExpiry({ test }, at),
  };
  if (why !== undefined) {
    const notErased = {
      TableName: table,
      Key: { id: referral, row: headKey },
      ConditionExpression: 'attribute_not_exists(era) AND attribute_not_exists(gone)',
    };
    const writes = [{ Put: { TableName: table, Item: { ...Item, why } } }, { ConditionCheck: notErased }];
    if ((await transact(client, () => writes, pause)) === 'committed') return;
  }
  await orUnavailable(client.send(new PutCommand({ TableName: table, Item })));
}

/**
 * Its key is the same for a person's whole day. The key begins with the day alone and so before all of that day: the time
 * is in `at`.
 */
const dailyRowOf = ({ at, number, by, agent }: DailyDisclosure): string => {
  const who = agent && 'user' in agent ? agent.user : by;
  return `${disclosureKeyRange.from}${londonDate(new Date(at))}#${number}#${by}#${who}`;
};

/** Those that stand are read and not written: a write costs five times a read, and most stand. */
export async function writeDailyDisclosures(
  client: DynamoDBDocumentClient,
  table: string,
  entries: readonly DailyDisclosure[],
  pause?: Pause,
): Promise<void> {
  const rows = entries.map((entry) => {
    const { referral: id, by, agent, at, fields, test } = entry;
    return { id, row: dailyRowOf(entry), by, ...packAgent(agent), at, fields, ...testExpiry({ test }, at) };
  });
  const keys = rows.map(({ id, row }) => ({ id, row }));
  const standing = new Set((await readRows(client, table, keys, pause)).map(({ id, row }) => `${id}/${row}`));
  const missing = rows.filter(({ id, row }) => !standing.has(`${id}/${row}`));
  await inBatches(missing, maxConcurrentWrites, (Item) => {
    // Another window of the same person may have been first.
    const ConditionExpression = 'attribute_not_exists(id)';
    return wasWritten(client.send(new PutCommand({ TableName: table, Item, ConditionExpression })));
  });
}

/** Oldest first. */
export async function readDisclosures(
  client: DynamoDBDocumentClient,
  table: string,
  referral: ReferralId,
): Promise<Disclosure[]> {
  const disclosures: Disclosure[] = [];
  for await (const item of readRange(client, table, referral, disclosureKeyRange)) {
    const { row, by, at, fields, reasonRequired, why, ...rest } = parseRow(disclosureRow, item, 'disclosure');
    const number = Number(row.split('#')[2]);
    disclosures.push({
      referral,
      number,
      by,
      ...unpackAgent(rest),
      at,
      fields,
      ...(reasonRequired && { reasonRequired }),
      ...(why !== undefined && { why }),
    });
  }
  return disclosures.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}
