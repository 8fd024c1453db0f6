/**
 * The lists of changes. A change's history row stands on the list of its sender, by the index of lists, and of the first service
 * that it concerns, by an index of their own. For each further service it has a pointer row. What nobody outside the authority
 * may know of is on none of these. What counts something is on a list all the same, so that a month can be recounted without
 * reading the others: on one of its own where it is on no sender's, and by a pointer where it counts in another month than it is written in.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { concernsReader, type EventReader, type RecordedChange } from '#src/domain/case/lists/own-events.ts';
import type { CaseChange } from '#src/domain/case/model.ts';
import { isReferralId, type PartyId, type ServiceId } from '#src/domain/ids.ts';
import { londonDate, monthOf } from '#src/domain/london.ts';
import { handOffStatuses, referralStatuses } from '#src/domain/states.ts';
import { lazyParser } from '#src/platform/parser.ts';
import type { ChangePage } from '#src/usecases/ports/lists.ts';
import { parseRow } from './case-rows.ts';
import { rowToEvents } from './history-rows.ts';
import { readMergedPage } from './lists.ts';
import type { RowKey } from './read-rows.ts';

type Row = Record<string, unknown>;

const byService = { index: 'byServiceChange', key: 'svl', pos: 'pos' } as const;
const bySender = { index: 'byList', key: 'list', pos: 'pos' } as const;

const listOf = (reader: EventReader): string =>
  'sender' in reader ? `changes:sender:${reader.sender}` : `changes:service:${reader.service}`;

/** A pointer's key is that of the history row with this in front, and the service behind. */
const pointerPrefix = 'c#';
const pointerKey = (row: unknown, service: ServiceId): string => `${pointerPrefix}${row}#${service}`;
const latePrefix = 'l#';
export const historyKeyOf = (key: string): string =>
  key.startsWith(pointerPrefix) || key.startsWith(latePrefix) ? key.slice(2, key.lastIndexOf('#')) : key;

const countedList = 'changes:counted';
/** Lists that have every change that counted something, by when it was written. @param senders all that ever referred */
export const countedLists = (senders: readonly PartyId[]): string[] => [
  countedList,
  ...senders.map((sender) => listOf({ sender })),
];
/** What counted in this month and was written in another. */
export const lateList = (month: string): string => `changes:late:${month}`;

const listedRow = lazyParser(() =>
  z.object({
    id: z.string().refine(isReferralId),
    st: z.enum(referralStatuses),
    hst: z.record(z.string(), z.enum(handOffStatuses)),
  }),
);

/**
 * @param writtenAt by the clock of who writes, just before the write. Events may be older: a referral's first is of when it came
 * @returns the history row as it stands on the lists, and its pointers
 */
export function listChange({ head, handOffs, events }: CaseChange, history: Row, writtenAt: Date): Row[] {
  const { id, sender, rev, status, facts } = head.after;
  const services = [...new Set(events.flatMap(({ service }) => service ?? []))].filter((service) =>
    events.some((event) => concernsReader(event, { service })),
  );
  const [first, ...further] = services;
  const isForSender = events.some((event) => concernsReader(event, { sender }));
  const months = new Set(events.flatMap(({ counts }) => counts.map(({ day }) => monthOf(day))));
  const isCounted = months.size > 0 && !facts.test;
  if (!isForSender && first === undefined && !isCounted) return [history];
  const pos = `${writtenAt.toISOString()}#${id}#${String(rev).padStart(4, '0')}`;
  return [
    {
      ...history,
      st: status,
      hst: Object.fromEntries(handOffs.map(({ after }) => [after.number, after.status])),
      list: isForSender ? listOf({ sender }) : isCounted ? countedList : undefined,
      svl: first && listOf({ service: first }),
      pos,
    },
    ...further.map((service) => ({ id, row: pointerKey(history.row, service), svl: listOf({ service }), pos })),
    ...[...months]
      .filter((month) => isCounted && month !== monthOf(londonDate(writtenAt)))
      .map((month) => ({ id, row: `${latePrefix}${history.row}#${month}`, list: lateList(month), pos })),
  ];
}

/**
 * The changes of a party's cases in the order in which they were written.
 * @param after a time (RFC 3339, UTC), or where the page before ended
 */
export async function readChangePage(
  client: DynamoDBDocumentClient,
  table: string,
  readRows: (keys: readonly RowKey[]) => Promise<Row[]>,
  reader: EventReader,
  after: string,
): Promise<ChangePage> {
  const index = 'sender' in reader ? bySender : byService;
  const cursor = Buffer.from(after).toString('base64url');
  const page = await readMergedPage(client, table, [listOf(reader)], cursor, { index });
  const rows = await readRows(page.rows.map(({ id, row }) => ({ id, row: historyKeyOf(row) })));
  return {
    rows: rows.map(rowToChange),
    ...(page.cursor === undefined ? {} : { next: Buffer.from(page.cursor, 'base64url').toString() }),
  };
}

function rowToChange(item: Row): RecordedChange {
  const { id, st, hst } = parseRow(listedRow, item, 'history');
  return { referral: id, events: rowToEvents(item), status: st, handOffStatuses: hst };
}
