/** Intake's stores by the SDK. Intake only reads cases: the code that changes them would take time to load. */
import { caseReader } from '#src/store/case-reader.ts';
import { documentClient } from '#src/store/client.ts';
import { counterWriter } from '#src/store/counters.ts';
import { ledgerStore } from '#src/store/ledger.ts';
import type { IntakeTables } from './env.ts';

/** One attempt less than elsewhere: a put has been tried once by then, and all of them end before API Gateway does. */
const attempts = 4;

export function sdkStores(tables: IntakeTables) {
  const client = documentClient(undefined, attempts);
  return {
    ledger: ledgerStore(client, tables.REFERRALS_TABLE),
    cases: { read: caseReader(client, tables.WORK_TABLE) },
    counters: counterWriter(client, tables.COUNTERS_TABLE),
  };
}
