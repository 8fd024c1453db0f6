/** Store dependencies of the functions that read and write tables. */
import type { Area } from '#src/domain/area.ts';
import { type FreshKeys, openFreshKeys } from '#src/platform/fresh-keys.ts';
import type { App } from '#src/platform/http-message.ts';
import { readSecret } from '#src/platform/secret.ts';
import { caseReader } from '#src/store/case-reader.ts';
import { caseStore } from '#src/store/cases.ts';
import { documentClient } from '#src/store/client.ts';
import { counterWriter } from '#src/store/counters.ts';
import { ledgerStore } from '#src/store/ledger.ts';
import type { Log } from '#src/usecases/log-port.ts';

export const loadKeys = (area: Area, log: Log, secretId: string): Promise<FreshKeys> =>
  openFreshKeys(
    () => readSecret(secretId),
    area.prefix,
    () => log.error('secret-not-read'),
  );

/** The same app, which knows each version of the secret before it answers. */
export const withFreshKeys =
  ({ refresh }: Pick<FreshKeys, 'refresh'>, app: App): App =>
  async (request) => {
    await refresh();
    return app(request);
  };

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

/** Intake only reads cases: the code that changes them would take time to load. */
export function intakeStores(env: { REFERRALS_TABLE: string; WORK_TABLE: string; COUNTERS_TABLE: string }) {
  const client = documentClient();
  return {
    ledger: ledgerStore(client, env.REFERRALS_TABLE),
    cases: { read: caseReader(client, env.WORK_TABLE) },
    counters: counterWriter(client, env.COUNTERS_TABLE),
  };
}
