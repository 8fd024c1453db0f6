/** Recovers the area's own tables after one of them was restored. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Area } from '#src/domain/area.ts';
import { logger } from '#src/platform/log.ts';
import { readAllCases } from '#src/store/all-cases.ts';
import { caseStore } from '#src/store/cases.ts';
import { readErasures } from '#src/store/erasure-list.ts';
import { ledgerStore } from '#src/store/ledger.ts';
import { type LostMove, listMovesSince } from '#src/usecases/erasure/moves-since.ts';
import { type Recovery, recover } from '#src/usecases/erasure/recover.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';

export type { LostMove, Recovery };

export interface RecoverTables {
  referrals: string;
  work: string;
  counters: string;
  erasures: string;
}

/** A table of an area that ran has the mark of its sweep. */
export const isInUse = async (client: DynamoDBDocumentClient, { referrals, work, counters }: RecoverTables) =>
  (await caseStore(client, { referrals, work, counters }).readSweepMark()) !== undefined;

export const recoverTables = (
  client: DynamoDBDocumentClient,
  tables: RecoverTables,
  { area, keys, since, now }: { area: Area; keys: Keys; since: Date; now: () => Date },
): Promise<Recovery> =>
  recover(
    {
      area,
      keys,
      log: logger('recover', (line) => void process.stderr.write(`${line}\n`), now),
      now,
      ledger: ledgerStore(client, tables.referrals),
      cases: caseStore(client, tables, now),
      erasures: { list: () => readErasures(client, tables.erasures) },
      allCases: { ids: () => readAllCases(client, tables.work) },
    },
    since,
  );

/** @param table the work table that was in use before */
export const movesInTable = (client: DynamoDBDocumentClient, table: string, since: Date): Promise<LostMove[]> =>
  listMovesSince(
    {
      cases: caseStore(client, { referrals: '', work: table, counters: '' }),
      allCases: { ids: () => readAllCases(client, table) },
    },
    since,
  );
