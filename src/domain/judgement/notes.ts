/** Notes for the reader of a referral; they do not affect the decision. */

import type { Rules } from '../area.ts';
import { categoryOfCode } from '../offence-codes.ts';
import type { SenderKind } from '../vocabulary.ts';
import { type DerivedFacts, isHigher } from './derived-facts.ts';
import type { PartialSubmission } from './partial-submission.ts';

/** Each note and its text. Never rename a note: stored decisions contain it. */
export const noteTexts = {
  'unknown-offence-code': 'The Home Office code is not one we know. It is kept as sent.',
  'offence-code-differs-from-category':
    'The Home Office code belongs to another category. Both are taken into account.',
  'killed-person-referred':
    'The offence is a homicide and the person is referred as its direct victim. Check who is meant.',
  'knife-flag-not-yes': 'A knife was the method, and the knife flag does not say yes.',
  'firearm-flag-not-yes': 'A firearm was the method, and the firearm flag does not say yes.',
  'risk-level-above-score':
    'The level is above what the score gives, and nobody said that judgement raised it. The level stands.',
  'voicemail-without-call': 'Voicemail is marked safe and calling is not. Voicemail is not counted as a safe channel.',
  'text-to-landline': 'Texts are marked safe, and the phone number is not a mobile’s.',
  'consent-details-missing': 'Explicit consent is recorded without who gave it, how, or when.',
  'interpreter-language-missing': 'An interpreter is needed, and the language is not named.',
  'reported-before-calendar':
    'The report is older than the bank holidays on record: the date to refer by counts weekends only.',
} as const;
export type Note = keyof typeof noteTexts;

const landline = /^\+44[123]/;

export function findNotes(
  submission: PartialSubmission,
  derived: DerivedFacts,
  sender: SenderKind,
  rules: Rules,
): Note[] {
  const { offence, victim, contact, consent, risk } = submission;
  const code = offence?.homeOfficeCode;
  const conditions: Record<Note, boolean> = {
    'unknown-offence-code': code !== undefined && categoryOfCode(code) === undefined,
    'offence-code-differs-from-category': derived.offences.length > 1,
    'killed-person-referred': offence?.category === 'homicide' && victim?.role === 'direct',
    'knife-flag-not-yes': offence?.method === 'knife' && offence.knifeEnabled !== 'yes',
    'firearm-flag-not-yes': offence?.method === 'firearm' && offence.firearm !== 'yes',
    'risk-level-above-score':
      risk?.level !== undefined &&
      derived.scoreLevel !== undefined &&
      isHigher(risk.level, derived.scoreLevel) &&
      risk.professionalJudgement !== true,
    'voicemail-without-call': contact?.safe?.voicemail === 'yes' && contact.safe.call === 'no',
    'text-to-landline': contact?.safe?.text === 'yes' && contact.phone !== undefined && landline.test(contact.phone),
    'consent-details-missing':
      consent?.basis === 'explicit-consent' &&
      (consent.givenBy === undefined || consent.method === undefined || consent.obtainedAt === undefined),
    'interpreter-language-missing': victim?.interpreterNeeded === true && victim.language === undefined,
    'reported-before-calendar':
      sender === 'police' && derived.reportedOn !== undefined && derived.reportedOn < rules.bankHolidaysCover.from,
  };
  return (Object.keys(conditions) as Note[]).filter((note) => conditions[note]);
}
