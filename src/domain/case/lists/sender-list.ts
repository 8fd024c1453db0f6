/** Which of its cases a sender asks for. */

import type { CaseHead } from '#src/domain/case/model.ts';
import { needsSender } from '#src/domain/case/notices/action-needed.ts';
import type { ReferralStatus } from '#src/domain/states.ts';

export interface SenderFilter {
  statuses: readonly ReferralStatus[];
  /** Those alone for which the sender must do something. */
  needsAction?: boolean;
  /** Keyed hash of a crime reference. */
  crime?: string;
  /** Keyed hash of an incident reference. */
  incident?: string;
}

/** A sender's page has its cases in two parts: those that need something of it, and all others. */
export type DeskPart = 'needs-action' | 'others';

export const isInDeskPart = (head: CaseHead, part: DeskPart): boolean =>
  needsSender(head) === (part === 'needs-action');

export const isOnSenderList = (
  head: CaseHead,
  { statuses, needsAction = false, crime, incident }: SenderFilter,
): boolean =>
  statuses.includes(head.status) &&
  (!needsAction || needsSender(head)) &&
  (crime === undefined || head.references?.crime === crime) &&
  (incident === undefined || head.references?.incident === incident);
