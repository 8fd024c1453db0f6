/**
 * Who is to be told of a change of a case by e-mail, and what. A notice says no more than that something waits; what it
 * asks is read from the case when the e-mail is written.
 */

import { awaitingContact } from '#src/domain/case/deadlines.ts';
import type { CaseChange, CaseHead, HandOff } from '#src/domain/case/model.ts';
import { hasTriageReason } from '#src/domain/case/next-service.ts';
import { isForHub } from '#src/domain/case/triage/held-advice.ts';
import type { PartyId } from '#src/domain/ids.ts';
import type { Priority } from '#src/domain/vocabulary.ts';

/** Whom each kind is for. */
export const noticeKinds = {
  /** A hand-off is there to be answered. */
  'new-hand-off': 'service',
  /** Its deadline is near. */
  reminder: 'service',
  /** A case that it has opened was corrected. */
  amended: 'service',
  /** Contact must stop. */
  'stop-contact': 'service',
  /** It no longer has the case. */
  withdrawn: 'service',
  /** The referral came back with advice. */
  returned: 'sender',
  /** The referral is on hold, and its sender can do something about it. */
  held: 'sender',
  /** A service has stopped contact and waits for a correction. */
  suspended: 'sender',
  /** An unsafe contact, or details that were found wrong or unsafe with another service. */
  safety: 'hub',
  /** A service may not know that contact must stop. */
  'stop-unread': 'hub',
  /** A case of high priority is on hold. */
  'held-high': 'hub',
} as const;
export type NoticeKind = keyof typeof noticeKinds;

export interface Notice {
  kind: NoticeKind;
  /** The service or sender; left out where it is for the hub. */
  party?: PartyId;
  /** The hand-off's number, if it concerns one. */
  handOff?: number;
  /** Sent at once; others may wait to be sent together. */
  isUrgent: boolean;
}

/** What a change gives reason to tell. Every change that is written passes here, so that no rule can forget it. */
export function findNotices({ head, handOffs }: Pick<CaseChange, 'head' | 'handOffs'>): Notice[] {
  const notices = [
    ...handOffs.flatMap(({ before, after }) => noticesOfHandOff(before, after, head.after)),
    ...noticesOfHead(head.before, head.after),
  ];
  // The hub is not called out for a test.
  return head.after.facts.test ? notices.filter(({ kind }) => noticeKinds[kind] !== 'hub') : notices;
}

const isHigh = (priority: Priority): boolean => priority === 'high';

function noticesOfHandOff(before: HandOff | undefined, after: HandOff, { sender }: CaseHead): Notice[] {
  const toService = { party: after.service, handOff: after.number };
  const isUrgent = isHigh(after.priority);
  if (!before) return [{ kind: 'new-hand-off', ...toService, isUrgent }];
  const has = (status: HandOff['status']): boolean => after.status === status && before.status !== status;
  // Whoever has read it may call the person.
  if (has('withdrawn')) return [{ kind: 'withdrawn', ...toService, isUrgent: isUrgent || before.status !== 'queued' }];
  const notices: Notice[] = [];
  if (after.reminded && !before.reminded && awaitingContact.includes(after.status))
    notices.push({ kind: 'reminder', ...toService, isUrgent });
  const amended = noticeOfAmendment(before, after);
  if (amended) notices.push({ ...toService, ...amended });
  if (has('suspended')) notices.push({ kind: 'suspended', party: sender, handOff: after.number, isUrgent });
  return notices;
}

function noticeOfAmendment(
  before: HandOff,
  { amendment, status }: HandOff,
): Pick<Notice, 'kind' | 'isUrgent'> | undefined {
  const { version, at } = before.amendment ?? {};
  if (!amendment || (amendment.version === version && amendment.at === at)) return undefined;
  if (amendment.stopContact) return { kind: 'stop-contact', isUrgent: true };
  // Who has not opened it is told of a new hand-off, and has read nothing that was corrected.
  return status === 'queued' ? undefined : { kind: 'amended', isUrgent: isHigh(amendment.priority) };
}

function noticesOfHead(before: CaseHead | undefined, after: CaseHead): Notice[] {
  const has = (status: CaseHead['status']): boolean => after.status === status && before?.status !== status;
  const isUrgent = isHigh(after.priority);
  const notices: Notice[] = [];
  const { sender: party } = after;
  if (has('returned')) notices.push({ kind: 'returned', party, isUrgent });
  if (has('held') && !isForHub(after)) notices.push({ kind: 'held', party, isUrgent });
  if (has('held') && isUrgent) notices.push({ kind: 'held-high', isUrgent: true });
  for (const kind of ['safety', 'stop-unread'] as const) {
    if (hasTriageReason(after, kind) && !(before && hasTriageReason(before, kind)))
      notices.push({ kind, isUrgent: true });
  }
  return notices;
}
