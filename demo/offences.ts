/** Made-up offences, roughly in the proportions of a violence reduction unit's referrals. Chosen, not real statistics. */
import type { Faker } from '@faker-js/faker';
import { londonDateTime } from '#src/domain/london.ts';
import { codesByCategory } from '#src/domain/offence-codes.ts';
import type { Submission } from '#src/domain/submission.ts';
import type { HateStrand, LocationType, Method, OffenceCategory, TriState } from '#src/domain/vocabulary.ts';
import { pick, pickDistrict, type Weighted } from './people.ts';

const categories: Weighted<OffenceCategory> = [
  ['violence-with-injury', 34],
  ['violence-without-injury', 25],
  ['stalking-harassment', 10],
  ['robbery', 9],
  ['other-sexual', 6],
  ['rape', 4],
  ['public-order', 5],
  ['weapons', 2],
  ['arson', 1],
  ['homicide', 1],
  ['theft-burglary', 2],
  ['other', 1],
];

const pickTriState = (faker: Faker, yes: number, unknown: number): TriState => {
  const at = faker.number.float();
  return at < yes ? 'yes' : at < yes + unknown ? 'unknown' : 'no';
};

/** Share of a category's offences that are domestic abuse. */
const domesticAbuseShares: Partial<Record<OffenceCategory, number>> = {
  'violence-with-injury': 0.3,
  'violence-without-injury': 0.38,
  'stalking-harassment': 0.45,
  rape: 0.3,
  arson: 0.1,
};

export interface OffenceOverrides {
  category?: OffenceCategory;
  domesticAbuse?: TriState;
}

/** @param offenceTime instant of the offence */
export function makeOffence(faker: Faker, offenceTime: Date, overrides: OffenceOverrides = {}): Submission['offence'] {
  const category = overrides.category ?? pick(faker, categories);
  const codes: readonly string[] = codesByCategory[category];
  const domesticAbuse = overrides.domesticAbuse ?? pickTriState(faker, domesticAbuseShares[category] ?? 0.02, 0.03);
  const knife = pickTriState(faker, category === 'robbery' || category === 'weapons' ? 0.35 : 0.06, 0.25);
  const { date, time } = londonDateTime(offenceTime);
  const method: Method = knife === 'yes' ? 'knife' : pick(faker, methods);
  return {
    category,
    ...(codes.length > 0 && faker.number.float() < 0.9 ? { homeOfficeCode: faker.helpers.arrayElement(codes) } : {}),
    occurredOn: date,
    ...(faker.number.float() < 0.85 ? { occurredAt: time } : {}),
    district: pickDistrict(faker),
    locationType: pick(faker, domesticAbuse === 'yes' ? homeLocations : locations),
    method,
    alcoholInvolved: pickTriState(faker, 0.28, 0.35),
    domesticAbuse,
    knifeEnabled: knife,
    firearm: method === 'firearm' ? 'yes' : pickTriState(faker, 0.005, 0.05),
    honourBased: pickTriState(faker, domesticAbuse === 'yes' ? 0.03 : 0.002, 0.05),
    modernSlavery: pickTriState(faker, 0.004, 0.05),
    childExploitation: pickTriState(faker, 0.01, 0.1),
    hateStrands: pickHateStrands(faker),
    summary: 'Made up for a demonstration.',
  };
}

function pickHateStrands(faker: Faker): HateStrand[] {
  if (faker.number.float() > 0.07) return [];
  const first = pick<HateStrand>(faker, [
    ['race', 70],
    ['sexual-orientation', 13],
    ['disability', 8],
    ['religion', 6],
    ['transgender', 3],
  ]);
  return first !== 'disability' && faker.number.float() < 0.08 ? [first, 'disability'] : [first];
}

const methods: Weighted<Method> = [
  ['body', 58],
  ['threat', 14],
  ['blunt-object', 7],
  ['online', 5],
  ['vehicle', 2],
  ['firearm', 1],
  ['corrosive', 0.3],
  ['other', 5],
  ['unknown', 8],
];
const locations: Weighted<LocationType> = [
  ['street', 38],
  ['home', 14],
  ['licensed-premises', 11],
  ['other-home', 7],
  ['transport', 6],
  ['workplace', 6],
  ['school', 5],
  ['park', 4],
  ['online', 4],
  ['other', 3],
  ['unknown', 2],
];
const homeLocations: Weighted<LocationType> = [
  ['home', 70],
  ['other-home', 14],
  ['street', 8],
  ['online', 5],
  ['unknown', 3],
];
