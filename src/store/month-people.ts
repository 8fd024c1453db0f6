/**
 * Who was counted in a month that is rolled up, by the pseudonyms of the history, so that a later month's links to them are counted
 * without reading that history again.
 *
 *   k = people   d = p2026-10#0000   t = token   b = compressed lines: a pseudonym and a packed referral
 *
 * Rows hold while `t` is the token of their month's roll-up (roll-up-writer.ts), so what comes late clears them with it.
 */
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { compress, decompress } from '#src/platform/compression.ts';
import type { MonthPeople, SeenInMonth } from '#src/usecases/counter-ports.ts';
import { orUnavailable } from './errors.ts';
import { queryAll } from './query.ts';
import { readRollUpMarkers } from './roll-up-reader.ts';

const partition = 'people';
const keyOf = (month: string, chunk: number): string => `p${month}#${String(chunk).padStart(4, '0')}`;
const monthOfKey = (d: string): string => d.slice(1, 8);
/** Lines of some 100 bytes each; a row takes 400 KB. */
const linesPerRow = 2000;

const peopleRow = z.object({ d: z.string(), t: z.string(), b: z.instanceof(Uint8Array) });

/** @param table name of the counters table */
export const monthPeople = (client: DynamoDBDocumentClient, table: string): MonthPeople => ({
  async write(month, token, seen) {
    for (let chunk = 0; chunk * linesPerRow < seen.length; chunk++) {
      const lines = seen.slice(chunk * linesPerRow, (chunk + 1) * linesPerRow);
      const b = compress(lines.map(({ person, referral }) => `${person} ${referral}`).join('\n'));
      const Item = { k: partition, d: keyOf(month, chunk), t: token, b };
      await orUnavailable(client.send(new PutCommand({ TableName: table, Item })));
    }
  },

  async *readBefore(month) {
    const { byMonth } = await readRollUpMarkers(client, table, ['0000-00', month]);
    const rows = queryAll(client, {
      TableName: table,
      KeyConditionExpression: 'k = :k AND d < :month',
      ExpressionAttributeValues: { ':k': partition, ':month': keyOf(month, 0) },
      ConsistentRead: true,
    });
    for await (const item of rows) {
      const { d, t, b } = peopleRow.parse(item);
      if (byMonth.get(monthOfKey(d))?.t !== t) continue;
      yield decompress(b)
        .split('\n')
        .map((line): SeenInMonth => {
          const space = line.indexOf(' ');
          return { person: line.slice(0, space), referral: line.slice(space + 1) };
        });
    }
  },
});
