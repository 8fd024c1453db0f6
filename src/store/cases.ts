/** Cases in the work table. Every change of a case is one transaction. */
import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { parseHandOffId } from '#src/domain/ids.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import type { Pause } from './backoff.ts';
import { readCasesToCheck } from './case-check.ts';
import { caseReader } from './case-reader.ts';
import {
  agendas,
  eraseAgenda,
  handOffAgenda,
  handOffKey,
  headKey,
  historyKeyRange,
  rowToHandOff,
  rowToHead,
} from './case-rows.ts';
import { readChangePage } from './change-list.ts';
import { commitChange, commitTogether, type WriteTables } from './commit.ts';
import { readDisclosures, writeDailyDisclosures, writeDisclosure } from './disclosures.ts';
import { commitErasure, type EraseTables } from './erasure.ts';
import { orUnavailable, wasWritten } from './errors.ts';
import { readGroupIds } from './groups.ts';
import { packMarks } from './hand-off-row.ts';
import { rowToEvents } from './history-rows.ts';
import { parkedVersionStore } from './parked.ts';
import { readAgenda, readRange } from './query.ts';
import { type RowKey, readRows } from './read-rows.ts';
import { findCasesOfCrime, readLastReceived, readSenderDesk, readSenderPage } from './sender-list.ts';
import { serviceListStore } from './service-list.ts';
import { readTriageHeads, readTriagePage } from './triage-list.ts';

/**
 * @param now decides which months are over, so that late counts invalidate their roll-ups
 * @param pause see transact
 */
export function caseStore(
  client: DynamoDBDocumentClient,
  tables: WriteTables & Partial<EraseTables>,
  now?: () => Date,
  pause?: Pause,
): Cases {
  const table = tables.work;

  const get = async (id: string, row: string) => {
    const command = new GetCommand({ TableName: table, Key: { id, row }, ConsistentRead: true });
    return (await orUnavailable(client.send(command))).Item;
  };

  const rowsOf = (keys: readonly RowKey[]) => readRows(client, table, keys, pause);
  const readHeads = async (keys: readonly RowKey[]) => (await rowsOf(keys)).map(rowToHead);

  return {
    read: caseReader(client, table),

    async readHandOff(id) {
      const parts = parseHandOffId(id);
      const item = parts && (await get(parts.referral, handOffKey(parts.number)));
      return item && rowToHandOff(item);
    },

    async history(id) {
      const events = [];
      for await (const item of readRange(client, table, id, historyKeyRange)) events.push(...rowToEvents(item));
      return events;
    },

    commit: (change, correction) => commitChange(client, tables, change, { correction, now, pause }),
    commitTogether: (changes) => commitTogether(client, tables, changes, { now, pause }),
    async erase(change, person) {
      const { erasures } = tables;
      if (erasures === undefined) throw new Error('Without the list of erasures nothing may be erased');
      return commitErasure(client, { ...tables, erasures }, change, { now, pause, person });
    },
    // The id follows the time of a test.
    findDueForErasure: (group, before) => readAgenda(client, table, eraseAgenda(group), `${before}~`),

    async markSent(handOff) {
      const { unsent = [], ...sent } = handOff;
      const { agenda, due } = handOffAgenda(sent);
      const updateExpression =
        agenda === undefined ? 'REMOVE uns, agenda, due' : 'SET agenda = :agenda, due = :due REMOVE uns';
      const values = agenda === undefined ? {} : { ':agenda': agenda, ':due': due };
      const command = new UpdateCommand({
        TableName: table,
        Key: { id: handOff.referral, row: handOffKey(handOff.number) },
        // Clears only the marks that were read: a correction or a withdrawal may have set another one since.
        ConditionExpression: 'rev = :rev AND uns = :uns',
        UpdateExpression: updateExpression,
        ExpressionAttributeValues: { ':rev': handOff.rev, ':uns': packMarks(unsent), ...values },
      });
      // A failed condition means that the row has changed and this mark is gone, so there is nothing to do.
      await wasWritten(client.send(command));
    },

    disclose: (entry) => writeDisclosure(client, table, entry, pause),
    discloseOnceADay: (entries) => writeDailyDisclosures(client, table, entries, pause),
    disclosures: (id) => readDisclosures(client, table, id),

    heads: (ids) => readHeads(ids.map((id) => ({ id, row: headKey }))),

    findGroup: (group) => readGroupIds(client, table, group),

    lastReceivedFrom: (sender) => readLastReceived(client, table, sender),
    senderList: (sender, filter, cursor) => readSenderPage(client, table, readHeads, sender, filter, cursor),
    changes: (reader, after) => readChangePage(client, table, rowsOf, reader, after),
    senderDesk: (sender, part, cursor) => readSenderDesk(client, table, readHeads, sender, part, cursor),
    findByCrime: (crime) => findCasesOfCrime(client, table, crime),

    ...serviceListStore(client, table, rowsOf),

    triageList: (filter, cursor) => readTriagePage(client, table, readHeads, filter, cursor),
    triageHeads: () => readTriageHeads(client, table, readHeads),

    unsent: (before) => readAgenda(client, table, agendas.unsent, before),
    due: (before) => readAgenda(client, table, agendas.respond, before),

    ...parkedVersionStore(client, table),

    casesToCheck: (after) => readCasesToCheck(client, table, after),

    async checkMark() {
      const after: unknown = (await get('sweep', 'check'))?.after;
      return typeof after === 'string' ? after : undefined;
    },

    async setCheckMark(after) {
      await orUnavailable(
        client.send(new PutCommand({ TableName: table, Item: { id: 'sweep', row: 'check', after } })),
      );
    },

    async readSweepMark() {
      const item = await get('sweep', 'mark');
      if (item === undefined) return undefined;
      const { hour, upTo } = item;
      if (typeof hour !== 'string') throw new Unreadable('sweep mark: hour');
      return { hour, ...(typeof upTo === 'string' && { lookedUpTo: upTo }) };
    },

    async setSweepMark({ hour, lookedUpTo: upTo }) {
      await orUnavailable(
        client.send(new PutCommand({ TableName: table, Item: { id: 'sweep', row: 'mark', hour, upTo } })),
      );
    },

    async readDuplicateMark() {
      const place: unknown = (await get('sweep', 'duplicates'))?.place;
      return typeof place === 'string' ? place : undefined;
    },

    async setDuplicateMark(place) {
      await orUnavailable(
        client.send(new PutCommand({ TableName: table, Item: { id: 'sweep', row: 'duplicates', place } })),
      );
    },

    async readDeadlinesMark() {
      const { hour, calendar, told } = (await get('sweep', 'deadlines')) ?? {};
      if (typeof hour !== 'string' || typeof calendar !== 'string') return undefined;
      return { hour, calendar, ...(typeof told === 'string' && { told }) };
    },

    async setDeadlinesMark(mark) {
      await orUnavailable(
        client.send(new PutCommand({ TableName: table, Item: { id: 'sweep', row: 'deadlines', ...mark } })),
      );
    },
  };
}
