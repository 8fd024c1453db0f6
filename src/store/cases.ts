/** Cases in the work table. Every change of a case is one transaction. */
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { parseHandOffId, type ReferralId } from '#src/domain/ids.ts';
import { type Cases, Unreadable } from '#src/usecases/ports.ts';
import { readCasesToCheck } from './case-check.ts';
import {
  agendaOf,
  agendas,
  caseSpan,
  eraseAgenda,
  handOffKey,
  handOffPosition,
  headKey,
  headPosition,
  historySpan,
  rowToHandOff,
  rowToHead,
  type Span,
  senderList,
  senderPart,
  serviceList,
  servicePart,
} from './case-rows.ts';
import { commitChange, type WriteTables } from './commit.ts';
import { readDisclosures, writeDisclosure } from './disclosures.ts';
import { commitErasure } from './erasing.ts';
import { orUnavailable, written } from './errors.ts';
import { rowToEvents } from './history-rows.ts';
import { filledPage, mergedList } from './lists.ts';
import { parkedVersions } from './parked.ts';
import { readAgenda, rowsIn } from './query.ts';

/** @param now decides which months are over, so that late counts invalidate their roll-ups */
export function cases(client: DynamoDBDocumentClient, tables: WriteTables, now?: () => Date): Cases {
  const table = tables.work;

  const get = async (id: string, row: string) => {
    const command = new GetCommand({ TableName: table, Key: { id, row }, ConsistentRead: true });
    return (await orUnavailable(client.send(command))).Item;
  };

  const span = (id: ReferralId, wanted: Span) => rowsIn(client, table, id, wanted);

  const rows = async (keys: { id: string; row: string }[]): Promise<Record<string, unknown>[]> => {
    const found: Record<string, unknown>[] = [];
    // BatchGetItem rejects duplicate keys, which occur when a row changes lists or two versions share a head.
    let wanted = [...new Map(keys.map((key) => [`${key.id}/${key.row}`, key])).values()];
    while (wanted.length > 0) {
      const request = { [table]: { Keys: wanted.slice(0, 100) } };
      const answer = await orUnavailable(client.send(new BatchGetCommand({ RequestItems: request })));
      found.push(...(answer.Responses?.[table] ?? []));
      const left = (answer.UnprocessedKeys?.[table]?.Keys ?? []) as { id: string; row: string }[];
      wanted = [...left, ...wanted.slice(100)];
    }
    const place = new Map(keys.map((key, index) => [`${key.id}/${key.row}`, index]));
    const at = (item: Record<string, unknown>) => place.get(`${item.id}/${item.row}`) ?? 0;
    return found.sort((a, b) => at(a) - at(b));
  };

  return {
    async read(id) {
      const items = [];
      for await (const item of span(id, caseSpan)) items.push(item);
      const head = items.find((item) => item.row === headKey);
      if (!head) return undefined;
      return { head: rowToHead(head), handOffs: items.filter((item) => item !== head).map(rowToHandOff) };
    },

    async readHandOff(id) {
      const parts = parseHandOffId(id);
      const item = parts && (await get(parts.referral, handOffKey(parts.number)));
      return item && rowToHandOff(item);
    },

    async history(id) {
      const events = [];
      for await (const item of span(id, historySpan)) events.push(...rowToEvents(item));
      return events;
    },

    commit: (change, correction) => commitChange(client, tables, change, correction, now),
    erase: (change) => commitErasure(client, tables, change),
    toErase: (kept, before) => readAgenda(client, table, eraseAgenda(kept), before),

    async markSent(handOff) {
      const { unsent: _, ...sent } = handOff;
      const { agenda, due } = agendaOf(sent);
      const next = agenda === undefined ? 'REMOVE uns, agenda, due' : 'SET agenda = :agenda, due = :due REMOVE uns';
      const values = agenda === undefined ? {} : { ':agenda': agenda, ':due': due };
      const command = new UpdateCommand({
        TableName: table,
        Key: { id: handOff.referral, row: handOffKey(handOff.number) },
        // Clears only the mark that was read: a withdrawal may have set another one since.
        ConditionExpression: 'rev = :rev AND uns = :uns',
        UpdateExpression: next,
        ExpressionAttributeValues: { ':rev': handOff.rev, ':uns': handOff.unsent, ...values },
      });
      // A failed condition means that the row has changed and this mark is gone, so there is nothing to do.
      await written(client.send(command));
    },

    disclose: (entry) => writeDisclosure(client, table, entry),
    disclosures: (id) => readDisclosures(client, table, id),

    async heads(ids) {
      return (await rows(ids.map((id) => ({ id, row: headKey })))).map(rowToHead);
    },

    async senderList(sender, statuses, cursor) {
      const wanted = new Set<string>(statuses);
      const parts = [...new Set(statuses.map(senderPart))];
      return filledPage(cursor, {
        keys: (after) =>
          mergedList(
            client,
            table,
            parts.map((part) => senderList(sender, part)),
            after,
          ),
        read: async (keys) => (await rows(keys)).map(rowToHead),
        wanted: (head) => wanted.has(head.status),
        position: headPosition,
      });
    },

    async serviceList(service, statuses, cursor) {
      const wanted = new Set<string>(statuses);
      const parts = [...new Set(statuses.map(servicePart))];
      return filledPage(cursor, {
        keys: (after) =>
          mergedList(
            client,
            table,
            parts.map((part) => serviceList(service, part)),
            after,
          ),
        read: async (keys) => (await rows(keys)).map(rowToHandOff),
        wanted: (handOff) => wanted.has(handOff.status),
        position: handOffPosition,
      });
    },

    async triageList(cursor) {
      const page = await mergedList(client, table, [agendas.triage], cursor, {
        index: 'byAgenda',
        key: 'agenda',
        pos: 'due',
      });
      return { ...page, rows: (await rows(page.rows)).map(rowToHead) };
    },

    unsent: (before) => readAgenda(client, table, agendas.unsent, before),
    due: (before) => readAgenda(client, table, agendas.respond, before),

    ...parkedVersions(client, table),

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

    async sweepMark() {
      const item = await get('sweep', 'mark');
      if (item === undefined) return undefined;
      if (typeof item.hour !== 'string') throw new Unreadable('sweep mark: hour');
      return item.hour;
    },

    async setSweepMark(hour) {
      await orUnavailable(client.send(new PutCommand({ TableName: table, Item: { id: 'sweep', row: 'mark', hour } })));
    },
  };
}
