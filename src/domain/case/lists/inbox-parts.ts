/** The parts of a service's inbox, and what in each comes first: judged by what is asked of the service now. */

import type { HandOff } from '#src/domain/case/model.ts';
import type { HandOffStatus } from '#src/domain/states.ts';
import { priorities } from '#src/domain/vocabulary.ts';

/** In the order in which a service works them; `over` is of what it no longer has. */
export const inboxParts = ['needs-answer', 'to-contact', 'suspended', 'supported', 'over'] as const;
export type InboxPart = (typeof inboxParts)[number];

const partOfStatus: Readonly<Record<HandOffStatus, InboxPart>> = {
  queued: 'needs-answer',
  collected: 'needs-answer',
  accepted: 'to-contact',
  'contact-attempted': 'to-contact',
  suspended: 'suspended',
  contacted: 'supported',
  supporting: 'supported',
  closed: 'over',
  declined: 'over',
  returned: 'over',
  expired: 'over',
  withdrawn: 'over',
};

export const inboxPartOf = ({ status }: Pick<HandOff, 'status'>): InboxPart => partOfStatus[status];

/** A correction that the service has not read comes first where nothing else presses. */
const unreadFirst = ({ amendment }: HandOff): string => (amendment ? '0' : '1');

/** By priority, then by deadline, while an answer or a contact is due; then whoever has waited longest. */
function urgencyOf(handOff: HandOff): string {
  const { priority, respondBy, since, status } = handOff;
  switch (inboxPartOf(handOff)) {
    case 'needs-answer':
    case 'to-contact':
      return `${priorities.indexOf(priority)}#${respondBy}`;
    case 'suspended':
      return `${unreadFirst(handOff)}#${since}`;
    default:
      // Support has yet to begin for whoever was reached.
      return `${unreadFirst(handOff)}#${status === 'contacted' ? '0' : '1'}#${since}`;
  }
}

/** Most urgent first, within one part; the number keeps those of one moment in the same order each time. */
export const byUrgency = (one: HandOff, other: HandOff): number => {
  const [left, right] = [one, other].map((each) => `${urgencyOf(each)}#${each.referral}#${each.number}`);
  return (left ?? '') < (right ?? '') ? -1 : 1;
};
