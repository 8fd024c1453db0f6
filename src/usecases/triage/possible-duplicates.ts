/** Finds the other referral of a possible duplicate, when a referral is recorded and once more by the sweep. */
import type { CaseEvent } from '#src/domain/case/history.ts';
import {
  isComparable,
  isPossibleDuplicate,
  type ReportedIncident,
  raisePossibleDuplicate,
} from '#src/domain/case/triage/possible-duplicate.ts';
import { findRefusal, type RelatedReferral, raiseRefusal } from '#src/domain/case/triage/refusal.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import { ifReadable } from '#src/usecases/if-readable.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Ledger } from '#src/usecases/ports/ledger.ts';
import { findRelated, type RelatedDeps } from './related-referrals.ts';

/** The likeliest first: of the same day of offence, then the latest. */
export function selectPossibleDuplicates(
  record: ReportedIncident,
  others: readonly RelatedReferral[],
): RelatedReferral[] {
  const found = others
    .filter((other) => isPossibleDuplicate(record, other) && (!other.referralCase || isComparable(other.referralCase)))
    .reverse();
  const isOfSameDay = ({ occurredOn }: ReportedIncident) =>
    occurredOn !== undefined && occurredOn === record.occurredOn;
  return [...found.filter(isOfSameDay), ...found.filter((other) => !isOfSameDay(other))];
}

interface RecheckDeps extends RelatedDeps {
  ledger: Pick<Ledger, 'get' | 'byPerson'>;
  cases: Pick<Cases, 'read' | 'history' | 'commit'>;
  now: Clock;
}

/**
 * Looks once more for a referral that was recorded. Of two that arrive in the same moment neither may see the other in
 * the index, which follows the table; and the person may have said no to another while this one was recorded. Marks one of the two,
 * as if they had come one after the other.
 * @returns whether it was marked
 */
export async function recheckForDuplicate(deps: RecheckDeps, id: ReferralId): Promise<boolean> {
  const record = await ifReadable(deps.ledger.get(id));
  const all = record ? await findRelated(deps, record) : [];
  // What is not recorded yet looks for itself when it is.
  const related = all.filter(({ referralCase }) => referralCase);
  const own = related.length > 0 ? await deps.cases.read(id) : undefined;
  if (!record || !own) return false;
  const standing =
    own.head.version === 1 ? record : ((await ifReadable(deps.ledger.get(id, own.head.version))) ?? record);
  const refusal = findRefusal({ ...standing, receivedAt: record.receivedAt }, related);
  const found = related.some(({ referralCase }) => referralCase?.head.possibleDuplicateOf === id)
    ? []
    : selectPossibleDuplicates(record, related);
  if (!refusal && found.length === 0) return false;
  // Once marked, triage decides, and may have decided already: the decision stands with the one of the two that was marked.
  if (await hasEvent(deps, id, 'possible-duplicate')) return false;
  if (refusal) {
    const told = await changeCase(deps.cases, id, (current) => raiseRefusal(current, refusal.of, deps.now()));
    return 'changed' in told;
  }
  const other = await findUndecided(deps, found);
  if (!other) return false;
  const result = await changeCase(deps.cases, id, (current) => raisePossibleDuplicate(current, other, deps.now()));
  return 'changed' in result;
}

/** The first of which the hub has not said that it is none. */
export async function findUndecided(
  deps: { cases: Pick<Cases, 'history'> },
  found: readonly RelatedReferral[],
): Promise<ReferralId | undefined> {
  for (const { id } of found) if (!(await isDecided(deps, id))) return id;
  return undefined;
}

/** By the hub: the system takes the mark off where the other was withdrawn, which says nothing of the two. */
export const isDecided = async ({ cases }: { cases: Pick<Cases, 'history'> }, id: ReferralId): Promise<boolean> =>
  (await cases.history(id)).some(({ event, by }) => event === 'not-duplicate' && by !== 'system');

const hasEvent = async ({ cases }: RecheckDeps, id: ReferralId, event: CaseEvent): Promise<boolean> =>
  (await cases.history(id)).some((one) => one.event === event);
