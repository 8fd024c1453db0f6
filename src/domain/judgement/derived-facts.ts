/** Facts derived from a submission that several rules use: ages, risk level, kind of case. */
import { adultAge, agesOn, approximateAges, exactAge, isSurelyUnder, mayBeUnder, type PossibleAges } from '../ages.ts';
import type { Rules } from '../area.ts';
import { homeDistrictOf } from '../home-district.ts';
import { londonDate, wholeYears } from '../london.ts';
import { categoryOfCode, isModernSlaveryCode } from '../offence-codes.ts';
import { type OffenceCategory, type RiskLevel, riskLevels } from '../vocabulary.ts';
import type { PartialSubmission } from './partial-submission.ts';
import { isPartnerOrFamilySuspected } from './suspects.ts';

export interface DerivedFacts {
  now: Date;
  /** London ISO date of `now`. */
  today: string;
  /** ONS code of the district where the person lives: stated, or of the postcode. */
  homeDistrict: string | undefined;
  /** London ISO date of the report to the police. */
  reportedOn: string | undefined;
  /** Undefined if an age or a date is missing, or if the person was born after the offence. */
  ageAtOffence: PossibleAges | undefined;
  /** From the date of birth, or else from the approximate age. */
  ageNow: PossibleAges | undefined;
  /** Possibly under 18 at the offence, as anyone is who may be under 18 now. False if no age is known. */
  under18AtOffence: boolean;
  /** Possibly under 18 now, for rules that protect; without any age, whether the referral implies a child. */
  isChild: boolean;
  /** As isChild, for rules that permit: at no possible age an adult. */
  isSurelyChild: boolean;
  /** The stated category, and the category of the Home Office code if it differs. */
  offences: readonly OffenceCategory[];
  /** As stated, by the role, or because a sexual offence is by a partner or a member of the family. */
  domesticAbuse: boolean;
  /** Somebody may be watching the person: a channel must be known to be safe, and "unknown" is not enough. */
  needsKnownSafeChannel: boolean;
  bereaved: boolean;
  /** The higher of the stated level and the DASH score's level: judgement may raise it, never lower it. */
  riskLevel: RiskLevel | undefined;
  scoreLevel: RiskLevel | undefined;
}

export const isHigher = (first: RiskLevel, second: RiskLevel): boolean =>
  riskLevels.indexOf(first) > riskLevels.indexOf(second);

/** The risk level of a DASH score, by the area's thresholds. */
export function levelOfScore(score: number, dash: Rules['dash']): RiskLevel {
  if (score >= dash.high) return 'high';
  return score >= dash.medium ? 'medium' : 'standard';
}

/** Whether the role or the consent implies a child. A parent referred for themselves does not. */
export function impliesChild({ victim, consent }: PartialSubmission): boolean {
  if (victim?.role === 'child-domestic-abuse') return true;
  return (
    consent?.givenBy === 'parent-guardian' && victim?.role !== 'parent-guardian' && victim?.role !== 'spokesperson'
  );
}

export function deriveFacts(submission: PartialSubmission, rules: Rules, now: Date): DerivedFacts {
  const { offence, victim, risk } = submission;
  const today = londonDate(now);
  const ageNow = ageNowOf(victim, today);
  const ageAtOffence = ageAtOffenceOf(submission, ageNow, today);
  const offences = offencesOf(offence);
  const domesticAbuse = isDomesticAbuse(submission, offences);
  const scoreLevel =
    risk?.tool === 'dash' && risk.score !== undefined ? levelOfScore(risk.score, rules.dash) : undefined;
  return {
    now,
    today,
    homeDistrict: homeDistrictOf(victim?.address, rules),
    reportedOn: submission.reportedAt === undefined ? undefined : londonDate(new Date(submission.reportedAt)),
    ageAtOffence,
    ageNow,
    under18AtOffence: mayBeUnder(adultAge, ageAtOffence) || mayBeUnder(adultAge, ageNow),
    isChild: ageNow === undefined ? impliesChild(submission) : mayBeUnder(adultAge, ageNow),
    isSurelyChild: ageNow === undefined ? impliesChild(submission) : isSurelyUnder(adultAge, ageNow),
    offences,
    domesticAbuse,
    needsKnownSafeChannel: domesticAbuse || isAbuse(submission, offences) || isPartnerOrFamilySuspected(submission),
    bereaved: victim?.role === 'bereaved-relative',
    riskLevel: higherOf(risk?.level, scoreLevel),
    scoreLevel,
  };
}

const sexualOffences: readonly OffenceCategory[] = ['rape', 'other-sexual'];

/** A sexual offence by a partner or a member of the family is domestic abuse (Domestic Abuse Act 2021), whatever was sent. */
function isDomesticAbuse(submission: PartialSubmission, offences: readonly OffenceCategory[]): boolean {
  const { offence, victim } = submission;
  if (offence?.domesticAbuse === 'yes' || victim?.role === 'child-domestic-abuse') return true;
  return isSexual(offences) && isPartnerOrFamilySuspected(submission);
}

export const isSexual = (offences: readonly OffenceCategory[]): boolean =>
  offences.some((category) => sexualOffences.includes(category));

/** Abuse of a kind whose victims are often watched, whoever is suspected. */
function isAbuse({ offence }: PartialSubmission, offences: readonly OffenceCategory[]): boolean {
  const flags = [offence?.honourBased, offence?.modernSlavery, offence?.childExploitation];
  return (
    flags.includes('yes') ||
    isModernSlaveryCode(offence?.homeOfficeCode) ||
    offences.includes('stalking-harassment') ||
    isSexual(offences)
  );
}

/** An approximate age is the age at the time of the referral. */
function ageNowOf(victim: PartialSubmission['victim'], today: string): PossibleAges | undefined {
  const dateOfBirth = victim?.dateOfBirth;
  if (dateOfBirth !== undefined) return dateOfBirth <= today ? exactAge(wholeYears(dateOfBirth, today)) : undefined;
  return victim?.approximateAge === undefined ? undefined : approximateAges(victim.approximateAge);
}

function ageAtOffenceOf(
  { victim, offence }: PartialSubmission,
  ageNow: PossibleAges | undefined,
  today: string,
): PossibleAges | undefined {
  const dateOfBirth = victim?.dateOfBirth;
  const occurredOn = offence?.occurredOn;
  if (ageNow === undefined || occurredOn === undefined) return undefined;
  if (dateOfBirth === undefined) return agesOn(occurredOn, ageNow, today);
  return dateOfBirth <= occurredOn ? exactAge(wholeYears(dateOfBirth, occurredOn)) : undefined;
}

function offencesOf(offence: PartialSubmission['offence']): OffenceCategory[] {
  const statedCategory = offence?.category;
  const codeCategory = offence?.homeOfficeCode === undefined ? undefined : categoryOfCode(offence.homeOfficeCode);
  if (codeCategory === undefined || codeCategory === statedCategory)
    return statedCategory === undefined ? [] : [statedCategory];
  return statedCategory === undefined ? [codeCategory] : [statedCategory, codeCategory];
}

function higherOf(first: RiskLevel | undefined, second: RiskLevel | undefined): RiskLevel | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return isHigher(second, first) ? second : first;
}
