/** Keeps `release-near` on the hub's list true: a held case comes to it by no hand-off, and a release that is over leaves. */
import { changeOf } from '#src/domain/case/change.ts';
import type { CaseHead, Outcome, ReferralCase, RuleContext } from '#src/domain/case/model.ts';
import { addToTriage, removeTriageReason } from '#src/domain/case/next-service.ts';
import { findNearRelease } from './release.ts';

export function updateReleaseReason(referralCase: ReferralCase, context: RuleContext): Outcome<never> {
  const { head } = referralCase;
  if (!needsReleaseUpdate(head, context)) return { already: true };
  const at = context.now.toISOString();
  if (isListed(head)) return { change: changeOf(referralCase, { head: removeTriageReason(head, 'release-near') }) };
  return {
    change: changeOf(referralCase, {
      head: addToTriage(head, 'release-near', at),
      events: [{ at, event: 'release-reminded', by: 'system', counts: [] }],
    }),
  };
}

/** A head on the hub's list is enough to tell, so that few cases are read. */
export function needsReleaseUpdate(head: CaseHead, context: RuleContext): boolean {
  const isNear = findNearRelease(head, context) !== undefined;
  // An open hand-off has a reminder of its own, which tells the service too.
  return isListed(head) ? !isNear : isNear && head.status === 'held';
}

const isListed = ({ triage }: CaseHead): boolean =>
  triage?.reason === 'release-near' || triage?.also?.includes('release-near') === true;
