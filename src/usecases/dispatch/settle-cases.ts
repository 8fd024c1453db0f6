/**
 * Looks through the cases, a slice at a time, for a head that disagrees with its hand-offs. No change leaves such a case
 * behind; this finds rows that were edited by hand or written by an older version. Nobody would see them otherwise: a
 * routed case that no service holds is on no list and is never erased.
 */
import { findDisagreement, settleCase } from '#src/domain/case/agreement.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import { errorFields, type Log } from '#src/usecases/ports/log.ts';

export interface SettleDeps {
  cases: Pick<Cases, 'read' | 'commit' | 'casesToCheck' | 'checkMark' | 'setCheckMark'>;
  log: Log;
  now: Clock;
}

/** @returns how many were settled, and how many disagree and could not be */
export async function settleCases(deps: SettleDeps): Promise<{ settled: number; failed: number }> {
  const { ids, next } = await deps.cases.casesToCheck(await deps.cases.checkMark());
  const result = { settled: 0, failed: 0 };
  for (const id of ids) {
    try {
      const outcome = await settleOne(deps, id);
      if (outcome === 'settled') result.settled += 1;
      if (outcome === 'disagrees') result.failed += 1;
    } catch (error) {
      // The next pass comes to it again; one case must not block the others.
      deps.log.warn('case-disagrees', { referralId: id, ...errorFields(error) });
      result.failed += 1;
    }
  }
  await deps.cases.setCheckMark(next);
  return result;
}

async function settleOne(deps: SettleDeps, id: ReferralId): Promise<'settled' | 'agrees' | 'disagrees'> {
  const result = await changeCase(deps.cases, id, (referralCase) => settleCase(referralCase, deps.now()));
  if ('absent' in result) return 'agrees';
  if ('changed' in result) {
    deps.log.warn('case-settled', { referralId: id, reason: result.referralCase.head.status });
    return 'settled';
  }
  if (!findDisagreement(result.referralCase)) return 'agrees';
  deps.log.error('case-disagrees', { referralId: id, reason: result.referralCase.head.status });
  return 'disagrees';
}
