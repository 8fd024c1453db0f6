/**
 * The list of triage. Its whole agenda is read for each page, because the counts are of all of it: the index holds each
 * case's reasons, so that is one query of some 170 bytes a case, and only the heads of the page are read beside it.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type TriageReason, triageReasons } from '#src/domain/case/model.ts';
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { lazyParser } from '#src/platform/parser.ts';
import type { TriageFilter } from '#src/usecases/ports.ts';
import { agendas, headKey, parseRow, triageRow } from './case-rows.ts';
import { pageSize } from './lists.ts';
import { readAll } from './query.ts';
import type { RowKey } from './read-rows.ts';

interface TriageEntry {
  id: ReferralId;
  due: string;
  reasons: TriageReason[];
}

export interface TriageKeys {
  keys: RowKey[];
  counts: Record<TriageReason, number>;
  cursor?: string;
}

const entryRow = lazyParser(() => z.object({ id: z.string().refine(isReferralId), due: z.string(), tri: triageRow }));

/** The cases of one page, the longest waiting first, and how many cases of the whole list have each reason. */
export async function readTriageKeys(
  client: DynamoDBDocumentClient,
  table: string,
  { reasons, among = [] }: TriageFilter,
  cursor?: string,
): Promise<TriageKeys> {
  const entries = (
    await readAll(client, {
      TableName: table,
      IndexName: 'byAgenda',
      KeyConditionExpression: 'agenda = :agenda',
      ExpressionAttributeValues: { ':agenda': agendas.triage },
    })
  ).map(rowToEntry);
  const after = cursor === undefined ? '' : Buffer.from(cursor, 'base64url').toString();
  const isWanted = (entry: TriageEntry): boolean =>
    entry.due > after &&
    (reasons === undefined || entry.reasons.some((reason) => reasons.includes(reason))) &&
    among.every((ids) => ids.includes(entry.id));
  const wanted = entries.filter(isWanted);
  const page = wanted.slice(0, pageSize);
  const last = page.at(-1);
  return {
    keys: page.map(({ id }) => ({ id, row: headKey })),
    counts: countReasons(entries),
    ...(last && wanted.length > pageSize ? { cursor: Buffer.from(last.due).toString('base64url') } : {}),
  };
}

function rowToEntry(item: Record<string, unknown>): TriageEntry {
  const { id, due, tri } = parseRow(entryRow, item, 'triage list');
  return { id, due, reasons: [tri.r, ...(tri.a ?? [])] };
}

const countReasons = (entries: readonly TriageEntry[]): Record<TriageReason, number> =>
  Object.fromEntries(
    triageReasons.map((one) => [one, entries.filter(({ reasons }) => reasons.includes(one)).length]),
  ) as Record<TriageReason, number>;
