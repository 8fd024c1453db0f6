/** Notes for the reader of a referral; they do not affect the decision. */

import { mayBeUnder } from '../ages.ts';
import type { Rules } from '../area.ts';
import { categoryOfCode } from '../offence-codes.ts';
import type { Submission } from '../submission.ts';
import { channels, type SenderKind } from '../vocabulary.ts';
import { isProvisional } from './clock.ts';
import { type DerivedFacts, isHigher, isSexual } from './derived-facts.ts';
import { isUnsafeBySuspect } from './safe-contact.ts';
import { isGuardianSuspected, isPartnerOrFamilySuspected } from './suspects.ts';

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
  'person-not-aware': 'The person does not know of this referral. Read why it was made before the first call.',
  'consent-without-awareness':
    'Explicit consent is recorded, and the person is said not to know of this referral. Check which is right.',
  'treated-as-domestic-abuse':
    'A partner or member of the family is suspected of a sexual offence: it is treated as domestic abuse, whatever was sent.',
  'guardian-suspected':
    'The parent or guardian is a suspect. They must not be contacted or told, and their details are not passed on.',
  'safe-channel-read-by-suspect':
    'A channel that is marked safe is not taken as safe: a suspect may read or answer it.',
  'safeguarding-not-made':
    'A child may be at risk, and no safeguarding referral was made. Consider one with the local authority.',
  'home-district-from-postcode': 'The home district was not given. It is the one in which the postcode lies.',
  'accepted-detail-kept':
    'A phone number, e-mail address or postal address would be refused if it were sent anew. It is kept as it was accepted: check it.',
  'reported-before-calendar':
    'The report is older than the bank holidays on record: the date to refer by counts weekends only.',
  'provisional-deadline':
    'A deadline lies after the bank holidays on record. It is reckoned by rule, and is provisional until they are published.',
} as const;
export type Note = keyof typeof noteTexts;

/** Notes that say something of suspects, for those who may know of them: no service that is not shown `suspects`. */
const notesOnSuspects: readonly string[] = [
  'treated-as-domestic-abuse',
  'guardian-suspected',
  'safe-channel-read-by-suspect',
] satisfies Note[];
export const isNoteOnSuspects = (note: string): boolean => notesOnSuspects.includes(note);

const landline = /^\+44[123]/;

/** What the decision sets. */
interface Decided {
  /** ISO dates. */
  deadlines?: readonly string[];
  /** A detail stands as it was accepted although today's rules would refuse it. */
  keepsAcceptedDetail?: boolean;
}

export function findNotes(
  submission: Submission,
  derived: DerivedFacts,
  sender: SenderKind,
  rules: Rules,
  { deadlines = [], keepsAcceptedDetail = false }: Decided = {},
): Note[] {
  const { offence, victim, contact, consent, risk } = submission;
  const code = offence.homeOfficeCode;
  const conditions: Record<Note, boolean> = {
    'unknown-offence-code': code !== undefined && categoryOfCode(code) === undefined,
    'offence-code-differs-from-category': derived.offences.length > 1,
    'killed-person-referred': offence.category === 'homicide' && victim.role === 'direct',
    'knife-flag-not-yes': offence.method === 'knife' && offence.knifeEnabled !== 'yes',
    'firearm-flag-not-yes': offence.method === 'firearm' && offence.firearm !== 'yes',
    'risk-level-above-score':
      risk?.level !== undefined &&
      derived.scoreLevel !== undefined &&
      isHigher(risk.level, derived.scoreLevel) &&
      risk.professionalJudgement !== true,
    'voicemail-without-call': contact.safe.voicemail === 'yes' && contact.safe.call === 'no',
    'text-to-landline': contact.safe.text === 'yes' && contact.phone !== undefined && landline.test(contact.phone),
    'consent-details-missing':
      consent.basis === 'explicit-consent' &&
      (consent.givenBy === undefined || consent.method === undefined || consent.obtainedAt === undefined),
    'interpreter-language-missing': victim.interpreterNeeded === true && victim.language === undefined,
    'person-not-aware': consent.personAware === 'no',
    'consent-without-awareness': consent.personAware === 'no' && consent.basis === 'explicit-consent',
    'treated-as-domestic-abuse':
      offence.domesticAbuse !== 'yes' && isSexual(derived.offences) && isPartnerOrFamilySuspected(submission),
    'guardian-suspected': isGuardianSuspected(submission),
    'safe-channel-read-by-suspect': channels.some(
      (channel) => contact.safe[channel] === 'yes' && isUnsafeBySuspect(channel, submission),
    ),
    'safeguarding-not-made': submission.safeguarding?.children === 'not-made' && isChildAtRisk(submission, derived),
    'accepted-detail-kept': keepsAcceptedDetail,
    'home-district-from-postcode': derived.homeDistrict !== victim.address?.district,
    'reported-before-calendar':
      sender === 'police' && derived.reportedOn !== undefined && derived.reportedOn < rules.bankHolidaysCover.from,
    'provisional-deadline': deadlines.some((date) => isProvisional(date, rules)),
  };
  return (Object.keys(conditions) as Note[]).filter((note) => conditions[note]);
}

/** A child too young to ask for help themselves. */
export const youngChildAge = 13;

const isChildAtRisk = ({ household }: Submission, { ageNow }: DerivedFacts): boolean =>
  mayBeUnder(youngChildAge, ageNow) || (household?.children?.length ?? 0) > 0;
