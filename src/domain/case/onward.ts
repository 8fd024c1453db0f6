/**
 * A hand-off that ends without support goes to the next eligible service not yet tried, or else to triage,
 * so that no referral is left without an owner. The referral is still counted once.
 */
import { isOpen } from '../states.ts';
import { keptAs } from './keeping.ts';
import type { HandOff, Head, Setting, TriageReason } from './model.ts';

const hourMs = 3_600_000;

/** When to remind the service: the area's lead time before the deadline, but never in the first half of the time. */
function remindAt(queuedAt: string, respondBy: string, setting: Pick<Setting, 'area'>): string {
  const before = setting.area.rules.remindBefore;
  const early = ('hours' in before ? before.hours : before.workingDays * 24) * hourMs;
  const [from, to] = [Date.parse(queuedAt), Date.parse(respondBy)];
  return new Date(Math.max(to - early, from + (to - from) / 2)).toISOString();
}

/** Creates a queued hand-off whose message is still to be sent. */
export function newHandOff(
  head: Head,
  number: number,
  service: string,
  more: Pick<HandOff, 'part' | 'attempt' | 'respondBy'>,
  setting: Pick<Setting, 'area' | 'now'>,
): HandOff {
  const now = setting.now.toISOString();
  return {
    referral: head.id,
    reference: head.reference,
    number,
    service,
    status: 'queued',
    rev: 1,
    since: now,
    priority: head.priority,
    queuedAt: now,
    remindAt: remindAt(now, more.respondBy, setting),
    unsent: 'hand-off',
    contactAttempts: 0,
    ...more,
  };
}

/** The next open service in reserve, and the reserve after it. */
function nextInReserve(head: Head, setting: Setting) {
  const open = new Map(setting.area.services.filter((s) => s.availability === 'open').map((s) => [s.id, s]));
  const at = head.reserve.findIndex((id) => open.has(id));
  const service = at < 0 ? undefined : open.get(head.reserve[at] ?? '');
  return { service, reserve: service ? head.reserve.slice(at + 1) : [] };
}

export interface Onward {
  head: Head;
  /** The hand-off to the next service, when there is one. */
  next?: HandOff;
}

/**
 * Hands the referral to the next service after `endedHandOff` was declined or expired. Only a lead is replaced: an
 * alongside service met a specific need, so triage decides what to do about it.
 */
export function goOn(head: Head, ended: HandOff, others: HandOff[], setting: Setting): Onward {
  const now = setting.now.toISOString();
  if (ended.part === 'alongside')
    return { head: settle(askHub(head, 'alongside-declined', now), [...others, ended], now) };
  const { service, reserve } = nextInReserve(head, setting);
  if (!service) return { head: settle(askHub({ ...head, reserve }, 'declined-by-all', now), [...others, ended], now) };
  const number = head.handOffs + 1;
  const respondBy = setting.deadline(service, head.priority, setting.now);
  return {
    head: { ...head, handOffs: number, reserve },
    next: newHandOff(head, number, service.id, { part: 'lead', attempt: ended.attempt + 1, respondBy }, setting),
  };
}

/** Keeps the earlier reason if the case is already in triage. */
export function askHub(head: Head, reason: TriageReason, now: string): Head {
  return head.triage ? head : { ...head, triage: { reason, since: now } };
}

export function leaveHub(head: Head): Head {
  const { triage: _, ...rest } = head;
  return rest;
}

/**
 * Gives the referral the status that follows from its hand-offs: routed while any is open, then as the last lead
 * ended, in whatever order the hand-offs ended.
 */
export function settle(head: Head, handOffs: readonly HandOff[], now: string): Head {
  if (head.status !== 'routed' || handOffs.some(({ status }) => isOpen(status))) return head;
  // Leads only: an alongside hand-off often has a higher number, and its outcome does not decide the referral's.
  const leads = handOffs.filter(({ part }) => part === 'lead');
  const last = (leads.length > 0 ? leads : [...handOffs]).sort((a, b) => a.number - b.number).at(-1);
  const final = last?.status;
  const keep = keptAs(handOffs);
  if (final === 'closed') return { ...leaveHub(head), status: 'closed', since: now, keep };
  if (final === 'returned') return { ...leaveHub(head), status: 'returned', since: now, keep };
  return {
    ...askHub(head, 'declined-by-all', now),
    status: 'held',
    since: now,
    heldReasons: ['no-eligible-service'],
  };
}
