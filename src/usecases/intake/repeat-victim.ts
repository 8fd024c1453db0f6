/** Whether a person was referred before, for another incident. */
import type { Rules } from '#src/domain/area.ts';
import type { Ledger, LedgerRecord, PersonReferral } from '#src/usecases/ports/ledger.ts';
import { formsOf } from './person-hashes.ts';

type RepeatRules = Pick<Rules, 'repeatVictimMonths'>;

/** RFC 3339, UTC: the first instant of the time in which another referral makes a repeat victim. */
export function repeatVictimSince({ receivedAt }: Pick<LedgerRecord, 'receivedAt'>, rules: RepeatRules): string {
  const from = new Date(receivedAt);
  from.setUTCMonth(from.getUTCMonth() - rules.repeatVictimMonths);
  return from.toISOString();
}

/** @param others the person's referrals since `repeatVictimSince`; later ones and the record itself do not count */
export const hasOtherIncident = (record: LedgerRecord, others: readonly PersonReferral[]): boolean =>
  others.some(
    (one) =>
      one.id !== record.id &&
      one.receivedAt <= record.receivedAt &&
      // Two reports of one incident do not make a repeat victim.
      (one.occurredOn ?? one.id) !== record.occurredOn,
  );

export async function isRepeatVictim(
  { ledger, area: { rules } }: { ledger: Pick<Ledger, 'byPerson'>; area: { rules: RepeatRules } },
  record: LedgerRecord,
): Promise<boolean> {
  const since = repeatVictimSince(record, rules);
  return hasOtherIncident(record, await ledger.byPerson(formsOf(record), since, record.receivedAt));
}
