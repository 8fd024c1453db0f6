/** The words of e-mails. None says anything of a person: a reference, what is asked, by when, and where. */

import type { TriageReason } from '#src/domain/case/model.ts';
import type { NoticeKind } from '#src/domain/case/notices/notices.ts';
import { work } from '#src/web/texts/en/work.ts';

interface KindTexts {
  /** A line of the e-mail. */
  headline: (reference: string) => string;
  /** What to do. `by` is a date and time, or absent. */
  ask: (by?: string) => string;
  /** In the subject of an e-mail of several: "2 new hand-offs". */
  count: (count: number) => string;
}

const counted =
  (one: string, many: string) =>
  (count: number): string =>
    `${count} ${count === 1 ? one : many}`;

const byWhen = (what: string, by: string | undefined, otherwise = ''): string =>
  by === undefined ? `${what}${otherwise}.` : `${what} by ${by}.`;

const kinds: Record<NoticeKind, KindTexts> = {
  'new-hand-off': {
    headline: (reference) => `New hand-off ${reference}`,
    ask: (by) => byWhen('Open it, and accept, decline or return it', by),
    count: counted('new hand-off', 'new hand-offs'),
  },
  reminder: {
    headline: (reference) => `Deadline near: ${reference}`,
    ask: (by) => byWhen('Open it, and accept, decline or return it', by, ' now'),
    count: counted('deadline near', 'deadlines near'),
  },
  amended: {
    headline: (reference) => `Corrected: ${reference}`,
    ask: (by) => byWhen('Open it before your next contact, and read what changed', by),
    count: counted('correction', 'corrections'),
  },
  'stop-contact': {
    headline: (reference) => `Stop contact: ${reference}`,
    ask: (by) => `Make no contact. ${byWhen('Open it, and read why', by, ' now')}`,
    count: counted('stop of contact', 'stops of contact'),
  },
  withdrawn: {
    headline: (reference) => `Withdrawn: ${reference}`,
    ask: () => 'You no longer have this case. Make no further contact.',
    count: counted('withdrawal', 'withdrawals'),
  },
  returned: {
    headline: (reference) => `Sent back to you: ${reference}`,
    ask: () => 'Open it to see what is asked, then correct it or withdraw it.',
    count: counted('referral sent back', 'referrals sent back'),
  },
  held: {
    headline: (reference) => `On hold: ${reference}`,
    ask: () => 'Open it to see what would release it, then correct it.',
    count: counted('referral on hold', 'referrals on hold'),
  },
  suspended: {
    headline: (reference) => `A service waits for you: ${reference}`,
    ask: (by) => byWhen('The service makes no contact until you correct it. Open it to see what is asked', by),
    count: counted('service waits for you', 'services wait for you'),
  },
  safety: {
    headline: (reference) => `Safety: ${reference}`,
    ask: () => 'Open it now, and see whether anybody is in danger.',
    count: counted('case for safety', 'cases for safety'),
  },
  'stop-unread': {
    headline: (reference) => `Stop not read: ${reference}`,
    ask: () => 'A service may not know that contact is not safe. Ring the service.',
    count: counted('stop not read', 'stops not read'),
  },
  'held-high': {
    headline: (reference) => `On hold, priority high: ${reference}`,
    ask: () => 'Open it now, and decide what becomes of it.',
    count: counted('case on hold of high priority', 'cases on hold of high priority'),
  },
};

export const mailTexts = {
  kinds,
  wasDuplicate: (reference: string): string =>
    `It was a duplicate of ${reference}, which you have. Go on with that one.`,
  contactAsk: (by?: string): string =>
    by === undefined ? 'Make contact now, and say how it went.' : `${work.makeContactBy(by)}, and say how it went.`,
  priority: { high: 'Priority: high', enhanced: 'Priority: enhanced', standard: 'Priority: standard' },
  trial: (stage: string): string =>
    `This e-mail comes from the ${stage} system, which is for trying changes. Nobody in it is real, and there is nothing to do.`,
  trialSubject: (stage: string, subject: string): string => `[${stage}] ${subject}`,
  greeting: (recipient: string): string => `To ${recipient}`,
  more: (count: number, url: string): string => `And ${count} more: ${url}`,
  morning: {
    subject: (total: number): string => `This morning: ${total} ${total === 1 ? 'thing waits' : 'things wait'}`,
    heading: 'What waits for the victim hub',
    oldest: (since: string): string => `The oldest has waited since ${since}.`,
    reason: (reason: TriageReason, count: number): string => `${count}  ${work.triageReason[reason]}`,
    markedAddresses: (count: number): string =>
      `${count} e-mail ${count === 1 ? 'address takes' : 'addresses take'} nothing more.`,
    parkedNotices: (count: number): string => `${count} ${count === 1 ? 'e-mail' : 'e-mails'} could not be sent.`,
  },
  addressMarked: {
    subject: 'An e-mail address takes nothing more',
    line: (party: string): string =>
      `E-mail to an address of ${party} came back or was complained of. Nothing more is sent there until somebody has looked at it.`,
  },
  footer: (settingsUrl: string, hub: { authority: string; phone: string }): string[] => [
    'This e-mail names nobody on purpose. Details are on the page, once you have signed in.',
    `Which e-mails you get: ${settingsUrl}`,
    `${hub.authority}, victim hub: ${hub.phone}`,
  ],
};
