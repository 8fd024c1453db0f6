/** When a service must give a reason to be shown a person's details. The disclosure log keeps both. */

import type { Rules } from '#src/domain/area.ts';
import type { HandOff } from '#src/domain/case/model.ts';
import { londonDate } from '#src/domain/london.ts';
import type { HandOffStatus } from '#src/domain/states.ts';

/** Why a reason is required: another service has accepted the case, or this service has closed it. */
export const reasonRequirements = ['accepted-elsewhere', 'closed'] as const;
export type ReasonRequirement = (typeof reasonRequirements)[number];

const acceptedStatuses: readonly HandOffStatus[] = ['accepted', 'contact-attempted', 'contacted', 'supporting'];

/** @param handOffs all of the case's; undefined if the service needs to give no reason */
export function findReasonRequirement(handOff: HandOff, handOffs: readonly HandOff[]): ReasonRequirement | undefined {
  if (handOff.status === 'closed') return 'closed';
  const isAcceptedElsewhere = handOffs.some(
    ({ number, status }) => number !== handOff.number && acceptedStatuses.includes(status),
  );
  return handOff.status === 'queued' && isAcceptedElsewhere ? 'accepted-elsewhere' : undefined;
}

/** Whether the API shows a case that requires a reason to a system that gives none: until the day that the area sets. */
export const isReasonOptional = ({ accessReasonRequired }: Pick<Rules, 'accessReasonRequired'>, now: Date): boolean =>
  accessReasonRequired === undefined ||
  (accessReasonRequired !== 'always' && londonDate(now) < accessReasonRequired.from);
