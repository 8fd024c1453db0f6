/** Texts of the page on which people choose their e-mails. */
import type { PartyKind } from '#src/domain/vocabulary.ts';

const forReferrers =
  'We write when a referral is sent back, is on hold and you can do something about it, or a service waits for you.';

export const eMails = {
  title: 'E-mails',
  lead: 'E-mails tell you that something waits. They name nobody: the details are here, once you have signed in.',
  what: {
    police: forReferrers,
    statutory: forReferrers,
    voluntary: forReferrers,
    service:
      'We write about a new hand-off, before its deadline, and when a case is corrected or withdrawn, or contact must stop.',
    authority:
      'We write at once about safety and about cases of high priority on hold, and each working morning about what waits.',
  } satisfies Record<PartyKind, string>,
  urgent:
    'Urgent e-mails always come: high priority, a stop of contact, a withdrawal of a case that was read, and safety. Others come at most once in 15 minutes, together.',
  own: 'Your own address',
  choices: { all: 'All e-mails', 'urgent-only': 'Urgent e-mails only' },
  save: 'Save',
  none: (kind: PartyKind): string =>
    kind === 'authority'
      ? 'No address of yours is in the register, so nothing is sent. Ask whoever runs this system to add one.'
      : 'No address of yours is in the register, so nothing is sent. Ask the victim hub to have one added.',
  done: {
    title: 'Done',
    saved: 'Saved.',
    cleared: 'E-mails are sent to that address again.',
    retried: 'They are being sent now.',
  },
  notFound: 'That address takes e-mails already.',
  marked: {
    title: 'Addresses that take nothing',
    lead: 'Nothing more is sent to these until somebody says so here. Check the address first: an address of an organisation is in the register or the catalogue, a referrer’s own in their referral.',
    bounce: (party: string, on: string): string => `${party}. An e-mail came back on ${on}.`,
    complaint: (party: string, on: string): string => `${party}. Marked as unwanted by its owner on ${on}.`,
    clear: 'Send there again',
  },
  parked: {
    title: 'E-mails that could not be sent',
    count: (count: number): string =>
      count === 1
        ? '1 e-mail was tried for hours and could not be sent.'
        : `${count} e-mails were tried for hours and could not be sent.`,
    retry: 'Send them now',
  },
  hubLine: (count: number): string =>
    count === 1 ? '1 e-mail address takes nothing more.' : `${count} e-mail addresses take nothing more.`,
  hubLink: 'See which',
};
