/** Made-up offences, roughly in the proportions of a violence reduction unit's referrals. Chosen, not real statistics. */
import type { Faker } from '@faker-js/faker';
import { londonDateTime } from '#src/domain/london.ts';
import { codesByCategory } from '#src/domain/offence-codes.ts';
import type { Offence } from '#src/domain/submission.ts';
import type { HateStrand, LocationType, Method, OffenceCategory, TriState } from '#src/domain/vocabulary.ts';
import { pick, someDistrict, type Weighted } from './people.ts';

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

const yesNo = (faker: Faker, yes: number, unknown: number): TriState => {
  const at = faker.number.float();
  return at < yes ? 'yes' : at < yes + unknown ? 'unknown' : 'no';
};

/** Share of a category's offences that are domestic abuse. */
const domestic: Partial<Record<OffenceCategory, number>> = {
  'violence-with-injury': 0.3,
  'violence-without-injury': 0.38,
  'stalking-harassment': 0.45,
  rape: 0.3,
  arson: 0.1,
};

export interface OffenceWish {
  category?: OffenceCategory;
  domesticAbuse?: TriState;
}

/** @param offenceTime instant of the offence */
export function makeOffence(faker: Faker, happened: Date, wish: OffenceWish = {}): Offence {
  const category = wish.category ?? pick(faker, categories);
  const codes: readonly string[] = codesByCategory[category];
  const domesticAbuse = wish.domesticAbuse ?? yesNo(faker, domestic[category] ?? 0.02, 0.03);
  const knife = yesNo(faker, category === 'robbery' || category === 'weapons' ? 0.35 : 0.06, 0.25);
  const { date, time } = londonDateTime(happened);
  const method: Method = knife === 'yes' ? 'knife' : pick(faker, methods);
  return {
    category,
    ...(codes.length > 0 && faker.number.float() < 0.9 ? { homeOfficeCode: faker.helpers.arrayElement(codes) } : {}),
    occurredOn: date,
    ...(faker.number.float() < 0.85 ? { occurredAt: time } : {}),
    district: someDistrict(faker),
    locationType: pick(faker, domesticAbuse === 'yes' ? homely : places),
    method,
    alcoholInvolved: yesNo(faker, 0.28, 0.35),
    domesticAbuse,
    knifeEnabled: knife,
    firearm: method === 'firearm' ? 'yes' : yesNo(faker, 0.005, 0.05),
    honourBased: yesNo(faker, domesticAbuse === 'yes' ? 0.03 : 0.002, 0.05),
    modernSlavery: yesNo(faker, 0.004, 0.05),
    childExploitation: yesNo(faker, 0.01, 0.1),
    hateStrands: hate(faker),
    summary: 'Made up for a demonstration.',
  };
}

function hate(faker: Faker): HateStrand[] {
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
const places: Weighted<LocationType> = [
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
const homely: Weighted<LocationType> = [
  ['home', 70],
  ['other-home', 14],
  ['street', 8],
  ['online', 5],
  ['unknown', 3],
];
