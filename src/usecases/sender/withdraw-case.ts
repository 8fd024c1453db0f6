/**
 * Withdraws a referral for its sender or for triage. Others of the person may have been withdrawn as duplicates of it: they are
 * opened again with the same transaction, so that the person is not left without any.
 */
import { withdrawReferral } from '#src/domain/case/actions.ts';
import type { CaseChange } from '#src/domain/case/model.ts';
import { goesOnAs, reopenDuplicate } from '#src/domain/case/triage/decide-duplicate.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { WithdrawReason } from '#src/domain/vocabulary.ts';
import { type ChangeResult, changeCaseWith } from '#src/usecases/change-case.ts';
import { ifReadable } from '#src/usecases/if-readable.ts';
import { formsOf } from '#src/usecases/intake/person-hashes.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Ledger } from '#src/usecases/ports/ledger.ts';

interface WithdrawDeps {
  ledger: Pick<Ledger, 'get' | 'byPerson'>;
  cases: Pick<Cases, 'read' | 'commit' | 'commitTogether'>;
  now: Clock;
}

export async function withdrawCase(
  deps: WithdrawDeps,
  id: ReferralId,
  reason: WithdrawReason,
  by: { party: PartyId; mover: 'sender' | 'triage' },
): Promise<ChangeResult> {
  let reopened: CaseChange[] = [];
  return changeCaseWith(
    deps.cases,
    id,
    async (referralCase) => {
      const now = deps.now();
      const outcome = withdrawReferral(referralCase, reason, by, now);
      reopened = 'change' in outcome && leavesPersonWithout(reason) ? await reopenDuplicatesOf(deps, id, now) : [];
      return outcome;
    },
    (change) => (reopened.length > 0 ? deps.cases.commitTogether([change, ...reopened]) : deps.cases.commit(change)),
  );
}

/** A person who said no is contacted by nobody, whoever else referred them. */
const leavesPersonWithout = (reason: WithdrawReason): boolean => reason !== 'consent-withdrawn';

/**
 * Deciding that one is a duplicate of this referral writes this one's head, so none can be missed meanwhile. One that cannot be
 * read does not keep this one from being withdrawn.
 */
async function reopenDuplicatesOf({ ledger, cases }: WithdrawDeps, of: ReferralId, now: Date): Promise<CaseChange[]> {
  const first = await ledger.get(of);
  const others = first ? await ledger.byPerson(formsOf(first), '2000', '9999') : [];
  const changes: CaseChange[] = [];
  for (const { id } of others) {
    const other = await ifReadable(cases.read(id));
    if (!other || goesOnAs(other.head) !== of) continue;
    const record = await ifReadable(ledger.get(id, other.head.version));
    const outcome = record && reopenDuplicate(other, of, record, now);
    if (outcome && 'change' in outcome) changes.push(outcome.change);
  }
  return changes;
}
