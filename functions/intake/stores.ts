/** Intake's stores: each referral's one write by a direct call, and by the SDK all else, which is loaded when it is first needed. */
import { awsCall } from '#src/platform/aws-call.ts';
import { lazy } from '#src/platform/lazy.ts';
import { directPut, dynamoDb } from '#src/store/ledger-put.ts';
import type { SubmitDeps } from '#src/usecases/intake/submit-referral.ts';
import type { Log } from '#src/usecases/ports/log.ts';
import type { IntakeTables } from './env.ts';

export function intakeStores(tables: IntakeTables, log: Log): Pick<SubmitDeps, 'ledger' | 'cases' | 'counters'> {
  const bySdk = lazy(async () => (await import('./sdk-stores.ts')).sdkStores(tables));
  const call = awsCall(dynamoDb);
  return {
    ledger: {
      put: call
        ? directPut(call, tables.REFERRALS_TABLE, async (record, reason) => {
            log.warn('put-left-to-sdk', { referralId: record.id, reason });
            return (await bySdk()).ledger.put(record);
          })
        : async (record) => (await bySdk()).ledger.put(record),
      get: async (...version) => (await bySdk()).ledger.get(...version),
    },
    cases: { read: async (...id) => (await bySdk()).cases.read(...id) },
    counters: {
      add: async (...counts) => (await bySdk()).counters.add(...counts),
      addCharacteristics: async (...counts) => (await bySdk()).counters.addCharacteristics(...counts),
    },
  };
}
