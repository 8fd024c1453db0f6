/**
 * The list of triage. Its whole agenda is read for each page, because the counts are of all of it: the index holds each
 * case's reasons, so that is one query of some 170 bytes a case, and only the heads of the page are read beside it. What
 * the index does not hold is asked of the head of every case that is left.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type CaseHead, type TriageReason, triageReasons } from '#src/domain/case/model.ts';
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { lazyParser } from '#src/platform/parser.ts';
import type { TriageFilter, TriagePage } from '#src/usecases/ports/lists.ts';
import { agendas, eraseAgenda, headKey, parseRow, triageRow } from './case-rows.ts';
import { pageSize } from './lists.ts';
import { readAll } from './query.ts';
import type { RowKey } from './read-rows.ts';

interface TriageEntry {
  id: ReferralId;
  /** Its place in the list. */
  due: string;
  reasons: TriageReason[];
}

type ReadHeads = (keys: readonly RowKey[]) => Promise<CaseHead[]>;

const entryRow = lazyParser(() => z.object({ id: z.string().refine(isReferralId), due: z.string(), tri: triageRow }));

/**
 * The cases of one page, the longest waiting first and tests last, and how many cases of the whole list have each reason,
 * without the tests.
 */
export async function readTriagePage(
  client: DynamoDBDocumentClient,
  table: string,
  readHeads: ReadHeads,
  filter: TriageFilter,
  cursor?: string,
): Promise<TriagePage> {
  const [cases, tests] = await Promise.all([readEntries(client, table), readTests(client, table)]);
  const entries = [...cases, ...tests];
  const wanted = await narrowByHead(entries.filter(isNamedBy(filter)), filter, readHeads);
  const after = cursor === undefined ? '' : Buffer.from(cursor, 'base64url').toString();
  const start = wanted.findIndex(({ due }) => due > after);
  const from = start < 0 ? wanted.length : start;
  const page = wanted.slice(from, from + pageSize);
  const heads = await readHeads(page.map(toKey));
  // The index follows the table with a delay: a case may have left the list.
  const gone = new Set(heads.filter(({ triage }) => triage === undefined).map(({ id }) => id));
  const waiting = cases.filter(({ id }) => !gone.has(id));
  const rows = heads.filter(({ id }) => !gone.has(id));
  const last = page.at(-1);
  return {
    rows,
    counts: countReasons(waiting),
    total: waiting.length,
    place: { from: rows.length > 0 ? from + 1 : from, to: from + rows.length, of: wanted.length - gone.size },
    ...(last && wanted.length > from + pageSize ? { cursor: toCursor(last) } : {}),
    ...(from > 0 ? { previous: findPrevious(wanted, from) } : {}),
  };
}

/** So many heads are read at once, when they are asked for. */
const headsAtOnce = 100;

/** Every case of the list, in its order: the list itself is read once, however many pages it has. */
export async function* readTriageHeads(
  client: DynamoDBDocumentClient,
  table: string,
  readHeads: ReadHeads,
): AsyncGenerator<CaseHead> {
  const entries = [...(await readEntries(client, table)), ...(await readTests(client, table))];
  for (let start = 0; start < entries.length; start += headsAtOnce) {
    const heads = await readHeads(entries.slice(start, start + headsAtOnce).map(toKey));
    yield* heads.filter(({ triage }) => triage !== undefined);
  }
}

const toKey = ({ id }: { id: ReferralId }): RowKey => ({ id, row: headKey });
const toCursor = ({ due }: TriageEntry): string => Buffer.from(due).toString('base64url');

/** A full page before the place: it begins after the last case of the one before it, the first page after none. */
function findPrevious(wanted: readonly TriageEntry[], from: number): { cursor?: string } {
  const before = wanted[from - pageSize - 1];
  return before ? { cursor: toCursor(before) } : {};
}

const readEntries = async (client: DynamoDBDocumentClient, table: string): Promise<TriageEntry[]> =>
  (await readWholeAgenda(client, table, agendas.triage)).map(toEntry);

/** Tests of a day, those that wait for triage. Their place is after every time. */
async function readTests(client: DynamoDBDocumentClient, table: string): Promise<TriageEntry[]> {
  const rows = await readWholeAgenda(client, table, eraseAgenda('test'));
  const waiting = rows.filter(({ tri }) => tri !== undefined).map(toEntry);
  return waiting.map((entry) => ({ ...entry, due: `~${entry.due}` }));
}

const readWholeAgenda = (client: DynamoDBDocumentClient, table: string, agenda: string) =>
  readAll(client, {
    TableName: table,
    IndexName: 'byAgenda',
    KeyConditionExpression: 'agenda = :agenda',
    ExpressionAttributeValues: { ':agenda': agenda },
  });

function toEntry(item: Record<string, unknown>): TriageEntry {
  const { id, due, tri } = parseRow(entryRow, item, 'triage list');
  return { id, due, reasons: [tri.r, ...(tri.a ?? [])] };
}

/** What the index itself can tell. */
const isNamedBy =
  ({ reasons, among = [] }: TriageFilter) =>
  (entry: TriageEntry): boolean =>
    (reasons === undefined || entry.reasons.some((reason) => reasons.includes(reason))) &&
    among.every((ids) => ids.includes(entry.id));

async function narrowByHead(
  entries: readonly TriageEntry[],
  { priorities, senders }: TriageFilter,
  readHeads: ReadHeads,
): Promise<readonly TriageEntry[]> {
  if (priorities === undefined && senders === undefined) return entries;
  const isWanted = ({ priority, sender }: CaseHead): boolean =>
    (priorities?.includes(priority) ?? true) && (senders?.includes(sender) ?? true);
  const wanted = new Set((await readHeads(entries.map(toKey))).filter(isWanted).map(({ id }) => id));
  return entries.filter(({ id }) => wanted.has(id));
}

const countReasons = (entries: readonly TriageEntry[]): Record<TriageReason, number> =>
  Object.fromEntries(
    triageReasons.map((one) => [one, entries.filter(({ reasons }) => reasons.includes(one)).length]),
  ) as Record<TriageReason, number>;
