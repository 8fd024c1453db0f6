/** What waits now, on the dashboard. */
import { type Duration, durationText } from './duration.ts';

export const waitingNow = {
  title: 'Waiting now',
  lead: 'In the whole area, whatever dates and filter are chosen.',
  kinds: {
    held: {
      title: 'On the victim hub’s list',
      meaning:
        'Somebody at the hub must look at it: it is on hold, or a service has it and something about it is to be decided.',
    },
    unread: { title: 'Not read by the service', meaning: 'Handed to a service, and nobody there has opened it.' },
    suspended: {
      title: 'Contact stopped',
      meaning: 'A service has stopped trying to reach the person: the contact details are wrong or no way is safe.',
    },
  },
  oldest: (age: Duration): string => `The oldest has waited ${durationText(age)}.`,
  none: 'None.',
};
