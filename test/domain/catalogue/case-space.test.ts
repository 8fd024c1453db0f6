/** Facts that one criterion reads together: both ages, and the language with the interpreter. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approximateAges, exactAge, type PossibleAges } from '#src/domain/ages.ts';
import type { AgeRange, Criteria, UnknownPolicy } from '#src/domain/area.ts';
import { checkCatalogue } from '#src/domain/catalogue/check.ts';
import { routeByFacts } from '#src/domain/routing/route.ts';
import { areaWith, facts, today } from '#test/domain/support/routing-cases.ts';
import { service } from '#test/support/area-fixture.ts';

const areaOf = (all: readonly Criteria[]) => areaWith(all.map((criteria, index) => service(`s${index}`, 1, criteria)));
const check = (...all: Criteria[]) => checkCatalogue(areaOf(all), today);

const atLeast = (from: number, unknown: UnknownPolicy = 'in'): AgeRange => ({ from, unknown });
const atMost = (to: number, unknown: UnknownPolicy = 'in'): AgeRange => ({ to, unknown });

describe('the age now and at the offence', () => {
  test.each<[string, Criteria[], Record<string, string[]>[]]>([
    [
      'a person of unknown age',
      [{ ageNow: atLeast(0, 'out') }, { ageAtOffence: atLeast(0, 'out') }],
      [{ 'age now': ['unknown'], 'age at offence': ['unknown'] }],
    ],
    [
      'children of whom it is not known when it happened',
      [{ ageNow: atLeast(18) }, { ageAtOffence: atLeast(0, 'out') }],
      [{ 'age now': ['0 to 17', 'around 18'], 'age at offence': ['unknown'] }],
    ],
    [
      'adults who were children then',
      [{ ageNow: atMost(17) }, { ageAtOffence: atLeast(18) }],
      [{ 'age now': ['18 or over'], 'age at offence': ['0 to 17', 'around 18'] }],
    ],
    [
      'those who are of the one age between two limits, then and now',
      [{ ageNow: atLeast(17) }, { ageAtOffence: atMost(15) }],
      [{ 'age now': ['0 to 16', 'around 17'], 'age at offence': ['16 or over'] }],
    ],
    [
      'all but some pairs, which are named',
      [{ ageNow: atLeast(18), ageAtOffence: atLeast(18) }],
      [
        {
          'age, all but': [
            'age now unknown; age at offence unknown',
            'age now 18 or over; age at offence unknown',
            'age now 18 or over; age at offence 18 or over',
          ],
        },
      ],
    ],
    // Nobody was older at the offence than they are now.
    [
      'nobody, where only a child who was an adult is left',
      [{ ageNow: atLeast(18) }, { ageAtOffence: atMost(17) }],
      [],
    ],
  ])('leave without a service %s', (_name, all, where) => {
    expect(check(...all).gaps.map((gap) => gap.where)).toEqual(where);
  });

  test('are told apart by the limits of the criteria alone, each pair once', () => {
    // Unknown; child or adult now, and not known, a child or an adult then; and 18 more or less, now or then.
    const pairs = 1 + 5 + 4;
    const { cases } = check({ ageNow: atLeast(18), ageAtOffence: atLeast(18) });
    expect(cases).toBe(pairs * 3 * 3);
  });

  const limit = fc.constantFrom(1, 2, 3, 15, 16, 17, 18, 19);
  const policy = fc.constantFrom<UnknownPolicy>('in', 'out');
  const range = fc
    .record({ from: limit, years: fc.constantFrom(0, 1, 2, 3), open: fc.constantFrom('up', 'down', 'no'), policy })
    .map(({ from, years, open, policy: unknown }): AgeRange => {
      if (open === 'up') return { from, unknown };
      return open === 'down' ? { to: from + years, unknown } : { from, to: from + years, unknown };
    });
  const criteria = fc.record({ ageNow: range, ageAtOffence: range }, { requiredKeys: [] });
  const oldest = 26;

  /** Everybody up to an age: of an age that is known or was said as an approximate one, and then as many years younger. */
  const people: { ageNow: PossibleAges | undefined; ageAtOffence: PossibleAges | undefined }[] = [
    { ageNow: undefined, ageAtOffence: undefined },
  ];
  for (let years = 0; years <= oldest; years++) {
    const [known, about] = [exactAge(years), approximateAges(years)];
    people.push({ ageNow: known, ageAtOffence: undefined }, { ageNow: about, ageAtOffence: undefined });
    for (let before = 0; before <= about.to; before++) {
      if (before <= years) people.push({ ageNow: known, ageAtOffence: exactAge(years - before) });
      for (const part of [0, 1]) {
        const then = { from: Math.max(0, about.from - before - part), to: about.to - before };
        people.push({ ageNow: about, ageAtOffence: then });
      }
    }
  }

  test('leave a gap where, and only where, somebody can be who goes to nobody', () => {
    fc.assert(
      fc.property(fc.array(criteria, { minLength: 1, maxLength: 4 }), (all) => {
        const area = areaOf(all);
        const isLeft = people.some((ages) => routeByFacts({ ...facts(), ...ages }, area).eligible.length === 0);
        const { gaps } = checkCatalogue(area, today);
        expect(gaps.length > 0).toBe(isLeft);
        for (const { example } of gaps) {
          const { ageNow, ageAtOffence } = example;
          expect(ageAtOffence?.from ?? 0).toBeLessThanOrEqual(ageNow?.from ?? 0);
          expect(ageAtOffence?.to ?? 0).toBeLessThanOrEqual(ageNow?.to ?? 0);
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe('the language and the interpreter', () => {
  const speaks = (tags: string[], interpreter: boolean, unknown: UnknownPolicy = 'out'): Criteria => ({
    languages: { in: tags, interpreter, unknown },
  });

  test.each<[string, Criteria[], Record<string, string[]>[], number]>([
    [
      'who needs an interpreter, of a service that has none',
      [speaks(['en', 'pa'], false, 'in')],
      [{ language: ['en', 'any other'], 'interpreter needed': ['yes'] }],
      4,
    ],
    [
      'who speaks English or a language not listed, of a service in one language',
      [speaks(['pa'], false, 'in')],
      [{ language: ['en', 'any other'] }],
      4,
    ],
    [
      'of whom nothing is known, of services that take no unknown',
      [speaks(['en', 'pa', 'ur'], false), speaks(['en', 'pa'], true)],
      [{ language: ['unknown'], 'interpreter needed': ['unknown'] }],
      5,
    ],
  ])('leave without a service %s', (_name, all, where, languages) => {
    const { gaps, cases } = check(...all);
    expect(gaps.map((gap) => gap.where)).toEqual(where);
    expect(cases).toBe(3 * 3 * languages * 3);
  });

  test('that nobody asks about are one value', () => {
    expect(check({}).cases).toBe(3 * 3);
  });
});
