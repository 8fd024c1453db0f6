/** The facts a referral is counted by, extracted once and packed to fit in its head row. */

import type { Area } from '../area.ts';
import { homeDistrictOf } from '../home-district.ts';
import { isPartyId } from '../ids.ts';
import { dayOfWeek, londonDate, wholeYears } from '../london.ts';
import type { Sender } from '../sender.ts';
import {
  type AgeBand,
  ageBands,
  type EnhancedRight,
  hateStrands,
  type Priority,
  type RiskLevel,
  enhancedRights as rightsInOrder,
  type TimeOfDay,
  timesOfDay,
} from '../vocabulary.ts';
import { type ClosedDimension, valueCodes } from './codes.ts';
import { districtIn } from './district.ts';
import type { CaseFacts } from './model.ts';
import { type MonitoredSubmission, monitoringFactsOf, packMonitoring, unpackMonitoring } from './monitoring-facts.ts';
import { codeOf, valueOfCode } from './packed-codes.ts';

/** Lower bounds of the age bands in whole years; the last band, `unknown`, has none. */
const bandLowerBounds = ageBands.slice(0, -1).map((band) => Number.parseInt(band, 10));

/** The band of an age in whole years; `unknown` for a negative age. */
export function ageBandOf(years: number): AgeBand {
  const position = bandLowerBounds.findLastIndex((from) => years >= from);
  return ageBands[position] ?? 'unknown';
}

/** The four-hour band of a London wall-clock time, HH:MM. */
const timeOfDayOf = (time: string | undefined): TimeOfDay =>
  (time === undefined ? undefined : timesOfDay[Math.floor(Number(time.slice(0, 2)) / 4)]) ?? 'unknown';

export interface CaseFactsInput {
  submission: MonitoredSubmission;
  sender: Sender;
  area: Area;
  /** As judged, including derived rights. */
  enhancedRights: readonly EnhancedRight[];
  /** As judged, including the level of a score. */
  riskLevel: RiskLevel | 'unknown' | undefined;
  /** As judged. */
  priority: Priority | undefined;
  /** When the referral was received. */
  now: Date;
}

/**
 * Age is in whole years at the offence, or at the referral if the day of the offence is unknown. An approximate age is
 * counted as stated.
 */
function ageBandOfVictim({ victim, offence }: MonitoredSubmission, now: Date): AgeBand {
  if (victim.dateOfBirth) return ageBandOf(wholeYears(victim.dateOfBirth, offence.occurredOn ?? londonDate(now)));
  return victim.approximateAge === undefined ? 'unknown' : ageBandOf(victim.approximateAge);
}

export function caseFactsOf(input: CaseFactsInput): CaseFacts {
  const { submission, sender, area, enhancedRights, riskLevel, now } = input;
  const { offence, victim } = submission;
  return {
    source: sender.id,
    sourceKind: sender.kind,
    offence: offence.category,
    // Where the harm was done, or else where the person lives.
    district: districtIn(area, [offence.district, homeDistrictOf(victim.address, area.rules)]),
    ageBand: ageBandOfVictim(submission, now),
    sex: victim.sex ?? 'unknown',
    ethnicity: victim.ethnicity ?? 'unknown',
    risk: riskLevel ?? 'unknown',
    enhancedRights: rightsInOrder.filter((right) => enhancedRights.includes(right)),
    domesticAbuse: offence.domesticAbuse ?? 'unknown',
    knifeEnabled: offence.knifeEnabled ?? 'unknown',
    hateStrands: hateStrands.filter((strand) => offence.hateStrands?.includes(strand)),
    locationType: offence.locationType ?? 'unknown',
    method: offence.method ?? 'unknown',
    alcohol: offence.alcoholInvolved ?? 'unknown',
    timeOfDay: timeOfDayOf(offence.occurredAt),
    dayOfWeek: offence.occurredOn ? dayOfWeek(offence.occurredOn) : 'unknown',
    occupation: victim.occupation ?? 'unknown',
    monitoring: monitoringFactsOf(submission, input),
    ...(sender.test && { test: true }),
  };
}

/** Single-valued facts in packing order, each with its dimension. Stored rows depend on the order. */
const packedFields = [
  ['sourceKind', 'source-kind'],
  ['offence', 'offence'],
  ['ageBand', 'age-band'],
  ['sex', 'sex'],
  ['ethnicity', 'ethnicity'],
  ['risk', 'risk'],
  ['domesticAbuse', 'domestic-abuse'],
  ['knifeEnabled', 'knife-enabled'],
  ['locationType', 'location-type'],
  ['method', 'method'],
  ['alcohol', 'alcohol'],
  ['timeOfDay', 'time-of-day'],
  ['dayOfWeek', 'day-of-week'],
  ['occupation', 'occupation'],
] as const satisfies readonly (readonly [keyof CaseFacts, ClosedDimension])[];

/** Before the source of a test. No party's id begins with it. */
const testPrefix = '!';

/** About 75 characters: one code per fact, then rights, strands, source, district and what is monitored. */
export function packFacts(facts: CaseFacts): string {
  return [
    packedFields.map(([fact, dimension]) => codeOf(dimension, facts[fact])).join(''),
    facts.enhancedRights.map((right) => codeOf('enhanced-rights', right)).join(''),
    facts.hateStrands.map((strand) => codeOf('hate-strand', strand)).join(''),
    facts.test ? `${testPrefix}${facts.source}` : facts.source,
    facts.district,
    ...(facts.monitoring ? packMonitoring(facts.monitoring) : []),
  ].join('|');
}

/** Reverses packFacts. @throws for any other text */
export function unpackFacts(text: string): CaseFacts {
  const [singles = '', rights = '', strands = '', packedSource, district, ...monitoring] = text.split('|');
  const isTest = packedSource?.startsWith(testPrefix);
  const source = isTest ? packedSource?.slice(testPrefix.length) : packedSource;
  if (singles.length !== packedFields.length || !source || !isPartyId(source) || !district)
    throw new Error('not packed facts');
  const codeAt = (dimension: ClosedDimension): string | undefined =>
    singles[packedFields.findIndex(([, d]) => d === dimension)];
  return {
    source,
    sourceKind: valueOfCode(valueCodes['source-kind'], codeAt('source-kind')),
    offence: valueOfCode(valueCodes.offence, codeAt('offence')),
    district,
    ageBand: valueOfCode(valueCodes['age-band'], codeAt('age-band')),
    sex: valueOfCode(valueCodes.sex, codeAt('sex')),
    ethnicity: valueOfCode(valueCodes.ethnicity, codeAt('ethnicity')),
    risk: valueOfCode(valueCodes.risk, codeAt('risk')),
    enhancedRights: [...rights].map((code) => valueOfCode(valueCodes['enhanced-rights'], code)),
    domesticAbuse: valueOfCode(valueCodes['domestic-abuse'], codeAt('domestic-abuse')),
    knifeEnabled: valueOfCode(valueCodes['knife-enabled'], codeAt('knife-enabled')),
    hateStrands: [...strands].map((code) => valueOfCode(valueCodes['hate-strand'], code)),
    locationType: valueOfCode(valueCodes['location-type'], codeAt('location-type')),
    method: valueOfCode(valueCodes.method, codeAt('method')),
    alcohol: valueOfCode(valueCodes.alcohol, codeAt('alcohol')),
    timeOfDay: valueOfCode(valueCodes['time-of-day'], codeAt('time-of-day')),
    dayOfWeek: valueOfCode(valueCodes['day-of-week'], codeAt('day-of-week')),
    occupation: valueOfCode(valueCodes.occupation, codeAt('occupation')),
    ...(monitoring.length > 0 ? { monitoring: unpackMonitoring(monitoring) } : {}),
    ...(isTest ? { test: true } : {}),
  };
}
