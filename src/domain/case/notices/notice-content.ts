/** What a notice asks for, as the case stands when the e-mail is written. */

import { awaitingContact } from '#src/domain/case/deadlines.ts';
import type { HandOff, ReferralCase } from '#src/domain/case/model.ts';
import { hasTriageReason } from '#src/domain/case/next-service.ts';
import { isOpenHandOff } from '#src/domain/states.ts';
import type { Priority } from '#src/domain/vocabulary.ts';
import type { Notice, NoticeKind } from './notices.ts';

export interface NoticeContent {
  kind: NoticeKind;
  /** Spoken reference. */
  reference: string;
  priority: Priority;
  /** The hand-off's number, if it concerns one. */
  handOff?: number;
  /** RFC 3339, UTC: by when. */
  by?: string;
  /** A reminder only: the service has accepted the case, and is to make contact. */
  isContactAwaited?: true;
}

const unanswered: readonly HandOff['status'][] = ['queued', 'collected'];

/** Undefined where it is done already, or no longer asked. */
export function noticeContent({ head, handOffs }: ReferralCase, notice: Notice): NoticeContent | undefined {
  const { kind, handOff: number } = notice;
  const handOff = handOffs.find((one) => one.number === number);
  const base = { kind, reference: head.reference, priority: handOff?.priority ?? head.priority };
  if (number === undefined) return isStillSo(kind, head) ? base : undefined;
  const by = handOff && dueDate(kind, handOff);
  if (by === undefined) return undefined;
  const isContactAwaited = kind === 'reminder' && handOff && !unanswered.includes(handOff.status);
  return { ...base, handOff: number, ...(by && { by }), ...(isContactAwaited && { isContactAwaited }) };
}

function isStillSo(kind: NoticeKind, head: ReferralCase['head']): boolean {
  switch (kind) {
    case 'returned':
      return head.status === 'returned';
    case 'held':
    case 'held-high':
      return head.status === 'held';
    case 'safety':
    case 'stop-unread':
      return hasTriageReason(head, kind);
    default:
      return false;
  }
}

/** Empty where there is no date; undefined where nothing is asked any longer. */
function dueDate(kind: NoticeKind, { status, respondBy, amendment, suspension }: HandOff): string | undefined {
  switch (kind) {
    case 'new-hand-off':
      return unanswered.includes(status) ? respondBy : undefined;
    case 'reminder':
      return awaitingContact.includes(status) ? respondBy : undefined;
    case 'amended':
      return amendment && isOpenHandOff(status) ? (amendment.readBy ?? '') : undefined;
    case 'stop-contact':
      // A later correction may have lifted it, and its service may have gone on.
      return amendment?.stopContact && isOpenHandOff(status) ? (amendment.readBy ?? '') : undefined;
    case 'withdrawn':
      return status === 'withdrawn' ? '' : undefined;
    case 'suspended':
      return suspension?.toTriageAt;
    default:
      return undefined;
  }
}
