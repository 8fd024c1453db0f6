/**
 * Every change writes the head with its next revision, even when nothing else of the head changes. The head's revision
 * is therefore the revision of the whole case: of two changes decided from the same rows, one fails and is decided again.
 */
import { isOpenHandOff } from '../states.ts';
import type { CaseChange, CaseHead, HandOff, ReferralCase } from './model.ts';

/** What a rule changes. Without `head`, only the head's revision changes. */
export type ChangeParts = Partial<Pick<CaseChange, 'handOffs' | 'events'>> & { head?: CaseHead };

/** @param referralCase the case as it was read to decide */
export function changeOf(
  referralCase: ReferralCase,
  { head = referralCase.head, handOffs = [], events = [] }: ChangeParts,
): CaseChange {
  const change: CaseChange = {
    head: { before: referralCase.head, after: { ...withoutPastDates(head), rev: referralCase.head.rev + 1 } },
    handOffs: handOffs.map((one) => ({ ...one, after: withoutPastPlans(one.after) })),
    events,
  };
  const { isSuspended: _, ...after } = change.head.after;
  const isSuspended = afterChange(referralCase, change).handOffs.some(({ status }) => status === 'suspended');
  return { ...change, head: { ...change.head, after: isSuspended ? { ...after, isSuspended } : after } };
}

/** Once the case is over nobody is reminded of a release, and no service answers before a Marac. */
function withoutPastDates(head: CaseHead): CaseHead {
  if (head.retentionClass === undefined) return head;
  const { releaseDates: _, maracOn: __, ...rest } = head;
  return rest;
}

/** A service that no longer has the case is told of no correction; a hand-off that it ended first is still sent. */
function withoutPastPlans(handOff: HandOff): HandOff {
  if (isOpenHandOff(handOff.status)) return handOff;
  const { releaseReminder: _, remindedRelease: __, amendment: ___, suspension: ____, unsent = [], ...rest } = handOff;
  const marks = unsent.filter(({ kind }) => kind !== 'amendment');
  return marks.length > 0 ? { ...rest, unsent: marks } : rest;
}

/** Returns the case after the change. */
export function afterChange(referralCase: ReferralCase, change: CaseChange): ReferralCase {
  const moved = new Map(change.handOffs.map(({ after }) => [after.number, after]));
  const stay = referralCase.handOffs.map((one) => moved.get(one.number) ?? one);
  const known = new Set(referralCase.handOffs.map(({ number }) => number));
  const added = [...moved.values()].filter(({ number }) => !known.has(number));
  return { head: change.head.after, handOffs: [...stay, ...added] };
}
