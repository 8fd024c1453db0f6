/** When a service must say why before it is shown a person's details. The reason goes in the disclosure log. */
import type { HandOffStatus } from '../states.ts';
import type { HandOff } from './model.ts';

/** What makes a reason necessary: another service has accepted the case, or this service has closed it. */
export type AccessReasonNeed = 'accepted-elsewhere' | 'closed';

const acceptedStatuses: readonly HandOffStatus[] = ['accepted', 'contact-attempted', 'contacted', 'supporting'];

/** @param handOffs all of the case's; undefined if the service needs to give no reason */
export function findAccessReasonNeed(handOff: HandOff, handOffs: readonly HandOff[]): AccessReasonNeed | undefined {
  if (handOff.status === 'closed') return 'closed';
  const isAcceptedElsewhere = handOffs.some(
    ({ number, status }) => number !== handOff.number && acceptedStatuses.includes(status),
  );
  return handOff.status === 'queued' && isAcceptedElsewhere ? 'accepted-elsewhere' : undefined;
}
