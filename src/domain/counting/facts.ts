/** The facts a referral is counted by, extracted once and packed to fit in its head row. */
import type { Area } from '../area.ts';
import { dayOfWeek, londonDate, wholeYears } from '../london.ts';
import type { Submission } from '../submission.ts';
import {
  type AgeBand,
  ageBands,
  type EnhancedRight,
  hateStrands,
  type RiskLevel,
  enhancedRights as rightsInOrder,
  type SenderKind,
  type TimeOfDay,
  timesOfDay,
} from '../vocabulary.ts';
import { type ClosedDimension, valueCodes } from './codes.ts';
import type { CaseFacts } from './model.ts';

/** District values for referrals that belong to no district of the area. */
export const outOfArea = 'out-of-area';
export const unknownDistrict = 'unknown';

/** Lower bounds of the age bands in whole years; the last band, `unknown`, has none. */
const bandFrom = ageBands.slice(0, -1).map((band) => Number.parseInt(band, 10));

/** The band of an age in whole years; `unknown` for a negative age. */
export function ageBand(years: number): AgeBand {
  const position = bandFrom.findLastIndex((from) => years >= from);
  return ageBands[position] ?? 'unknown';
}

/** The four-hour band of a London wall-clock time, HH:MM. */
const timeOfDay = (time: string | undefined): TimeOfDay =>
  (time === undefined ? undefined : timesOfDay[Math.floor(Number(time.slice(0, 2)) / 4)]) ?? 'unknown';

/** The offence's district, or else the home district: a referral is counted where the harm was done. */
function districtOf(submission: Submission, area: Area): string {
  const known = [submission.offence.district, submission.victim.address?.district].filter((code) => code !== undefined);
  const covered = known.find((code) => area.districts.some((district) => district.code === code));
  return covered ?? (known.length > 0 ? outOfArea : unknownDistrict);
}

export interface FactsInput {
  submission: Submission;
  sender: { id: string; kind: SenderKind };
  area: Area;
  /** As judged, including derived rights. */
  enhancedRights: readonly EnhancedRight[];
  /** As judged, including the level of a score. */
  riskLevel: RiskLevel | 'unknown' | undefined;
  /** When the referral was received. */
  now: Date;
}

/** Age is in whole years at the offence, or at the referral if the day of the offence is unknown. */
export function caseFacts({ submission, sender, area, enhancedRights, riskLevel, now }: FactsInput): CaseFacts {
  const { offence, victim } = submission;
  return {
    source: sender.id,
    sourceKind: sender.kind,
    offence: offence.category,
    district: districtOf(submission, area),
    ageBand: victim.dateOfBirth
      ? ageBand(wholeYears(victim.dateOfBirth, offence.occurredOn ?? londonDate(now)))
      : 'unknown',
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
    timeOfDay: timeOfDay(offence.occurredAt),
    dayOfWeek: offence.occurredOn ? dayOfWeek(offence.occurredOn) : 'unknown',
    occupation: victim.occupation ?? 'unknown',
  };
}

/** Single-valued facts in packing order, each with its dimension. Stored rows depend on the order. */
const packed = [
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

const codeIn = (dimension: ClosedDimension, value: string): string => {
  const codes: Readonly<Record<string, string>> = valueCodes[dimension];
  const code = codes[value];
  if (code === undefined) throw new Error(`${dimension} has no such value`);
  return code;
};

function valueIn<Value extends string>(codes: Readonly<Record<Value, string>>, code: string | undefined): Value {
  for (const value in codes) if (codes[value] === code) return value;
  throw new Error('packed facts contain an unknown code');
}

/** About 50 characters: one code per fact, then rights, strands, source and district. */
export function packFacts(facts: CaseFacts): string {
  return [
    packed.map(([fact, dimension]) => codeIn(dimension, facts[fact])).join(''),
    facts.enhancedRights.map((right) => codeIn('enhanced-rights', right)).join(''),
    facts.hateStrands.map((strand) => codeIn('hate-strand', strand)).join(''),
    facts.source,
    facts.district,
  ].join('|');
}

/** Reverses packFacts. @throws for any other text */
export function unpackFacts(text: string): CaseFacts {
  const [single = '', rights = '', strands = '', source, district, ...rest] = text.split('|');
  if (single.length !== packed.length || !source || !district || rest.length > 0) throw new Error('not packed facts');
  const at = (dimension: ClosedDimension): string | undefined => single[packed.findIndex(([, d]) => d === dimension)];
  return {
    source,
    sourceKind: valueIn(valueCodes['source-kind'], at('source-kind')),
    offence: valueIn(valueCodes.offence, at('offence')),
    district,
    ageBand: valueIn(valueCodes['age-band'], at('age-band')),
    sex: valueIn(valueCodes.sex, at('sex')),
    ethnicity: valueIn(valueCodes.ethnicity, at('ethnicity')),
    risk: valueIn(valueCodes.risk, at('risk')),
    enhancedRights: [...rights].map((code) => valueIn(valueCodes['enhanced-rights'], code)),
    domesticAbuse: valueIn(valueCodes['domestic-abuse'], at('domestic-abuse')),
    knifeEnabled: valueIn(valueCodes['knife-enabled'], at('knife-enabled')),
    hateStrands: [...strands].map((code) => valueIn(valueCodes['hate-strand'], code)),
    locationType: valueIn(valueCodes['location-type'], at('location-type')),
    method: valueIn(valueCodes.method, at('method')),
    alcohol: valueIn(valueCodes.alcohol, at('alcohol')),
    timeOfDay: valueIn(valueCodes['time-of-day'], at('time-of-day')),
    dayOfWeek: valueIn(valueCodes['day-of-week'], at('day-of-week')),
    occupation: valueIn(valueCodes.occupation, at('occupation')),
  };
}
