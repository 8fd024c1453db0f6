/** Counts the seals of an area's tables by version, and seals again what is of another than the current one. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AreaKeys } from '#src/platform/keys.ts';
import {
  readSealedRows,
  type SealedRow,
  type SealedTable,
  type SealedText,
  sealedTables,
} from '#src/store/sealed-rows.ts';
import { mapConcurrently } from '#src/usecases/map-concurrently.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';

type ResealKeys = Pick<AreaKeys, 'open' | 'seal' | 'sealVersion' | 'currentVersion'>;

export interface SealedSource {
  client: DynamoDBDocumentClient;
  tables: Readonly<Record<SealedTable, string>>;
  keys: ResealKeys;
}

/** Seals of a table by version; `unreadable` open with no version that the secret has. */
export interface SealCount {
  table: SealedTable;
  byVersion: Map<number, number>;
  unreadable: number;
}

export async function countSeals({ client, tables, keys }: SealedSource): Promise<SealCount[]> {
  const counts: SealCount[] = [];
  for (const table of sealedTables) {
    const count: SealCount = { table, byVersion: new Map(), unreadable: 0 };
    for await (const { texts } of readSealedRows(client, tables, table)) {
      for (const text of texts) {
        const version = versionOf(keys, text);
        if (version === undefined) count.unreadable += 1;
        else count.byVersion.set(version, (count.byVersion.get(version) ?? 0) + 1);
      }
    }
    counts.push(count);
  }
  return counts;
}

/** How many of all the tables are of this version. */
export const sealsOf = (counts: readonly SealCount[], version: number): number =>
  counts.reduce((sum, { byVersion }) => sum + (byVersion.get(version) ?? 0), 0);

export interface ResealResult {
  resealed: number;
  /** Rows that changed between reading and writing: the next run looks at them. */
  changed: number;
  /** Rows left as they are, because a seal in them opens with no version. */
  unreadable: number;
  /** More rows are to be sealed again than were allowed. */
  isCutShort: boolean;
}

const rowsAtOnce = 8;

/**
 * Safe to stop and to repeat: a row of the current version is left alone.
 * @param maxRows to seal again in this run
 * @param onProgress told after every batch
 */
export async function resealRows(
  source: SealedSource,
  {
    maxRows = Number.POSITIVE_INFINITY,
    onProgress,
  }: { maxRows?: number; onProgress?: (done: ResealResult) => void } = {},
): Promise<ResealResult> {
  const { keys } = source;
  const result: ResealResult = { resealed: 0, changed: 0, unreadable: 0, isCutShort: false };
  const reseal = async ({ texts, replace }: SealedRow) => {
    const seals = texts.map(({ place, sealed }) => keys.seal(place, keys.open(place, sealed)));
    if ((await replace(seals)) === 'replaced') result.resealed += 1;
    else result.changed += 1;
  };
  let batch: SealedRow[] = [];
  const finishBatch = async () => {
    await mapConcurrently(batch, rowsAtOnce, reseal);
    batch = [];
    onProgress?.(result);
  };
  for await (const row of rowsOfOtherVersions(source, result)) {
    if (result.resealed + result.changed + batch.length >= maxRows) {
      result.isCutShort = true;
      break;
    }
    batch.push(row);
    if (batch.length >= rowsAtOnce) await finishBatch();
  }
  await finishBatch();
  return result;
}

/** Counts those that it leaves out because a seal in them opens with no version. */
async function* rowsOfOtherVersions(
  { client, tables, keys }: SealedSource,
  result: Pick<ResealResult, 'unreadable'>,
): AsyncGenerator<SealedRow> {
  for (const table of sealedTables) {
    for await (const row of readSealedRows(client, tables, table)) {
      const versions = row.texts.map((text) => versionOf(keys, text));
      if (versions.includes(undefined)) result.unreadable += 1;
      else if (versions.some((version) => version !== keys.currentVersion())) yield row;
    }
  }
}

function versionOf(keys: Pick<ResealKeys, 'sealVersion'>, { place, sealed }: SealedText): number | undefined {
  try {
    return keys.sealVersion(place, sealed);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}
