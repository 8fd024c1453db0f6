/**
 * A hand-off that ends without support goes to the next eligible service not yet tried, or else to triage,
 * so that no referral is left without an owner. The referral is still counted once.
 */

import { retentionClassOf } from '#src/domain/case/retention/retention.ts';
import { nextReleaseReminder } from '#src/domain/case/triage/release.ts';
import type { ServiceId } from '../ids.ts';
import { serviceDeadline } from '../judgement/clock.ts';
import { isOpenHandOff } from '../states.ts';
import { type CaseHead, type HandOff, type RuleContext, type TriageReason, triageReasons } from './model.ts';

const hourMs = 3_600_000;

/** When to remind the service: the area's lead time before the deadline, but never in the first half of the time. */
export function reminderAt(queuedAt: string, respondBy: string, context: Pick<RuleContext, 'area'>): string {
  const remindBefore = context.area.rules.remindBefore;
  const leadTimeMs = ('hours' in remindBefore ? remindBefore.hours : remindBefore.workingDays * 24) * hourMs;
  const [from, to] = [Date.parse(queuedAt), Date.parse(respondBy)];
  return new Date(Math.max(to - leadTimeMs, from + (to - from) / 2)).toISOString();
}

/** Creates a queued hand-off whose message is still to be sent. */
export function createHandOff(
  head: CaseHead,
  number: number,
  service: ServiceId,
  details: Pick<HandOff, 'part' | 'attempt' | 'respondBy'>,
  context: RuleContext,
): HandOff {
  const now = context.now.toISOString();
  const releaseReminder = nextReleaseReminder(head.releaseDates, context);
  return {
    referral: head.id,
    reference: head.reference,
    number,
    version: head.version,
    service,
    status: 'queued',
    rev: 1,
    since: now,
    priority: head.priority,
    queuedAt: now,
    remindAt: reminderAt(now, details.respondBy, context),
    unsent: [{ kind: 'hand-off', version: head.version }],
    contactAttempts: 0,
    ...(releaseReminder && { releaseReminder }),
    ...details,
  };
}

/** The next open service in reserve, and the reserve after it. */
function findNextInReserve(head: CaseHead, context: RuleContext) {
  for (const [at, id] of head.reserve.entries()) {
    const service = context.area.services.find((one) => one.id === id && one.availability === 'open');
    if (service) return { service, reserve: head.reserve.slice(at + 1) };
  }
  return { service: undefined, reserve: [] };
}

export interface NextStep {
  head: CaseHead;
  /** The hand-off to the next service, when there is one. */
  next?: HandOff;
}

/**
 * Hands the referral to the next service after `endedHandOff` was declined or expired. Only a lead is replaced: an
 * alongside service met a specific need, so triage decides what to do about it.
 */
export function handToNextService(
  head: CaseHead,
  endedHandOff: HandOff,
  others: HandOff[],
  context: RuleContext,
): NextStep {
  const now = context.now.toISOString();
  if (endedHandOff.part === 'alongside')
    return { head: settleStatus(addToTriage(head, 'alongside-declined', now), [...others, endedHandOff], now) };
  const { service, reserve } = findNextInReserve(head, context);
  if (!service)
    return {
      head: settleStatus(addToTriage({ ...head, reserve }, 'declined-by-all', now), [...others, endedHandOff], now),
    };
  const number = head.handOffs + 1;
  const respondBy = serviceDeadline(service, head, context.now, context.area.rules);
  return {
    head: { ...head, handOffs: number, reserve },
    next: createHandOff(
      head,
      number,
      service.id,
      { part: 'lead', attempt: endedHandOff.attempt + 1, respondBy },
      context,
    ),
  };
}

export const hasTriageReason = ({ triage }: Pick<CaseHead, 'triage'>, reason: TriageReason): boolean =>
  triage !== undefined && (triage.reason === reason || triage.also?.includes(reason) === true);

/** Keeps the earlier reason first if the case is already in triage. */
export function addToTriage(head: CaseHead, reason: TriageReason, now: string): CaseHead {
  const { triage } = head;
  if (!triage) return { ...head, triage: { reason, since: now } };
  if (hasTriageReason(head, reason)) return head;
  return { ...head, triage: { ...triage, also: [...(triage.also ?? []), reason] } };
}

/** It stays in triage for its other reasons. */
export function removeTriageReason(head: CaseHead, reason: TriageReason): CaseHead {
  const { triage, ...rest } = head;
  if (!triage) return head;
  const [first, ...also] = [triage.reason, ...(triage.also ?? [])].filter((one) => one !== reason);
  if (first === undefined) return rest;
  return { ...rest, triage: { reason: first, since: triage.since, ...(also.length > 0 && { also }) } };
}

/**
 * Takes a case off the list that ends or is opened again. What may have put the person at risk stays until triage has looked at
 * it, whatever becomes of the case.
 */
export function leaveTriage(head: CaseHead): CaseHead {
  return triageReasons.filter((reason) => !isSeenWhatever(reason)).reduce(removeTriageReason, head);
}

/** Nothing but a review takes it off the list. */
export const isSeenWhatever = (reason: TriageReason): boolean => reason === 'safety';

/**
 * Gives the referral the status that follows from its hand-offs: routed while any is open, then as the last lead
 * ended, in whatever order the hand-offs ended.
 */
export function settleStatus(head: CaseHead, handOffs: readonly HandOff[], now: string): CaseHead {
  if (head.status !== 'routed' || handOffs.some(({ status }) => isOpenHandOff(status))) return head;
  // Leads only: an alongside hand-off often has a higher number, and its outcome does not decide the referral's.
  const leads = handOffs.filter(({ part }) => part === 'lead');
  const last = (leads.length > 0 ? leads : [...handOffs]).sort((a, b) => a.number - b.number).at(-1);
  const finalStatus = last?.status;
  const retentionClass = retentionClassOf(handOffs);
  if (finalStatus === 'closed') return { ...leaveTriage(head), status: 'closed', since: now, retentionClass };
  if (finalStatus === 'returned') return { ...leaveTriage(head), status: 'returned', since: now, retentionClass };
  return {
    ...addToTriage(head, 'declined-by-all', now),
    status: 'held',
    since: now,
    heldReasons: ['no-eligible-service'],
  };
}
