import { describe, expect, test } from 'vitest';
import { approximateAges, childAges } from '#src/domain/ages.ts';
import { primaryLanguage, type RoutingInput, routingFactsOf } from '#src/domain/routing/routing-facts.ts';
import type { Submission } from '#src/domain/submission.ts';
import { area } from '#test/support/area-fixture.ts';
import { type Overrides, submission } from '#test/support/submissions.ts';

const factsOf = (over: Overrides<Submission>, judged: Partial<RoutingInput> = {}) =>
  routingFactsOf({
    submission: submission(over),
    area: area(),
    ageAtOffence: undefined,
    ageNow: undefined,
    riskLevel: undefined,
    domesticAbuse: false,
    on: '2026-11-19',
    ...judged,
  });

test.each([
  ['pa', 'pa'],
  ['pa-Guru-IN', 'pa'],
  ['EN-gb', 'en'],
  ['zh_Hant', 'zh'],
])('the language of %s is %s', (tag, language) => {
  expect(primaryLanguage(tag)).toBe(language);
  expect(factsOf({ victim: { language: tag } }).language).toBe(language);
});

describe('the facts of a referral for routing', () => {
  test('are what was said', () => {
    expect(factsOf({ offence: { district: 'E08000006', hateStrands: ['race'], knifeEnabled: 'yes' } })).toEqual({
      on: '2026-11-19',
      homeDistrict: 'E08000003',
      offenceDistrict: 'E08000006',
      offence: 'violence-with-injury',
      flags: {
        domesticAbuse: 'no',
        knifeEnabled: 'yes',
        firearm: 'no',
        honourBased: 'no',
        modernSlavery: 'no',
        childExploitation: 'no',
        hateCrime: 'yes',
      },
      role: 'direct',
      ageAtOffence: undefined,
      ageNow: undefined,
      sex: 'female',
      risk: undefined,
      needs: ['emotional-support'],
      language: 'en',
      interpreterNeeded: false,
    });
  });

  test('are unknown where nothing was said', () => {
    const silent = {
      domesticAbuse: undefined,
      knifeEnabled: undefined,
      firearm: undefined,
      honourBased: undefined,
      modernSlavery: undefined,
      childExploitation: undefined,
      hateStrands: undefined,
      district: undefined,
    };
    const facts = factsOf({
      offence: silent,
      victim: { language: undefined, interpreterNeeded: undefined, sex: undefined, address: undefined },
      needs: undefined,
    });
    expect(new Set(Object.values(facts.flags))).toEqual(new Set(['unknown']));
    expect(facts).toMatchObject({ needs: [], language: undefined, interpreterNeeded: undefined, sex: undefined });
    expect([facts.homeDistrict, facts.offenceDistrict]).toEqual([undefined, undefined]);
    expect(factsOf({ victim: { sex: 'unknown' } }).sex).toBeUndefined();
  });

  test('no strand of hate is a no', () => {
    expect(factsOf({ offence: { hateStrands: [] } }).flags.hateCrime).toBe('no');
  });

  test('are those that were judged: the risk, the ages, and domestic abuse though the sender says no', () => {
    const ages = { ageNow: approximateAges(20), ageAtOffence: approximateAges(15) };
    const facts = factsOf({ offence: { domesticAbuse: 'no' } }, { ...ages, riskLevel: 'high', domesticAbuse: true });
    expect(facts).toMatchObject({ ...ages, risk: 'high', flags: { domesticAbuse: 'yes' } });
  });

  test('are of a child where the age is not known and somebody agreed as the parent', () => {
    const child = { consent: { givenBy: 'parent-guardian' } } as const;
    expect(factsOf(child).ageNow).toEqual(childAges);
    expect(factsOf(child, { ageNow: approximateAges(16) }).ageNow).toEqual(approximateAges(16));
  });
});
