/** Texts of the daily balance. */
import type { DifferenceKind, HandOffShare } from '#src/domain/balance.ts';

const difference: Record<DifferenceKind, (party: string, expected: number, found: number) => string> = {
  'not-recorded': (party, expected, found) =>
    `${party}: ${expected} were received, and ${found} of them have a case. The others reached nobody.`,
  'not-judged': (party, expected, found) =>
    `${party}: ${expected} have a case, and ${found} of them were judged. The others went to no service and are on no list.`,
  'counted-otherwise': (party, expected, found) => `${party}: ${expected} have a case, and the volumes count ${found}.`,
  'case-disagrees': (party, _, found) =>
    `${party}: in ${found} ${found === 1 ? 'case' : 'cases'} the status does not agree with what the services do.`,
  'hand-off-missing': (party, _, found) =>
    `${party}: ${found} ${found === 1 ? 'case has' : 'cases have'} fewer or more hand-offs than were made.`,
  'not-sent': (party, expected, found) =>
    `${party}: of ${expected} hand-offs, the messages of ${found} are in its queue. It was not told of the others.`,
  'dead-letters': (party, _, found) =>
    `${party}: ${found} ${found === 1 ? 'message' : 'messages'} could not be taken by its system. The people may still wait.`,
  'sender-counts-otherwise': (party, expected, found) =>
    `${party} says that it sent ${expected}; ${found} were received.`,
  'never-seen': (party, _, found) =>
    `${party} named ${found} ${found === 1 ? 'reference' : 'references'} that never came. It was told which.`,
};

const share: Record<HandOffShare, string> = {
  collected: 'Opened by the service',
  waiting: 'Not opened yet',
  suspended: 'Contact stopped',
  'taken-back': 'Expired or withdrawn',
};

export const balance = {
  title: 'Daily balance',
  titleOf: (day: string): string => `Daily balance of ${day}`,
  lead: 'What became of the referrals that were received on that day, as it stands. Each referral and each hand-off is in one column.',
  day: (day: string): string => day,
  differences: 'What does not add up',
  none: 'Everything adds up.',
  notYet: 'This day has not been balanced yet. It is done once a day, early in the morning.',
  whatToDo: 'Whoever runs this system was told. Ask the referrer or the service about what concerns them.',
  madeAt: (at: string): string => `Balanced on ${at}.`,
  bySender: 'By referrer',
  byService: 'By service',
  columns: {
    sender: 'Referrer',
    ownCount: 'Their own count',
    received: 'Received',
    open: 'Not judged',
    service: 'Service',
    handedOff: 'Handed to it',
    deadLetters: 'Dead letters now',
  },
  share,
  difference,
  notSaid: 'not given',
  unknownSender: 'A record that cannot be read',
  noReferral: 'Nothing was received on that day.',
  noHandOff: 'Nothing of that day was handed to a service.',
  explained:
    'Dead letters are messages that a service’s system failed on five times, of whatever day. Their own count is what a referrer’s system said it sent.',
  notice: {
    lead: 'Something does not add up in the daily balance:',
    count: (count: number): string => (count === 1 ? '1 difference' : `${count} differences`),
  },
};
