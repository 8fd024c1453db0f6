/** Which of its cases a sender asks for. */
import type { ReferralStatus } from '../states.ts';
import type { CaseHead } from './model.ts';

export interface SenderFilter {
  statuses: readonly ReferralStatus[];
  /** Keyed hash of a crime reference. */
  crime?: string;
  /** Keyed hash of an incident reference. */
  incident?: string;
}

export const isOnSenderList = (
  { status, references }: CaseHead,
  { statuses, crime, incident }: SenderFilter,
): boolean =>
  statuses.includes(status) &&
  (crime === undefined || references?.crime === crime) &&
  (incident === undefined || references?.incident === incident);
