/** What a service does with a hand-off: reads it and reports on it. */

import { type ChangeParts, changeOf } from '#src/domain/case/change.ts';
import { handedOffEvent, handOffEvent, withHeldEvent } from '#src/domain/case/events.ts';
import type {
  CaseChange,
  CaseHead,
  HandOff,
  NotAllowed,
  Outcome,
  ReferralCase,
  RuleContext,
} from '#src/domain/case/model.ts';
import { addToTriage, handToNextService, removeTriageReason, settleStatus } from '#src/domain/case/next-service.ts';
import { lastReadVersion } from '#src/domain/case/outbox.ts';
import { isErasureUnderWay } from '#src/domain/case/triage/allowed-actions.ts';
import type { Count } from '#src/domain/counting/model.ts';
import type { ServiceId } from '#src/domain/ids.ts';
import { londonDate } from '#src/domain/london.ts';
import { type HandOffStatus, isOpenHandOff } from '#src/domain/states.ts';
import type { ReturnReason } from '#src/domain/vocabulary.ts';
import { applyToHandOff, attemptSafety, type ChannelSafety, isRepeat, reportEvent } from './report-event.ts';
import { isContactStopped, isFinding, reportableStatuses, type ServiceReport } from './service-report.ts';

/**
 * Collects the hand-off: its service begins to read it, and was shown nothing yet. What was corrected before stays unread
 * until it was shown (readAmendment).
 */
export function collectHandOff(referralCase: ReferralCase, number: number, by: ServiceId, now: Date): Outcome<never> {
  const handOff = referralCase.handOffs.find((one) => one.number === number);
  if (handOff?.status !== 'queued') return { already: true };
  const at = now.toISOString();
  const after: HandOff = { ...handOff, status: 'collected', rev: handOff.rev + 1, since: at };
  const events = [handOffEvent('collected', after, at, by)];
  return { change: changeOf(referralCase, { handOffs: [{ before: handOff, after }], events }) };
}

/**
 * Records that its service was shown what was corrected.
 * @param shownVersion the version that the service was shown; a later amendment stays unread
 */
export function readAmendment(
  referralCase: ReferralCase,
  number: number,
  shownVersion = referralCase.head.version,
): Outcome<never> {
  const handOff = referralCase.handOffs.find((one) => one.number === number);
  if (!handOff?.amendment || handOff.amendment.version > shownVersion) return { already: true };
  const read: HandOff = { ...withoutAmendment(handOff), rev: handOff.rev + 1 };
  const head = withoutUnreadStop(referralCase, number);
  return { change: changeOf(referralCase, { head, handOffs: [{ before: handOff, after: read }] }) };
}

/** Neither is a message of it needed any longer. */
function withoutAmendment({ amendment: _, unsent = [], ...handOff }: HandOff): HandOff {
  const others = unsent.filter(({ kind }) => kind !== 'amendment');
  return others.length > 0 ? { ...handOff, unsent: others } : handOff;
}

/** A service that reports knows that contact had to stop: triage need not be told that it has not read it. */
function withKnownStop(handOff: HandOff): HandOff {
  if (!handOff.amendment?.stopContact) return handOff;
  const { readBy: _, escalated: __, ...amendment } = handOff.amendment;
  return { ...handOff, amendment };
}

/** Triage need no longer see to it that this service knows of a stop. */
function withoutUnreadStop({ head, handOffs }: ReferralCase, number: number): CaseHead {
  const others = handOffs.filter((one) => one.number !== number);
  return others.some(({ amendment }) => amendment?.escalated) ? head : removeTriageReason(head, 'stop-unread');
}

/** Why an attempt needs a reason. */
export type SafetyReasonNeed = 'channel-not-safe' | 'suspended' | 'withdrawn';

/** Why a report is refused. */
export type ReportRefusal =
  | NotAllowed
  /** The channel is not safe, or contact is stopped, and no reason was given. */
  | { reasonMissing: SafetyReasonNeed }
  /** It was made of another version than the one that stands. */
  | { standingVersion: number };

export interface ReportContext extends RuleContext {
  channelSafety: ChannelSafety;
  /** The version of the referral that the reporter had read. */
  readVersion?: number | undefined;
  /** The version that stood when the person was tried. */
  triedVersion?: number | undefined;
  /**
   * The revision shown to the person who reports: a contact attempt against an older one is refused, because pressing
   * the button twice would count two attempts.
   */
  seenRevision?: number | undefined;
}

/**
 * Applies a service's report. Repeating a report changes nothing; a transition that is not allowed is refused with
 * those that are. A contact attempt at a different time is another attempt.
 * @throws RangeError if the case has no such hand-off
 */
export function applyReport(
  referralCase: ReferralCase,
  number: number,
  report: ServiceReport,
  by: ServiceId,
  context: ReportContext,
): Outcome<ReportRefusal> {
  const handOff = referralCase.handOffs.find((one) => one.number === number);
  if (!handOff) throw new RangeError(`no hand-off ${number} on this case`);
  if (isRepeat(handOff, report)) return { already: true };
  const refused = findRefusal(referralCase.head, handOff, report, context);
  if (refused) return { refused };
  const at = context.now.toISOString();
  const { head } = referralCase;
  const after = withKnownStop(applyToHandOff(handOff, report, head.version, context));
  const safe = report.status === 'contact-attempted' ? attemptSafety(report, context.channelSafety) : 'yes';
  // Nobody used a detail before it was known here.
  const version = Math.min(context.readVersion ?? lastReadVersion(handOff), context.triedVersion ?? head.version);
  const event = reportEvent(referralCase, { before: handOff, after }, report, { at, by, safe, version });
  const others = referralCase.handOffs.filter((one) => one.number !== number);
  const parts: ReportedParts = {
    head: headAfterReport(referralCase, handOff, report, safe === 'no', at),
    handOffs: [{ before: handOff, after }],
    events: [event],
  };
  switch (report.status) {
    case 'declined':
      return { change: afterServiceLeft(referralCase, parts, after, others, context) };
    case 'returned':
      return { change: afterServiceReturned(referralCase, parts, after, others, report, context) };
    case 'closed':
      return {
        change: withHeldEvent(
          referralCase,
          { ...parts, head: settleStatus(parts.head, [...others, after], at) },
          context.now,
        ),
      };
    default:
      return { change: changeOf(referralCase, parts) };
  }
}

function findRefusal(
  head: CaseHead,
  handOff: HandOff,
  report: ServiceReport,
  { channelSafety, readVersion, seenRevision }: ReportContext,
): ReportRefusal | undefined {
  // A hand-off that is over stays as its service last knew it, whatever was corrected since.
  const version = isOpenHandOff(handOff.status) ? head.version : handOff.version;
  // Details that were found wrong may be those of before: the service reads the correction first.
  const isOutdated = report.status === 'suspended' && handOff.amendment !== undefined;
  if (isOutdated || (readVersion !== undefined && readVersion !== version)) return { standingVersion: version };
  const isAttempt = report.status === 'contact-attempted';
  const isStale = isAttempt && seenRevision !== undefined && seenRevision !== handOff.rev;
  // Nothing is said of a person who is being erased.
  const allowed = isErasureUnderWay(head) ? [] : reportableStatuses(handOff.status);
  if (isStale || !allowed.includes(report.status)) return { status: handOff.status, allowed };
  if (!isAttempt || report.note !== undefined) return undefined;
  if (handOff.status === 'suspended' || handOff.status === 'withdrawn') return { reasonMissing: handOff.status };
  return attemptSafety(report, channelSafety) === 'no' ? { reasonMissing: 'channel-not-safe' } : undefined;
}

/** An attempt that was not safe goes before triage; triage need no longer see to what a report settles. */
function headAfterReport(
  referralCase: ReferralCase,
  handOff: HandOff,
  report: ServiceReport,
  isUnsafe: boolean,
  at: string,
): CaseHead {
  const others = referralCase.handOffs.filter(({ number }) => number !== handOff.number);
  const isAttempt = report.status === 'contact-attempted';
  // A service that reports knows that contact had to stop.
  let head = handOff.amendment?.escalated ? withoutUnreadStop(referralCase, handOff.number) : referralCase.head;
  if (isAttempt && (isUnsafe || isContactStopped(handOff.status))) return addToTriage(head, 'safety', at);
  if (mayBeUnsafe(handOff, report, others)) head = addToTriage(head, 'safety', at);
  const settles = report.status === 'contacted' || report.status === 'closed';
  if (settles && !others.some(({ escalated, status }) => escalated && isOpenHandOff(status)))
    head = removeTriageReason(head, 'overdue');
  if (handOff.suspension && !others.some(({ suspension }) => suspension?.escalated))
    head = removeTriageReason(head, 'suspended');
  return head;
}

/**
 * Whether triage must see to it: the person was contacted by details that a correction has changed and the service had not
 * read, or what one service found unsafe or wrong is still with another.
 */
function mayBeUnsafe({ amendment }: HandOff, report: ServiceReport, others: readonly HandOff[]): boolean {
  const { status } = report;
  const isFound = status === 'suspended' || (status === 'contact-attempted' && isFinding(report.result));
  if (isFound && others.some((one) => isOpenHandOff(one.status))) return true;
  const isContact = status === 'contact-attempted' || status === 'contacted';
  return isContact && amendment !== undefined && (amendment.stopContact || amendment.changed.includes('contact'));
}

/** Expires a hand-off that nobody collected by its deadline. */
export function expireHandOff(referralCase: ReferralCase, number: number, context: RuleContext): Outcome<NotAllowed> {
  const handOff = referralCase.handOffs.find((one) => one.number === number);
  if (handOff?.status !== 'queued') return { already: true };
  const at = context.now.toISOString();
  const { unsent: _, ...rest } = handOff;
  const after: HandOff = { ...rest, status: 'expired', rev: handOff.rev + 1, since: at, isExpiryUnread: true };
  const others = referralCase.handOffs.filter((one) => one.number !== number);
  const { head } = referralCase;
  const count: Count = {
    measure: 'expired',
    day: londonDate(context.now),
    facts: head.facts,
    services: [after.service],
  };
  const expired = { ...handOffEvent('expired', after, at, 'system'), counts: [count] };
  const parts = { head, handOffs: [{ before: handOff, after }], events: [expired] };
  return { change: afterServiceLeft(referralCase, parts, after, others, context) };
}

/** The head, the hand-off that moved, and what is said of it. */
type ReportedParts = Required<ChangeParts>;

/** After a decline or an expiry: adds the hand-off to the next service, or triage, to the same change. */
function afterServiceLeft(
  referralCase: ReferralCase,
  parts: ReportedParts,
  endedHandOff: HandOff,
  others: HandOff[],
  context: RuleContext,
): CaseChange {
  const { head, next } = handToNextService(parts.head, endedHandOff, others, context);
  const events = [...parts.events];
  if (next) events.push(handedOffEvent(next, head));
  const handOffs = [...parts.handOffs, ...(next ? [{ after: next }] : [])];
  return withHeldEvent(referralCase, { head, handOffs, events }, context.now);
}

/** A return goes to the referrer's list, or to triage while another service is still working on the referral. */
function afterServiceReturned(
  referralCase: ReferralCase,
  parts: ReportedParts,
  endedHandOff: HandOff,
  others: HandOff[],
  { reason, note: advice }: { reason: ReturnReason; note?: string },
  context: RuleContext,
): CaseChange {
  const at = context.now.toISOString();
  const settled = settleStatus(parts.head, [...others, endedHandOff], at);
  const isStillHeld = settled.status === 'routed';
  const head = isStillHeld ? addToTriage(settled, 'returned-by-service', at) : { ...settled, returnReason: reason };
  return withHeldEvent(
    referralCase,
    { ...parts, head: advice === undefined ? head : { ...head, advice } },
    context.now,
  );
}

/** Whether the service may still read the hand-off's detail. */
export const isDetailReadable = (status: HandOffStatus): boolean =>
  !(['withdrawn', 'expired', 'declined', 'returned'] as HandOffStatus[]).includes(status);
