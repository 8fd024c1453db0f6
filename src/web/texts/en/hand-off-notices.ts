/** Texts of what a service must see first on the page of a hand-off: a correction, and that contact is stopped. */
import type { SubmissionKey } from '#src/domain/submission/registry.ts';
import type { Labels } from './labels.ts';

/** Parts of a referral, as they stand in the middle of a sentence. */
const parts: Labels<SubmissionKey> = {
  crimeReference: 'the crime reference',
  incidentReference: 'the incident reference',
  victimReference: 'the reference of the person',
  groupReference: 'the reference of the event',
  reportedAt: 'when it was reported',
  offence: 'what happened',
  victim: 'the person',
  recourseToPublicFunds: 'public funds',
  contact: 'how to contact them safely',
  suspects: 'suspects',
  household: 'the household',
  safeguarding: 'safeguarding',
  marac: 'Marac',
  consent: 'consent',
  risk: 'risk',
  wishes: 'what they wish for',
  needs: 'what they need',
  investigation: 'the investigation',
  support: 'who helps them already',
  referrer: 'who referred them',
  characteristics: 'equality monitoring',
};

export const handOffNotices = {
  amended: {
    title: 'Corrected',
    parts,
    at: (time: string, changed: readonly string[]): string =>
      changed.length === 0
        ? `This referral was corrected on ${time}.`
        : `This referral was corrected on ${time}. What changed: ${changed.join(', ')}.`,
    once: 'You see this once. What is shown below is what holds now.',
    stop: 'Stop contact: no way to reach this person is safe now.',
    tag: 'Corrected',
  },
  suspended: {
    title: 'Contact is stopped',
    stop: 'Do not make contact. Wait until there is another safe way.',
    why: 'Why',
    since: 'Since',
    asked: 'What the referrer was asked for',
    which: 'What was found wrong or not safe',
    askedByUs: 'Another way to reach the person that is safe.',
    keep: 'You keep this case. When the referrer gives another safe way, you go on from there.',
    may: 'What you can still record',
    mayDo: [
      'The person called you: record that you reached them.',
      'Someone had already tried to make contact, or tried all the same: record the attempt, and why.',
      'The case is over: close it.',
    ],
    tag: 'Contact stopped',
  },
};
