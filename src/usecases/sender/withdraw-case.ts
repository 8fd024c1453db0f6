/**
 * Withdraws a referral for its sender or for triage, with what that means for the person's other referrals: nobody is left without
 * one unawares, and nobody who said no is contacted by another.
 */
import { withdrawReferral } from '#src/domain/case/actions.ts';
import type { CaseChange, Outcome, ReferralCase } from '#src/domain/case/model.ts';
import { addToTriage } from '#src/domain/case/next-service.ts';
import { canWithdraw } from '#src/domain/case/triage/allowed-actions.ts';
import { goesOnAs, letGoOn, reopenDuplicate } from '#src/domain/case/triage/decide-duplicate.ts';
import { isPossibleDuplicate, replaceOther } from '#src/domain/case/triage/possible-duplicate.ts';
import { mayBeAbout, type RelatedReferral, raiseRefusal } from '#src/domain/case/triage/refusal.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { WithdrawReason } from '#src/domain/vocabulary.ts';
import { type ChangeResult, changeCase, changeCaseWith } from '#src/usecases/change-case.ts';
import { ifReadable } from '#src/usecases/if-readable.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Ledger } from '#src/usecases/ports/ledger.ts';
import type { Log } from '#src/usecases/ports/log.ts';
import { asRelated, findOthersOf, readCasesOf } from '#src/usecases/triage/related-referrals.ts';

interface WithdrawDeps {
  ledger: Pick<Ledger, 'get' | 'byPerson'>;
  cases: Pick<Cases, 'read' | 'commit' | 'commitTogether'>;
  log: Log;
  now: Clock;
}

export async function withdrawCase(
  deps: WithdrawDeps,
  id: ReferralId,
  reason: WithdrawReason,
  by: { party: PartyId; mover: 'sender' | 'triage' },
): Promise<ChangeResult> {
  let alongside: CaseChange[] = [];
  return changeCaseWith(
    deps.cases,
    id,
    async (referralCase) => {
      const now = deps.now();
      const outcome = withdrawReferral(referralCase, reason, by, now);
      if (!('change' in outcome)) return outcome;
      const people = await readOthers(deps, referralCase);
      const change = withoutMarkOf(people.isAnyUnreadable ? keepForHub(outcome.change, now) : outcome.change);
      alongside = [];
      if (reason === 'consent-withdrawn') {
        await tellOfRefusal(deps, people, id);
        return { change };
      }
      const other = reason === 'duplicate' ? findGoingOn(people, referralCase) : undefined;
      if (other) return { change: letGoOn(change, other.referralCase.head) };
      alongside = await reopenOthers(deps, people, id, now);
      return { change };
    },
    (change) => (alongside.length > 0 ? deps.cases.commitTogether([change, ...alongside]) : deps.cases.commit(change)),
  );
}

type Related = RelatedReferral & { referralCase: ReferralCase };

interface People {
  own: RelatedReferral;
  /** The person's other referrals, oldest first, with their cases as they stand. */
  others: Related[];
  /** Somebody may be left without one, or contacted although they said no. */
  isAnyUnreadable: boolean;
}

/** Those that have no case yet look at this one when they have one. */
async function readOthers(deps: WithdrawDeps, referralCase: ReferralCase): Promise<People> {
  const { id, version, sender, receivedAt } = referralCase.head;
  const first = await deps.ledger.get(id);
  // What cannot be read keeps nobody from withdrawing.
  const corrected = version > 1 ? await ifReadable(deps.ledger.get(id, version)) : undefined;
  const found = await findOthersOf(deps, ...[first, corrected].filter((one) => one !== undefined));
  const cases = await readCasesOf(
    deps,
    found.filter((one) => one.id !== id),
  );
  const others = cases.flatMap(({ other, read }): Related[] =>
    typeof read === 'object' ? [{ ...asRelated(other, read), referralCase: read }] : [],
  );
  const isAnyUnreadable = cases.some(({ read }) => read === 'unreadable');
  const { occurredOn } = corrected ?? first ?? {};
  const own = asRelated({ id, sender, receivedAt, ...(occurredOn !== undefined && { occurredOn }) }, referralCase);
  return { own, others, isAnyUnreadable };
}

/** The withdrawn case itself is before the hub: what could not be read can be on no list. */
const keepForHub = (change: CaseChange, now: Date): CaseChange => ({
  ...change,
  head: { ...change.head, after: addToTriage(change.head.after, 'possible-duplicate', now.toISOString()) },
});

/**
 * Before the withdrawal is written: should that fail, the hub looks at two referrals of one crime, and nobody is contacted who said
 * no without its knowing.
 */
async function tellOfRefusal({ cases, now }: WithdrawDeps, { own, others }: People, id: ReferralId): Promise<void> {
  const at = now();
  for (const { referralCase: known, ...other } of others) {
    if (!canWithdraw(known.head, 'triage') || !mayBeAbout(other, own, at.toISOString())) continue;
    await changeCase(cases, known.head.id, (current) => raiseRefusal(current, id, at), { known });
  }
}

/**
 * Those that were withdrawn as duplicates of this one are opened again, and those that were marked with it are no possible duplicates
 * any more. Deciding that one is a duplicate of this referral writes this one's head, so none can be missed meanwhile.
 */
async function reopenOthers(
  { ledger }: WithdrawDeps,
  { others }: People,
  of: ReferralId,
  now: Date,
): Promise<CaseChange[]> {
  const reopened: CaseChange[] = [];
  for (const { referralCase } of others) {
    const { id, version } = referralCase.head;
    if (goesOnAs(referralCase.head) !== of) continue;
    reopened.push(...changesOf(reopenDuplicate(referralCase, of, await ifReadable(ledger.get(id, version)), now)));
  }
  const instead = reopened[0]?.head.after.id;
  return [
    ...reopened,
    ...others.flatMap(({ referralCase }) => changesOf(replaceOther(referralCase, of, instead, now))),
  ];
}

const changesOf = (outcome: Outcome<never>): CaseChange[] => ('change' in outcome ? [outcome.change] : []);

/** Of a referral that is withdrawn as a duplicate without saying of which: the one with which it was marked, or that may be it. */
function findGoingOn({ own, others }: People, { head }: ReferralCase): Related | undefined {
  const isThere = ({ referralCase: other }: Related): boolean =>
    (other.head.status === 'closed' && other.head.erasedAt === undefined) ||
    canWithdraw(other.head, 'triage') ||
    isFollowed(other, others);
  const marked = others.find(({ referralCase }) => referralCase.head.id === head.possibleDuplicateOf);
  if (marked && isThere(marked)) return marked;
  return others.findLast(
    (one) =>
      canWithdraw(one.referralCase.head, 'triage') &&
      (one.referralCase.head.possibleDuplicateOf === head.id || isPossibleDuplicate(own, one)),
  );
}

/** Withdrawn as a duplicate itself, of one that is open or was withdrawn so too. */
const isFollowed = ({ head }: ReferralCase, others: readonly Related[]): boolean => {
  const of = goesOnAs(head);
  return others.some(({ referralCase: { head: next } }) => next.id === of && canWithdraw(next, 'triage'));
};

/** It says which one goes on: none, unless this one is withdrawn as its duplicate. Whoever opens it again looks anew. */
function withoutMarkOf(change: CaseChange): CaseChange {
  const { possibleDuplicateOf: _, ...after } = change.head.after;
  return { ...change, head: { ...change.head, after } };
}
