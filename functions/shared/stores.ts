/** Store dependencies of the functions that read and write tables. */
import { caseStore } from '#src/store/cases.ts';
import { documentClient } from '#src/store/client.ts';
import { ledgerStore } from '#src/store/ledger.ts';

/** @param env ERASURES_TABLE: for the function that erases */
export function stores(env: {
  REFERRALS_TABLE: string;
  WORK_TABLE: string;
  COUNTERS_TABLE: string;
  ERASURES_TABLE?: string;
}) {
  const client = documentClient();
  const tables = {
    referrals: env.REFERRALS_TABLE,
    work: env.WORK_TABLE,
    counters: env.COUNTERS_TABLE,
    ...(env.ERASURES_TABLE !== undefined && { erasures: env.ERASURES_TABLE }),
  };
  return { ledger: ledgerStore(client, tables.referrals), cases: caseStore(client, tables) };
}
