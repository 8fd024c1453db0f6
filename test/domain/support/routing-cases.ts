/** Facts, criteria and catalogues for tests of routing: one ordinary case, and arbitrary ones for properties. */
import fc from 'fast-check';
import { approximateAges, exactAge, type PossibleAges } from '#src/domain/ages.ts';
import type { Area, Criteria, RoutingFlag, Service, UnknownPolicy } from '#src/domain/area.ts';
import { outOfArea } from '#src/domain/area.ts';
import type { RoutingFacts } from '#src/domain/routing/route.ts';
import { routingFlags } from '#src/domain/routing/routing-facts.ts';
import { needs, offenceCategories, riskLevels, triStates, victimRoles } from '#src/domain/vocabulary.ts';
import { area, service } from '#test/support/area-fixture.ts';

export const here = 'E08000003';
export const neighbouring = 'E08000006';
export const elsewhere = 'E06000008';
export const today = '2026-11-18';

const noFlags: Record<RoutingFlag, 'no'> = {
  domesticAbuse: 'no',
  knifeEnabled: 'no',
  firearm: 'no',
  honourBased: 'no',
  modernSlavery: 'no',
  childExploitation: 'no',
  hateCrime: 'no',
};

/** A number is an age that is known exactly. */
type Age = number | PossibleAges | undefined;
type Over = Partial<Omit<RoutingFacts, 'flags' | 'ageNow' | 'ageAtOffence'>> & {
  flags?: Partial<RoutingFacts['flags']>;
  ageNow?: Age;
  ageAtOffence?: Age;
};
const possibleAges = (age: Age): PossibleAges | undefined => (typeof age === 'number' ? exactAge(age) : age);

/** An adult woman assaulted in Manchester, where she lives; nothing about it is out of the ordinary. */
export const facts = ({ flags, ...over }: Over = {}): RoutingFacts => {
  const { ageNow, ageAtOffence, ...rest } = { ageNow: 36, ageAtOffence: 36, ...over };
  return {
    on: today,
    homeDistrict: here,
    offenceDistrict: here,
    offence: 'violence-with-injury',
    role: 'direct',
    ageAtOffence: possibleAges(ageAtOffence),
    ageNow: possibleAges(ageNow),
    sex: 'female',
    risk: 'standard',
    needs: ['emotional-support'],
    language: 'en',
    interpreterNeeded: false,
    ...rest,
    flags: { ...noFlags, ...flags },
  };
};

/** The fixture's area with these services instead, and a party for each. */
export function areaWith(services: readonly Service[], more: Partial<Area> = {}): Area {
  const base = area();
  const parties = services.map(({ id, name }) => ({ id, name, kind: 'service' as const, clients: [], active: true }));
  return {
    ...base,
    parties: [...base.parties.filter(({ kind }) => kind !== 'service'), ...parties],
    services: [...services],
    ...more,
  };
}

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const some = <T>(values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values], { minLength: 1 });
const age = fc.integer({ min: 0, max: 90 });
const district = fc.constantFrom(here, neighbouring, elsewhere);

export const anyFacts: fc.Arbitrary<RoutingFacts> = fc
  .record({
    on: fc.constant(today),
    homeDistrict: maybe(district),
    offenceDistrict: maybe(district),
    offence: fc.constantFrom(...offenceCategories),
    flags: fc.record(
      Object.fromEntries(routingFlags.map((flag) => [flag, fc.constantFrom(...triStates)])) as Record<
        RoutingFlag,
        fc.Arbitrary<(typeof triStates)[number]>
      >,
    ),
    role: fc.constantFrom(...victimRoles),
    ages: maybe(
      fc.record({
        now: age,
        isApproximate: fc.boolean(),
        years: fc.integer({ min: 0, max: 30 }),
        part: fc.constantFrom(0, 1),
        thenKnown: fc.boolean(),
      }),
    ),
    sex: fc.constantFrom('female', 'male', 'other', undefined),
    risk: maybe(fc.constantFrom(...riskLevels)),
    needs: fc.subarray([...needs]),
    language: fc.constantFrom('en', 'pa', 'pl', undefined),
    interpreterNeeded: maybe(fc.boolean()),
  })
  .map(({ ages, ...rest }) => ({
    ...rest,
    ...(ages ? agesNowAndThen(ages) : { ageNow: undefined, ageAtOffence: undefined }),
  }));

interface AnyAges {
  now: number;
  isApproximate: boolean;
  /** Whole years since the offence, and whether more time than that has passed. */
  years: number;
  part: number;
  thenKnown: boolean;
}
function agesNowAndThen({ now, isApproximate, years, part, thenKnown }: AnyAges) {
  const ageNow = isApproximate ? approximateAges(now) : exactAge(now);
  const to = Math.max(0, ageNow.to - years);
  const from = Math.max(0, isApproximate ? ageNow.from - years - part : to);
  return { ageNow, ageAtOffence: thenKnown ? { from, to } : undefined };
}

const unknown = fc.constantFrom<UnknownPolicy>('in', 'out');
const range = fc
  .record({
    from: fc.integer({ min: 0, max: 25 }),
    years: fc.integer({ min: 0, max: 60 }),
    open: fc.boolean(),
    unknown,
  })
  .map(({ from, years, open, unknown: falls }) => ({ from, unknown: falls, ...(open ? {} : { to: from + years }) }));

const everyCriterion: fc.Arbitrary<Required<Criteria>> = fc.record({
  district: fc.record({
    of: fc.constantFrom('home', 'offence', 'either', 'both'),
    in: some([here, neighbouring, outOfArea]),
    unknown,
  }),
  roles: some(victimRoles),
  offences: some(offenceCategories),
  anyFlag: some(routingFlags),
  allFlags: some(routingFlags.slice(0, 2)),
  unknownFlag: unknown,
  noFlags: fc.record({ flags: some(routingFlags), unknown }),
  ageAtOffence: range,
  ageNow: range,
  sex: fc.record({ in: some(['female', 'male', 'other'] as const), unknown }),
  riskFrom: fc.record({ level: fc.constantFrom(...riskLevels), unknown }),
  needs: fc.record({ any: some(needs), unknown }),
  languages: fc.record({ in: some(['en', 'pa', 'ur']), interpreter: fc.boolean(), unknown }),
});

/** Rarely more than three at once: a catalogue that takes nobody tests little. */
export const anyCriteria: fc.Arbitrary<Criteria> = everyCriterion.chain((criteria) =>
  fc.subarray(Object.keys(criteria) as (keyof Criteria)[], { maxLength: 3 }).map((keys) => {
    const asked: Criteria = {};
    for (const key of keys) Object.assign(asked, { [key]: criteria[key] });
    return asked;
  }),
);

/** A service with that id; two in five are paused, full, or out of contract. */
export const anyService = (id: string): fc.Arbitrary<Service> =>
  fc
    .record({
      criteria: anyCriteria,
      specialism: fc.integer({ min: 0, max: 4 }),
      priority: fc.integer({ min: 0, max: 2 }),
      availability: fc.constantFrom('open', 'open', 'open', 'open', 'open', 'open', 'paused', 'full'),
      contract: fc.constantFrom(
        { from: '2019-01-01' },
        { from: '2019-01-01' },
        { from: '2019-01-01' },
        { from: '2027-01-01' },
        { from: '2019-01-01', to: '2026-01-01' },
      ),
      meets: fc.subarray([...needs]),
      alongside: maybe(fc.record({ needs: some(needs) })),
    })
    .map(({ criteria, specialism, alongside, ...more }) =>
      service(id, specialism, criteria, { ...more, ...(alongside ? { alongside } : {}) }),
    );

const ids = ['amber', 'birch', 'cedar', 'daisy', 'elder', 'fern'];
export const anyServices: fc.Arbitrary<Service[]> = fc
  .integer({ min: 1, max: ids.length })
  .chain((count) => fc.tuple(...ids.slice(0, count).map(anyService)));
