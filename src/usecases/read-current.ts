/** Reads how a referral stands now, for a sender who sends it again. */
import type { ReferralCase } from '#src/domain/case/model.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Ledger, LedgerRecord } from '#src/usecases/ports/ledger.ts';

export interface CurrentReferral {
  id: ReferralId;
  /** The first version, which says when it came. */
  first: LedgerRecord;
  /** The version that stands. */
  record: LedgerRecord;
  /** Undefined until it is dispatched. */
  referralCase?: ReferralCase;
}

export async function readCurrent(
  { ledger, cases }: { ledger: Pick<Ledger, 'get'>; cases: Pick<Cases, 'read'> },
  first: LedgerRecord,
): Promise<CurrentReferral> {
  const { id } = first;
  const referralCase = await cases.read(id);
  if (!referralCase) return { id, first, record: first };
  const { version } = referralCase.head;
  const record = version === 1 ? first : ((await ledger.get(id, version)) ?? first);
  return { id, first, record, referralCase };
}
