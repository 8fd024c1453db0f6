/** Made-up people. Phone numbers are from Ofcom's range for drama; e-mail addresses end in example.org. */
import type { Faker, SimpleFaker } from '@faker-js/faker';
import { addDays } from '#src/domain/london.ts';
import type { Victim } from '#src/domain/submission.ts';
import type { Ethnicity, Sex } from '#src/domain/vocabulary.ts';

export interface Person {
  victim: Pick<Victim, 'givenName' | 'familyName' | 'dateOfBirth' | 'sex' | 'ethnicity' | 'address' | 'language'>;
  /** Whole years on the given day. */
  age: number;
  phone: string;
  email: string;
}

/** Pairs of value and weight. */
export type Weighted<Value> = readonly (readonly [Value, number])[];

export const pick = <Value>(faker: SimpleFaker, weighted: Weighted<Value>): Value =>
  faker.helpers.weightedArrayElement(weighted.map(([value, weight]) => ({ value, weight })));

/** Share of violence referrals by district, roughly by recorded crime. */
const districts: Weighted<string> = [
  ['E08000003', 29],
  ['E08000006', 11],
  ['E08000001', 10],
  ['E08000010', 10],
  ['E08000005', 9],
  ['E08000004', 9],
  ['E08000008', 8],
  ['E08000007', 7],
  ['E08000002', 5],
  ['E08000009', 5],
];
const postcodes = ['M1 1AE', 'M4 5JD', 'OL1 1UT', 'BL1 1RU', 'WN1 1YB', 'SK1 3XE', 'M33 7ZF'] as const;
const ages: Weighted<readonly [number, number]> = [
  [[2, 9], 3],
  [[10, 12], 3],
  [[13, 15], 6],
  [[16, 17], 6],
  [[18, 24], 19],
  [[25, 34], 25],
  [[35, 44], 18],
  [[45, 54], 11],
  [[55, 64], 6],
  [[65, 89], 3],
];
const ethnicities: Weighted<Ethnicity | undefined> = [
  ['W1', 52],
  ['W2', 2],
  ['W9', 5],
  ['M1', 2],
  ['M9', 1],
  ['A1', 4],
  ['A2', 9],
  ['A3', 3],
  ['B1', 2],
  ['B2', 4],
  ['O9', 2],
  ['NS', 5],
  [undefined, 9],
];

export const pickDistrict = (faker: Faker): string => pick(faker, districts);

const makePhone = (faker: Faker): string => `+447700900${String(faker.number.int({ max: 999 })).padStart(3, '0')}`;
export const reservedPhone = makePhone;

/** @param day London day on which the age is correct */
export function makePerson(faker: Faker, day: string): Person {
  const sex: Sex = pick(faker, [
    ['female', 56],
    ['male', 42],
    ['other', 1],
    ['unknown', 1],
  ]);
  const [from, to] = pick(faker, ages);
  const age = faker.number.int({ min: from, max: to });
  const birthday = addDays(
    `${Number(day.slice(0, 4)) - age}${day.slice(4, 8)}01`,
    -faker.number.int({ min: 31, max: 330 }),
  );
  const nameSex = sex === 'male' || sex === 'female' ? sex : undefined;
  const givenName = faker.person.firstName(nameSex);
  const familyName = faker.person.lastName();
  const ethnicity = pick(faker, ethnicities);
  const homeDistrict = faker.number.float() < 0.01 ? 'E08000012' : pickDistrict(faker);
  const address: NonNullable<Victim['address']> = {
    lines: [
      `${faker.number.int({ min: 1, max: 180 })} Example ${faker.helpers.arrayElement(['Street', 'Road', 'Lane'])}`,
    ],
    postcode: faker.helpers.arrayElement(postcodes),
    district: homeDistrict,
  };
  return {
    age,
    victim: {
      givenName,
      familyName,
      dateOfBirth: birthday,
      sex,
      address,
      ...(ethnicity === undefined ? {} : { ethnicity }),
      language: pick(faker, [
        ['en', 92],
        ['ur', 3],
        ['pl', 2],
        ['bn', 1],
        ['ro', 1],
        ['ar', 1],
      ]),
    },
    phone: makePhone(faker),
    email: `${faker.string.alpha({ length: 10, casing: 'lower' })}@example.org`,
  };
}
