/**
 * Every change writes the head with its next revision, even when nothing else of the head changes. The head's revision
 * is therefore the revision of the whole case: of two changes decided from the same rows, one fails and is decided again.
 */
import type { CaseChange, CaseHead, ReferralCase } from './model.ts';

/** What a rule changes. Without `head`, only the head's revision changes. */
export type ChangeParts = Partial<Pick<CaseChange, 'handOffs' | 'events'>> & { head?: CaseHead };

/** @param referralCase the case as it was read to decide */
export const changeOf = (
  referralCase: ReferralCase,
  { head = referralCase.head, handOffs = [], events = [] }: ChangeParts,
): CaseChange => ({
  head: { before: referralCase.head, after: { ...head, rev: referralCase.head.rev + 1 } },
  handOffs,
  events,
});

/** Returns the case after the change. */
export function afterChange(referralCase: ReferralCase, change: CaseChange): ReferralCase {
  const moved = new Map(change.handOffs.map(({ after }) => [after.number, after]));
  const stay = referralCase.handOffs.map((one) => moved.get(one.number) ?? one);
  const known = new Set(referralCase.handOffs.map(({ number }) => number));
  const added = [...moved.values()].filter(({ number }) => !known.has(number));
  return { head: change.head.after, handOffs: [...stay, ...added] };
}
