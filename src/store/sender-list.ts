/** A sender's own cases, by the index of its list or of a reference. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type DeskPart, isInDeskPart, isOnSenderList, type SenderFilter } from '#src/domain/case/lists/sender-list.ts';
import type { CaseHead } from '#src/domain/case/model.ts';
import { isReferralId, type PartyId, type ReferralId } from '#src/domain/ids.ts';
import { referralStatuses } from '#src/domain/states.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import type { ListPage, PageBothWays } from '#src/usecases/ports/lists.ts';
import { headPosition, others, senderList, senderListParts, timeOfHeadPosition, wantsAction } from './case-rows.ts';
import { type KeyPage, readFilteredPage, readMergedPage, readPageBothWays } from './lists.ts';
import { queryAll, readAll } from './query.ts';

const byCrime = { index: 'byCrime', key: 'crm', pos: 'pos' } as const;
const byIncident = { index: 'byIncident', key: 'inc', pos: 'pos' } as const;

/** @param readHeads reads the heads that the index names */
export function readSenderPage(
  client: DynamoDBDocumentClient,
  table: string,
  readHeads: (keys: KeyPage['rows']) => Promise<CaseHead[]>,
  sender: PartyId,
  filter: SenderFilter,
  cursor?: string,
): Promise<ListPage<CaseHead>> {
  const { statuses, needsAction, crime, incident } = filter;
  const parts = needsAction ? [wantsAction] : [...new Set(statuses.flatMap(senderListParts))];
  const lists = parts.map((part) => senderList(sender, part));
  const keys = (after: string | undefined) => {
    if (crime !== undefined) return readMergedPage(client, table, [crime], after, { index: byCrime });
    if (incident !== undefined) return readMergedPage(client, table, [incident], after, { index: byIncident });
    return readMergedPage(client, table, lists, after);
  };
  return readFilteredPage(cursor, {
    keys,
    read: readHeads,
    // The index of a crime has the cases of all who referred a victim of it.
    isWanted: (head) => head.sender === sender && isOnSenderList(head, filter),
    position: headPosition,
  });
}

/** One part of a sender's cases: those that need something of it, the oldest first, or all others, the newest first. */
export function readSenderDesk(
  client: DynamoDBDocumentClient,
  table: string,
  readHeads: (keys: KeyPage['rows']) => Promise<CaseHead[]>,
  sender: PartyId,
  part: DeskPart,
  cursor?: string,
): Promise<PageBothWays<CaseHead>> {
  const isNeeded = part === 'needs-action';
  const list = senderList(sender, isNeeded ? wantsAction : others);
  return readPageBothWays(cursor, {
    keys: (after, direction) => readMergedPage(client, table, [list], after, { direction }),
    direction: isNeeded ? 'rising' : 'falling',
    read: readHeads,
    // The index follows the table with a delay: a case may have left this part.
    isWanted: (head) => isInDeskPart(head, part),
    position: headPosition,
  });
}

/** The time in the position of the newest case: a list is in the order in which its cases were received. */
export async function readLastReceived(
  client: DynamoDBDocumentClient,
  table: string,
  sender: PartyId,
): Promise<string | undefined> {
  const parts = [...new Set(referralStatuses.flatMap(senderListParts))];
  const times = await Promise.all(
    parts.map(async (part) => {
      const newest = queryAll(client, {
        TableName: table,
        IndexName: 'byList',
        KeyConditionExpression: '#list = :list',
        ExpressionAttributeNames: { '#list': 'list' },
        ExpressionAttributeValues: { ':list': senderList(sender, part) },
        ScanIndexForward: false,
        Limit: 1,
      });
      for await (const { pos } of newest) return timeOfHeadPosition(String(pos));
      return [];
    }),
  );
  return times.flat().sort().at(-1);
}

/** Cases of all senders. */
export async function findCasesOfCrime(
  client: DynamoDBDocumentClient,
  table: string,
  crime: string,
): Promise<ReferralId[]> {
  const items = await readAll(client, {
    TableName: table,
    IndexName: byCrime.index,
    KeyConditionExpression: 'crm = :crime',
    ExpressionAttributeValues: { ':crime': crime },
  });
  return items.map(({ id }) => {
    if (typeof id !== 'string' || !isReferralId(id)) throw new Unreadable('a row of a crime has no referral id');
    return id;
  });
}
