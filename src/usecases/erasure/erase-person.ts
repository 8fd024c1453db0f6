/** The authority has all that is held about a person erased, as one act (docs/adr/0055-erasing-a-person.md). */
import {
  askForErasure,
  type Decider,
  type ErasedTogether,
  needsSecondPerson,
} from '#src/domain/case/retention/propose-erasure.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { ErasureReason } from '#src/domain/vocabulary.ts';
import { changeTogether } from '#src/usecases/change-case.ts';
import type { Log } from '#src/usecases/ports/log.ts';
import { ensureRecorded, type TriageDeps } from '#src/usecases/triage/triage.ts';
import { findHeldAboutPerson } from './held-about-person.ts';
import { logAct } from './retention.ts';

/** All of an act change in one transaction, of 100 rows at most: each writes its head, its history and perhaps a notice. */
export const maxErasedTogether = 25;

/**
 * `other-person`: one that was chosen is not among what is held about this person, or no longer. `nothing`: none of them can be
 * erased now, and each says why.
 */
export type PersonErasureFault = 'other-person' | 'too-many' | 'nothing';

export type PersonErasureResult = { proposed: boolean } | { fault: PersonErasureFault } | { absent: true };

/**
 * Marks what was chosen, all in one transaction. The erasing job erases each within the hour, and tries again what failed. What is open
 * or on legal hold is kept.
 * @param from the referral of the person from which the others were found
 * @param by whoever is signed in
 */
export async function eraseAsOneAct(
  deps: TriageDeps & { log: Log },
  by: Decider,
  from: ReferralId,
  { reason, chosen }: { reason: ErasureReason; chosen: readonly ReferralId[] },
): Promise<PersonErasureResult> {
  if (!(await ensureRecorded(deps, from))) return { absent: true };
  if (chosen.length > maxErasedTogether) return { fault: 'too-many' };
  const { referrals } = await findHeldAboutPerson(deps, { referrals: [from] });
  const held = chosen.map((id) => referrals.find((one) => one.id === id));
  if (held.some((one) => one === undefined)) return { fault: 'other-person' };
  const isCertain = held.every((one) => one?.isCertain);
  const together: ErasedTogether = { act: { id: crypto.randomUUID(), of: chosen }, isCertain };
  const results = await changeTogether(deps.cases, chosen, (one) =>
    askForErasure(one, reason, by, deps.now(), together),
  );
  if (![...results.values()].some((result) => 'changed' in result)) return { fault: 'nothing' };
  const proposed = needsSecondPerson(reason, isCertain);
  logAct(deps.log, { party: by.party, reason: proposed ? 'proposed' : 'asked', act: together.act.id }, results);
  return { proposed };
}
