/** Facts derived from a submission that several rules use: ages, risk level, kind of case. */
import type { Rules } from '../area.ts';
import { londonDate, wholeYears } from '../london.ts';
import { categoryOfCode } from '../offence-codes.ts';
import { type OffenceCategory, type RiskLevel, riskLevels } from '../vocabulary.ts';
import type { PartialSubmission } from './partial-submission.ts';

export interface DerivedFacts {
  now: Date;
  /** London ISO date of `now`. */
  today: string;
  /** London ISO date of the report to the police. */
  reportedOn: string | undefined;
  /** Whole years; undefined when a date is missing or the person was born after the offence. */
  ageAtOffence: number | undefined;
  ageNow: number | undefined;
  /** True only if known: anyone under 18 now was under 18 at the offence. */
  under18AtOffence: boolean;
  /** Under 18 now; without a date of birth, whether the referral implies a child. */
  isChild: boolean;
  /** The stated category, and the category of the Home Office code if it differs. */
  offences: readonly OffenceCategory[];
  domesticAbuse: boolean;
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
  const dateOfBirth = victim?.dateOfBirth;
  const ageNow = dateOfBirth !== undefined && dateOfBirth <= today ? wholeYears(dateOfBirth, today) : undefined;
  const occurredOn = offence?.occurredOn;
  const ageAtOffence =
    ageNow !== undefined && dateOfBirth !== undefined && occurredOn !== undefined && dateOfBirth <= occurredOn
      ? wholeYears(dateOfBirth, occurredOn)
      : undefined;
  const scoreLevel =
    risk?.tool === 'dash' && risk.score !== undefined ? levelOfScore(risk.score, rules.dash) : undefined;
  return {
    now,
    today,
    reportedOn: submission.reportedAt === undefined ? undefined : londonDate(new Date(submission.reportedAt)),
    ageAtOffence,
    ageNow,
    under18AtOffence: (ageAtOffence !== undefined && ageAtOffence < 18) || (ageNow !== undefined && ageNow < 18),
    isChild: ageNow === undefined ? impliesChild(submission) : ageNow < 18,
    offences: offencesOf(offence),
    domesticAbuse: offence?.domesticAbuse === 'yes' || victim?.role === 'child-domestic-abuse',
    bereaved: victim?.role === 'bereaved-relative',
    riskLevel: higherOf(risk?.level, scoreLevel),
    scoreLevel,
  };
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
