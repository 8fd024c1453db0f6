/** What waits now, on the dashboard. */
import { type Duration, durationText } from './duration.ts';

export const waitingNow = {
  title: 'Waiting now',
  lead: 'In the whole area, whatever dates and filter are chosen.',
  kinds: {
    held: { title: 'Held by the victim hub', meaning: 'Somebody at the hub must decide before it goes on.' },
    unread: { title: 'Not read by the service', meaning: 'Handed to a service, and nobody there has opened it.' },
    suspended: { title: 'Contact stopped', meaning: 'With a service, which may not contact the person for now.' },
  },
  atLeast: (count: string): string => `at least ${count}`,
  oldest: (age: Duration): string => `The oldest has waited ${durationText(age)}.`,
  none: 'None.',
};
