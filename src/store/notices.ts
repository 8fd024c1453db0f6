/**
 * Notices in the work table: one small row each beside their case, n#<revision>#<number>, written in the transaction that
 * gives reason for them. The agenda says whether one waits (`mail`) or is parked (`mail-parked`). One that was sent is on
 * no agenda, and its row stays as a record of that.
 */
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CaseChange } from '#src/domain/case/model.ts';
import { findNotices, type NoticeKind, noticeKinds } from '#src/domain/case/notices/notices.ts';
import { isPartyId, isReferralId } from '#src/domain/ids.ts';
import { lazyParser } from '#src/platform/parser.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import {
  hubNoticeKinds,
  type Notices,
  type ParkedNotice,
  type UnreadableNotice,
  type WaitingNotice,
} from '#src/usecases/ports/mail.ts';
import { agendas, parseRow } from './case-rows.ts';
import { orUnavailable, wasWritten } from './errors.ts';
import { queryAgenda } from './query.ts';
import { type RowKey, readRows } from './read-rows.ts';
import { mailPrefix } from './table-model.ts';
import { testExpiry } from './test-expiry.ts';
import type { Write } from './transact.ts';

type Row = Record<string, unknown>;

/** Partition of the notices that are of no case. */
const mailPartition = `${mailPrefix}notices`;
/** Rows of builds in which it was this, still to be sent. */
const formerMailPartition = 'mail';
/** Rows read at once. */
const readBatch = 100;

const kinds = [...(Object.keys(noticeKinds) as NoticeKind[]), ...hubNoticeKinds] as const;
const noticeRow = lazyParser(() =>
  z.object({
    id: z.union([z.string().refine(isReferralId), z.enum([mailPartition, formerMailPartition])]),
    row: z.string(),
    k: z.enum(kinds),
    p: z.string().refine(isPartyId).optional(),
    h: z.int().optional(),
    u: z.boolean(),
    at: z.string(),
    due: z.string(),
    /** While an attempt is under way: when it is looked at again if nothing more is recorded. No index has it, so it costs one write unit in place of three. */
    nxt: z.string().optional(),
    n: z.int().optional(),
    told: z.array(z.string()).optional(),
    rsn: z.string().optional(),
  }),
);

/** The notices of a change, as writes of its transaction. */
export function noticeWrites(change: CaseChange, table: string, at: string): Write[] {
  const { facts, receivedAt } = change.head.after;
  const expiry = testExpiry(facts, receivedAt);
  return findNotices(change).map(({ kind, party, handOff, isUrgent }, index) => {
    const row = `n#${String(change.head.after.rev).padStart(4, '0')}#${index}`;
    const Item = { id: change.head.after.id, row, k: kind, p: party, h: handOff, u: isUrgent, at, ...expiry };
    return { Put: { TableName: table, Item: { ...Item, agenda: agendas.mail, due: at } } };
  });
}

/** @param table name of the work table */
export function noticeStore(client: DynamoDBDocumentClient, table: string): Notices {
  /** Only where it still is on the agenda, as it was read. */
  const update = async (
    { id, row }: RowKey,
    { set, values, agenda = agendas.mail }: { set: string; values: Row; agenda?: string },
  ): Promise<void> => {
    const command = new UpdateCommand({
      TableName: table,
      Key: { id, row },
      UpdateExpression: set,
      ConditionExpression: 'agenda = :agenda',
      ExpressionAttributeValues: { ':agenda': agenda, ...values },
    });
    // A failed condition means that it is no longer there to be changed.
    await wasWritten(client.send(command));
  };

  const get = async (key: RowKey): Promise<Row | undefined> =>
    (await orUnavailable(client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true })))).Item;

  /** The index follows the table with a delay, so the rows themselves say what still waits. */
  const readConfirmed = async (keys: readonly RowKey[], agenda: string): Promise<Row[]> =>
    (await readRows(client, table, keys)).filter((item) => item.agenda === agenda);

  async function* onAgenda(agenda: string, until: string): AsyncGenerator<Row> {
    let batch: RowKey[] = [];
    for await (const { id, row } of queryAgenda(client, table, agenda, until)) {
      batch.push({ id: String(id), row: String(row) });
      if (batch.length < readBatch) continue;
      yield* await readConfirmed(batch, agenda);
      batch = [];
    }
    if (batch.length > 0) yield* await readConfirmed(batch, agenda);
  }

  return {
    async *due(now) {
      for await (const item of onAgenda(agendas.mail, now)) {
        const notice = readNotice(item);
        // It may have been put off since the index was written, or an attempt begun that was not recorded.
        if ('fault' in notice || notice.due <= now) yield notice;
      }
    },

    async add({ row, kind, party, handOff, isUrgent, at, due }) {
      const Item = { id: mailPartition, row, k: kind, p: party, h: handOff, u: isUrgent, at };
      const command = new PutCommand({
        TableName: table,
        Item: { ...Item, agenda: agendas.mail, due },
        ConditionExpression: 'attribute_not_exists(id)',
      });
      return (await wasWritten(client.send(command))) ? 'added' : 'there';
    },

    async isThere(row) {
      const found = await Promise.all([mailPartition, formerMailPartition].map((id) => get({ id, row })));
      return found.some((item) => item !== undefined);
    },

    recordTold: (notice, address) =>
      update(notice, {
        set: 'SET told = list_append(if_not_exists(told, :none), :told)',
        values: { ':none': [], ':told': [address] },
      }),

    finish: (notice, outcome, at) =>
      update(notice, {
        set: 'SET done = :at, res = :outcome REMOVE agenda, due, told, n, nxt',
        values: { ':at': at, ':outcome': outcome },
      }),

    begin: (notice, next) =>
      update(notice, {
        set: 'SET nxt = :next, n = :tries',
        values: { ':next': next, ':tries': notice.tries + 1 },
      }),

    waitUntil: (notice, due, failed) =>
      update(notice, {
        set: 'SET due = :due, n = :tries REMOVE nxt',
        values: { ':due': due, ':tries': notice.tries + (failed ? 1 : 0) },
      }),

    park: (notice, reason, at) =>
      update(notice, {
        set: 'SET agenda = :parked, due = :at, rsn = :reason',
        values: { ':parked': agendas.mailParked, ':at': at, ':reason': reason },
      }),

    async parked() {
      const found: ParkedNotice[] = [];
      for await (const item of onAgenda(agendas.mailParked, endOfTime)) {
        const kind = kinds.find((one) => one === item.k);
        found.push({ id: String(item.id), row: String(item.row), ...(kind && { kind }), reason: String(item.rsn) });
      }
      return found;
    },

    retry: (notice, at) =>
      update(notice, {
        agenda: agendas.mailParked,
        set: 'SET agenda = :mail, due = :at REMOVE rsn, n, nxt',
        values: { ':mail': agendas.mail, ':at': at },
      }),
  };
}

/** Sorts after any time. */
const endOfTime = '~';

/** One row that cannot be read must not keep back the others. */
function readNotice(item: Row): WaitingNotice | UnreadableNotice {
  try {
    return rowToNotice(item);
  } catch (fault) {
    if (!(fault instanceof Unreadable)) throw fault;
    return { id: String(item.id), row: String(item.row), fault };
  }
}

function rowToNotice(item: Row): WaitingNotice {
  const { id, row, k, p, h, u, at, due, nxt = due, n = 0, told = [] } = parseRow(noticeRow, item, 'notice');
  return {
    id,
    row,
    kind: k,
    ...(p !== undefined && { party: p }),
    ...(h !== undefined && { handOff: h }),
    isUrgent: u,
    at,
    due: nxt,
    tries: n,
    told,
  };
}
