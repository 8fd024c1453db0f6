/** Facts derived from a submission that several rules use: ages, risk level, kind of case. */
import type { Rules } from '../area.ts';
import { londonDate, wholeYears } from '../london.ts';
import { categoryOfCode } from '../offence-codes.ts';
import { type OffenceCategory, type RiskLevel, riskLevels } from '../vocabulary.ts';
import type { Given } from './given.ts';

export interface Reading {
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

export const isHigher = (one: RiskLevel, other: RiskLevel): boolean =>
  riskLevels.indexOf(one) > riskLevels.indexOf(other);

/** The risk level of a DASH score, by the area's thresholds. */
export function levelOfScore(score: number, dash: Rules['dash']): RiskLevel {
  if (score >= dash.high) return 'high';
  return score >= dash.medium ? 'medium' : 'standard';
}

/** Whether the role or the consent implies a child. A parent referred for themselves does not. */
export function saysChild({ victim, consent }: Given): boolean {
  if (victim?.role === 'child-domestic-abuse') return true;
  return (
    consent?.givenBy === 'parent-guardian' && victim?.role !== 'parent-guardian' && victim?.role !== 'spokesperson'
  );
}

export function read(given: Given, rules: Rules, now: Date): Reading {
  const { offence, victim, risk } = given;
  const today = londonDate(now);
  const born = victim?.dateOfBirth;
  const ageNow = born !== undefined && born <= today ? wholeYears(born, today) : undefined;
  const occurredOn = offence?.occurredOn;
  const ageAtOffence =
    ageNow !== undefined && born !== undefined && occurredOn !== undefined && born <= occurredOn
      ? wholeYears(born, occurredOn)
      : undefined;
  const scoreLevel =
    risk?.tool === 'dash' && risk.score !== undefined ? levelOfScore(risk.score, rules.dash) : undefined;
  return {
    now,
    today,
    reportedOn: given.reportedAt === undefined ? undefined : londonDate(new Date(given.reportedAt)),
    ageAtOffence,
    ageNow,
    under18AtOffence: (ageAtOffence !== undefined && ageAtOffence < 18) || (ageNow !== undefined && ageNow < 18),
    isChild: ageNow === undefined ? saysChild(given) : ageNow < 18,
    offences: offencesOf(offence),
    domesticAbuse: offence?.domesticAbuse === 'yes' || victim?.role === 'child-domestic-abuse',
    bereaved: victim?.role === 'bereaved-relative',
    riskLevel: higherOf(risk?.level, scoreLevel),
    scoreLevel,
  };
}

function offencesOf(offence: Given['offence']): OffenceCategory[] {
  const stated = offence?.category;
  const byCode = offence?.homeOfficeCode === undefined ? undefined : categoryOfCode(offence.homeOfficeCode);
  if (byCode === undefined || byCode === stated) return stated === undefined ? [] : [stated];
  return stated === undefined ? [byCode] : [stated, byCode];
}

function higherOf(one: RiskLevel | undefined, other: RiskLevel | undefined): RiskLevel | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return isHigher(other, one) ? other : one;
}
