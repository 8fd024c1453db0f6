/** Fields that are each valid but contradict each other. */
import { isSurelyAdult } from '../ages.ts';
import type { Fault } from '../decision.ts';
import { channels, type SenderKind } from '../vocabulary.ts';
import { findDateFaults } from './dates.ts';
import { type DerivedFacts, isHigher } from './derived-facts.ts';
import { fault } from './fault.ts';
import type { PartialSubmission } from './partial-submission.ts';
import { findPostcodeFaults } from './postcodes.ts';
import { hasContactDetail, isUnsafeBySuspect } from './safe-contact.ts';

/** The police DASH form has the most questions of any version: 27. */
const maxDashScore = 27;

export function findConsistencyFaults(
  submission: PartialSubmission,
  derived: DerivedFacts,
  sender: SenderKind,
): Fault[] {
  return [
    ...findReferenceFaults(submission, sender),
    ...findDateFaults(submission, derived),
    ...findAgeFaults(submission),
    ...findRoleFaults(submission, derived),
    ...findPostcodeFaults(submission),
    ...findContactFaults(submission, derived),
    ...findRiskFaults(submission, derived),
  ];
}

function findReferenceFaults(submission: PartialSubmission, sender: SenderKind): Fault[] {
  const faults: Fault[] = [];
  if (submission.crimeReference === undefined && submission.incidentReference === undefined) {
    faults.push(
      fault(
        '/crimeReference',
        'required',
        'Give the crime reference, or the incident reference: one of them makes a resend safe.',
      ),
    );
  }
  if (sender === 'police' && submission.reportedAt === undefined) {
    faults.push(fault('/reportedAt', 'required', 'Say when the crime was reported: the time to refer runs from then.'));
  }
  return faults;
}

function findAgeFaults({ victim }: PartialSubmission): Fault[] {
  if (victim?.dateOfBirth === undefined || victim.approximateAge === undefined) return [];
  return [
    fault(
      '/victim/approximateAge',
      'both-given',
      'Give the date of birth, or an approximate age where it is not known: not both.',
    ),
  ];
}

function findRoleFaults({ victim, offence, consent }: PartialSubmission, derived: DerivedFacts): Fault[] {
  const faults: Fault[] = [];
  if (victim?.role === 'child-domestic-abuse') {
    if (isSurelyAdult(derived.ageAtOffence ?? derived.ageNow)) {
      faults.push(
        fault(
          '/victim/role',
          'not-with-role',
          'The dates or the age make this person an adult at the time. Check them, or choose another role.',
        ),
      );
    }
    if (offence?.domesticAbuse === 'no') {
      faults.push(
        fault(
          '/offence/domesticAbuse',
          'not-with-role',
          'The role says a child in domestic abuse, and this says none. Correct one of them.',
        ),
      );
    }
  }
  const isForThemselves = victim?.role === 'parent-guardian' || victim?.role === 'spokesperson';
  if (consent?.givenBy === 'parent-guardian' && !isForThemselves && isSurelyAdult(derived.ageNow)) {
    faults.push(
      fault(
        '/consent/givenBy',
        'not-with-age',
        'A parent or guardian cannot agree for an adult. Name who did, or check the date of birth or the age.',
      ),
    );
  }
  return faults;
}

const requiredDetails = {
  call: { pointer: '/contact/phone', what: 'a phone number' },
  voicemail: { pointer: '/contact/phone', what: 'a phone number' },
  text: { pointer: '/contact/phone', what: 'a phone number' },
  email: { pointer: '/contact/email', what: 'an e-mail address' },
  post: { pointer: '/victim/address', what: 'an address with its lines and postcode' },
} as const;

function findContactFaults(submission: PartialSubmission, derived: DerivedFacts): Fault[] {
  const faults: Fault[] = [];
  for (const channel of channels) {
    if (submission.contact?.safe?.[channel] !== 'yes' || hasContactDetail(channel, submission, derived)) continue;
    // Nobody would use the detail, so it is not demanded.
    if (isUnsafeBySuspect(channel, submission)) continue;
    const { pointer, what } = requiredDetails[channel];
    if (faults.some((one) => one.pointer === pointer)) continue;
    faults.push(
      fault(
        pointer,
        'missing-detail',
        `Give ${what}: a channel that needs one is marked safe. Or mark it no or unknown.`,
      ),
    );
  }
  const alternative = submission.contact?.alternative;
  if (alternative !== undefined && alternative.phone === undefined) {
    faults.push(
      fault(
        '/contact/alternative/phone',
        'missing-detail',
        'Give the phone number of the alternative contact, or leave them out.',
      ),
    );
  }
  return faults;
}

function findRiskFaults({ risk }: PartialSubmission, derived: DerivedFacts): Fault[] {
  if (risk?.score === undefined) return [];
  if (risk.tool === undefined) return [fault('/risk/tool', 'required', 'Say which tool the score is from.')];
  if (risk.tool === 'none')
    return [fault('/risk/score', 'invalid-value', 'Take out the score, or name the tool it is from.')];
  if (risk.tool === 'dash' && risk.score > maxDashScore) {
    return [fault('/risk/score', 'invalid-value', `A DASH score is ${maxDashScore} at most.`)];
  }
  if (risk.level === undefined || derived.scoreLevel === undefined || !isHigher(derived.scoreLevel, risk.level))
    return [];
  return [
    fault(
      '/risk/level',
      'risk-level-below-score',
      'The level is below what the score gives. Judgement may raise a level, never lower it.',
    ),
  ];
}
