/** Reads a case: its head and its hand-offs. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Cases } from '#src/usecases/ports/cases.ts';
import { caseKeyRange, headKey, rowToHandOff, rowToHead } from './case-rows.ts';
import { readRange } from './query.ts';

export const caseReader =
  (client: DynamoDBDocumentClient, table: string): Cases['read'] =>
  async (id) => {
    // A query may see one row before a change and the next after it. The head sorts last and is read first: a
    // change after that has moved its revision, so whatever is decided from an older hand-off cannot be committed.
    const items = [];
    for await (const item of readRange(client, table, id, caseKeyRange, { isReversed: true })) items.unshift(item);
    const headRow = items.find((item) => item.row === headKey);
    if (!headRow) return undefined;
    const head = rowToHead(headRow);
    const handOffs = items.filter((item) => item !== headRow).map(rowToHandOff);
    // One that was made after the head was read is not known to it: its number would be given twice.
    return { head, handOffs: handOffs.filter(({ number }) => number <= head.handOffs) };
  };
