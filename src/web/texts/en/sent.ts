/** Texts of what a referrer sent. */
import type { HandOffStatus } from '#src/domain/states.ts';
import { dueTexts } from './due.ts';
import type { Labels } from './labels.ts';

/** Where a case stands at a service, as its sender is told. */
const atService: Labels<HandOffStatus> = {
  queued: 'Asked, and has not opened it yet',
  collected: 'Has opened it',
  accepted: 'Has taken it on',
  'contact-attempted': 'Has tried to reach the person',
  contacted: 'Has reached the person',
  supporting: 'Is supporting the person',
  suspended: 'Has stopped contact and waits for your correction',
  closed: 'Has finished',
  declined: 'Could not take it',
  returned: 'Sent it back to you',
  expired: 'Did not answer in time. This is not because of anything you sent.',
  withdrawn: 'No longer has it',
};

export const sent = {
  title: 'What you sent',
  needsAction: {
    caption: 'Waiting for you',
    count: (count: number, hasMore: boolean): string => `Waiting for you: ${count}${hasMore ? ' or more' : ''}`,
    none: 'Nothing waits for you.',
    columns: { reference: 'Reference', what: 'What is needed', since: 'Since', next: 'Next step' },
    correctOrWithdraw: 'Correct or withdraw',
  },
  withHub: {
    caption: 'With the victim hub',
    columns: { reference: 'Reference', what: 'Where it is', since: 'Since' },
    what: 'No service has taken it yet. Nothing is missing, and you need do nothing.',
  },
  others: {
    caption: 'Everything else you sent',
    lead: 'Newest first.',
    none: 'Your organisation has sent nothing else.',
    columns: { reference: 'Reference', sent: 'Sent', status: 'Where it is', since: 'Since' },
  },
  drafts: 'Referrals that you have begun and not sent are under “Refer someone”.',
  onHold: (why: string): string => `On hold: ${why.charAt(0).toLowerCase()}${why.slice(1)}`,
  returnedBy: (who: string, why: string): string =>
    `${who} sent it back: ${why.charAt(0).toLowerCase()}${why.slice(1)}`,
  stoppedBy: (who: string, why: string): string =>
    `${who} stopped contact: ${why.charAt(0).toLowerCase()}${why.slice(1)}`,
  hub: 'The victim hub',
  suspended: (service: string, since: string): string => `${service} has stopped contact, ${since}`,
  suspendedNext: 'The service keeps the case. Correct this referral with another safe way, and the service goes on.',
  correctBy: (by: string): string => `Correct it by ${by}`,
  suspendedBy: (by: string): string =>
    `Correct it by ${by}. After that, the victim hub is told that no other way was found.`,
  suspendedAdvice: 'What the service asks for',
  find: {
    title: 'Find a referral',
    label: 'Reference, crime reference or your own reference',
    hint: 'For example, GM-7K3M-9QTX or 06AB/0001234/26',
  },
  ofOneReference: 'Referrals with this reference of yours',
  all: 'All that you sent',
  notFound: 'Enter the reference of a referral that your organisation sent',
  statusTitle: 'Status of a referral',
  caption: 'A referral that you sent',
  ownReferences: 'Your reference',
  received: 'Sent',
  status: 'Status',
  since: (status: string, since: string): string => `${status}, since ${since}`,
  why: 'Why',
  action: {
    title: 'What you need to do',
    advice: 'What you are asked to do',
    whyHeld: 'Why it is on hold',
    whyReturned: 'Why it came back',
  },
  notYours: {
    title: 'You need do nothing',
    lead: 'No service has taken this case yet: each that could declined it, or did not answer in time. That is not because of anything you sent. The victim hub is looking for a service.',
    withHub:
      'The victim hub decides which service has this case before anybody makes contact. Nothing is missing in what you sent.',
    refused: {
      title: 'The person said no before',
      lead: (reference: string, on: string): string =>
        `The person said no to ${reference}, which your organisation sent too, on ${on}. The victim hub decides whether anybody contacts them.`,
      ask: 'If they have asked for support since then, correct this referral: say that they gave explicit consent, and when.',
    },
  },
  who: {
    title: 'Who has this case',
    atService,
    phone: 'Phone',
    where: 'Where it stands',
    contactBy: dueTexts.makesContactBy,
    overdue: (by: string): string =>
      `It was to make contact by ${by}. The victim hub has been told, and is looking into it.`,
    lastTried: (at: string): string => `Last tried ${at}`,
    reachedOn: (at: string): string => `Reached ${at}`,
    ring: 'If you ring, give the reference above. You need not say who the person is.',
    hub: (phone: string): string => `The victim hub’s phone is ${phone}.`,
    nobody: {
      received: 'It has just arrived and is being passed on.',
      routed: 'It is being passed on.',
      held: 'No service. It is on hold, and on the victim hub’s list.',
      returned: 'No service. It is back with you until you correct it.',
      withdrawn: 'No service. It was withdrawn.',
      closed: 'No service. It is over.',
    },
    before: 'Services that no longer have it',
  },
  change: {
    title: 'Something has changed, or was wrong?',
    lead: 'For example, a new phone number, or somebody who must not know. Whoever has the case keeps it, and is told what you changed.',
  },
  withdraw: 'Withdraw this referral',
  withdrawLead: 'Services that hold it are told at once and no longer see the person’s details.',
};
