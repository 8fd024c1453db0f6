/** After a table was restored: erases again what the list of erasures has, whichever of the tables came back. */
import { changeOf } from '#src/domain/case/change.ts';
import { endErased, startErasureAgain } from '#src/domain/case/retention/erase-again.ts';
import { eraseCase } from '#src/domain/case/retention/retention.ts';
import { changeCase, changeCaseWith } from '#src/usecases/change-case.ts';
import { type RecordDeps, recordReferral } from '#src/usecases/dispatch/dispatch-referral.ts';
import type { ListedErasure } from '#src/usecases/ports/recovery.ts';

/**
 * Safe to repeat. A referral that was received and erased after the moment of the backup is recorded first, so that no sweep hands it off.
 * @returns `absent` where neither ledger nor cases have it: nothing is held
 */
export async function eraseAgain(deps: RecordDeps, entry: ListedErasure): Promise<'erased' | 'absent'> {
  const { cases, now } = deps;
  const { id, person } = entry;
  const { rules } = deps.area;
  const existing = await cases.read(id);
  if (!existing && !(await deps.ledger.get(id))) return 'absent';
  if (!existing || existing.head.status === 'received') await recordReferral(deps, id, existing?.head.version ?? 1);
  await changeCase(cases, id, (referralCase) => endErased(referralCase, now()));
  await changeCase(cases, id, (referralCase) => startErasureAgain(referralCase, entry));
  // A case that says it is erased may have its person in another table: what is deleted is deleted again.
  await changeCaseWith(
    cases,
    id,
    (referralCase) => {
      const outcome = eraseCase(referralCase, rules, now());
      return 'already' in outcome ? { change: changeOf(referralCase, {}) } : outcome;
    },
    (change) => cases.erase(change, person),
  );
  return 'erased';
}
