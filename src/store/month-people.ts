/**
 * Who was counted in a month that is rolled up, by the pseudonyms of the history, so that a later month's links to them are counted
 * without reading that history again.
 *
 *   k = people   d = p2026-10#<token>#0000   b = compressed lines: a pseudonym and a packed referral
 *
 * Rows hold while theirs is the token of their month's roll-up (roll-up-writer.ts), so what comes late clears them with it, and
 * a run that is overtaken overwrites no row of the one that overtook it. Rows of another token are not read.
 */
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { compress, decompress } from '#src/platform/compression.ts';
import type { MonthPeople, SeenInMonth } from '#src/usecases/ports/counters.ts';
import { orUnavailable } from './errors.ts';
import { queryAll } from './query.ts';
import { readRollUpMarkers } from './roll-up-reader.ts';
import { peoplePartition } from './table-model.ts';

const keyOf = (month: string, token: string, chunk: string): string => `p${month}#${token}#${chunk}`;
const chunkName = (chunk: number): string => String(chunk).padStart(4, '0');
/** Lines of some 100 bytes each; a row takes 400 KB. */
const linesPerRow = 2000;

const peopleRow = z.object({ b: z.instanceof(Uint8Array) });

/** @param table name of the counters table */
export const monthPeople = (client: DynamoDBDocumentClient, table: string): MonthPeople => ({
  async write(month, token, seen) {
    for (let chunk = 0; chunk * linesPerRow < seen.length; chunk++) {
      const lines = seen.slice(chunk * linesPerRow, (chunk + 1) * linesPerRow);
      const b = compress(lines.map(({ person, referral }) => `${person} ${referral}`).join('\n'));
      const Item = { k: peoplePartition, d: keyOf(month, token, chunkName(chunk)), b };
      await orUnavailable(client.send(new PutCommand({ TableName: table, Item })));
    }
  },

  async *readBefore(month) {
    // The month before may have been rolled up a moment ago.
    const { byMonth } = await readRollUpMarkers(client, table, ['0000-00', month], { isConsistent: true });
    for (const [before, { t }] of byMonth) {
      if (before >= month) continue;
      const rows = queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'k = :k AND d BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':k': peoplePartition,
          ':from': keyOf(before, t, ''),
          ':to': keyOf(before, t, '~'),
        },
        ConsistentRead: true,
      });
      for await (const item of rows) yield linesToSeen(decompress(peopleRow.parse(item).b));
    }
  },
});

const linesToSeen = (lines: string): SeenInMonth[] =>
  lines.split('\n').map((line) => {
    const space = line.indexOf(' ');
    return { person: line.slice(0, space), referral: line.slice(space + 1) };
  });
