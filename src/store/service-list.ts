/** A service's hand-offs: its list for the API, and what its inbox is made from (docs/adr/0026-service-inbox.md). */
import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { HandOff } from '#src/domain/case/model.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import { rowToHandOff, serviceList, serviceListPart, serviceListParts, unreadExpiries } from './case-rows.ts';
import { orUnavailable } from './errors.ts';
import { type KeyPage, readAllKeys, readFilteredPage, readMergedPage, readPageBothWays } from './lists.ts';

type Keys = KeyPage['rows'];

/** With its place as it is stored: rows of before are placed as if they were open. */
interface PlacedHandOff {
  handOff: HandOff;
  pos: string;
}

/**
 * The index follows the table with a delay, so the rows themselves say in which part they are.
 * @param readItems reads the rows that the index names
 */
export function serviceListStore(
  client: DynamoDBDocumentClient,
  table: string,
  readItems: (keys: Keys) => Promise<Record<string, unknown>[]>,
): Pick<Cases, 'serviceList' | 'openHandOffs' | 'endedHandOffs' | 'countEnded' | 'unreadExpiries'> {
  const read = async (keys: Keys): Promise<PlacedHandOff[]> =>
    (await readItems(keys)).map((item) => ({ handOff: rowToHandOff(item), pos: String(item.pos) }));
  const isIn =
    (part: string) =>
    (handOff: HandOff): boolean =>
      serviceListPart(handOff) === part;
  const position = ({ pos }: PlacedHandOff): string => pos;
  return {
    async serviceList(service, statuses, cursor) {
      const statusSet = new Set<string>(statuses);
      const lists = [...new Set(statuses.flatMap(serviceListParts))].map((part) => serviceList(service, part));
      const { rows, ...page } = await readFilteredPage(cursor, {
        keys: (after) => readMergedPage(client, table, lists, after),
        read,
        isWanted: ({ handOff }) => statusSet.has(handOff.status),
        position,
      });
      return { ...page, rows: rows.map(({ handOff }) => handOff) };
    },

    async openHandOffs(service) {
      const keys = await readAllKeys(client, table, serviceList(service, 'open'));
      return (await readItems(keys)).map(rowToHandOff).filter(isIn('open'));
    },

    async endedHandOffs(service, cursor) {
      const { rows, ...page } = await readPageBothWays(cursor, {
        keys: (after, direction) => readMergedPage(client, table, [serviceList(service, 'over')], after, { direction }),
        read,
        isWanted: ({ handOff }) => isIn('over')(handOff),
        position,
        direction: 'falling',
      });
      return { ...page, rows: rows.map(({ handOff }) => handOff) };
    },

    async countEnded(service, max) {
      const command = new QueryCommand({
        TableName: table,
        IndexName: 'byList',
        KeyConditionExpression: '#key = :key',
        ExpressionAttributeNames: { '#key': 'list' },
        ExpressionAttributeValues: { ':key': serviceList(service, 'over') },
        Select: 'COUNT',
        Limit: max,
      });
      return (await orUnavailable(client.send(command))).Count ?? 0;
    },

    async unreadExpiries(service) {
      const list = [serviceList(service, unreadExpiries)];
      const { rows, cursor } = await readMergedPage(client, table, list, undefined, { direction: 'falling' });
      const handOffs = (await readItems(rows)).map(rowToHandOff).filter(isIn(unreadExpiries));
      return { rows: handOffs, hasMore: cursor !== undefined };
    },
  };
}
