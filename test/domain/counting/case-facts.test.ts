import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageBandOf, caseFactsOf, packFacts, unpackFacts } from '#src/domain/counting/case-facts.ts';
import { ageBands } from '#src/domain/vocabulary.ts';
import { area, police, testPolice } from '../../support/area-fixture.ts';
import { anyFacts } from '../../support/generated-counts.ts';
import { receivedAt, submission } from '../../support/submissions.ts';

const factsOf = (over: Parameters<typeof submission>[0], now = receivedAt, within = area()) =>
  caseFactsOf({
    submission: submission(over),
    sender: police,
    area: within,
    enhancedRights: ['vulnerable-or-intimidated', 'most-serious-crime'],
    riskLevel: undefined,
    priority: 'standard',
    now,
  });

describe('what a referral is counted by', () => {
  test.each([
    [-1, 'unknown'],
    [0, '0-9'],
    [9, '0-9'],
    [10, '10-12'],
    [15, '13-15'],
    [16, '16-17'],
    [17, '16-17'],
    [18, '18-24'],
    [74, '65-74'],
    [75, '75+'],
    [110, '75+'],
  ])('%i years is in %s', (years, band) => {
    expect(ageBandOf(years)).toBe(band);
  });

  test('age bands begin at the ages in their names', () => {
    expect(ageBands.slice(0, -1).map((band) => ageBandOf(Number.parseInt(band, 10)))).toEqual(ageBands.slice(0, -1));
  });

  test('age is the age at the offence, not at the referral', () => {
    const at17 = { victim: { dateOfBirth: '2008-11-19' }, offence: { occurredOn: '2026-11-18' } };
    expect(factsOf(at17).ageBand).toBe('16-17');
    expect(factsOf({ ...at17, offence: { occurredOn: undefined } }).ageBand).toBe('18-24');
    expect(factsOf({ victim: { dateOfBirth: undefined } }).ageBand).toBe('unknown');
    const about18 = { victim: { dateOfBirth: undefined, approximateAge: 18 }, offence: { occurredOn: '2020-01-01' } };
    expect(factsOf(about18).ageBand).toBe('18-24');
  });

  test('without a day of offence, age is that on the London day of receipt', () => {
    const late = new Date('2026-07-01T23:30:00Z');
    const turns18 = { victim: { dateOfBirth: '2008-07-02' }, offence: { occurredOn: undefined } };
    expect(factsOf(turns18, late).ageBand).toBe('18-24');
  });

  test.each([
    ['the offence’s, in the area', 'E08000006', 'E08000003', 'E08000006'],
    ['the home’s, where the offence’s is not in the area', 'E07000999', 'E08000003', 'E08000003'],
    ['the home’s, where the offence’s is not known', undefined, 'E08000003', 'E08000003'],
    ['out of area, where neither is in it', 'E07000999', 'E07000998', 'out-of-area'],
    ['out of area, where the one that is known is', undefined, 'E07000998', 'out-of-area'],
    ['out of area, where no more is known', 'out-of-area', undefined, 'out-of-area'],
    ['unknown, where neither is known', undefined, undefined, 'unknown'],
  ])('district: %s', (_, offence, home, counted) => {
    expect(factsOf({ offence: { district: offence }, victim: { address: { district: home } } }).district).toBe(counted);
  });

  test('district: that of the home’s postcode, where no district is stated', () => {
    const over = { offence: { district: undefined }, victim: { address: { district: undefined, postcode: 'M5 4WT' } } };
    const rules = { ...area().rules, postcodeDistricts: { M5: 'E08000006' } };
    expect(factsOf(over, receivedAt, area({ rules })).district).toBe('E08000006');
    expect(factsOf(over).district).toBe('unknown');
  });

  test.each([
    ['00:00', '00-03'],
    ['03:59', '00-03'],
    ['04:00', '04-07'],
    ['23:59', '20-23'],
    [undefined, 'unknown'],
  ])('an offence at %s is in %s', (time, band) => {
    expect(factsOf({ offence: { occurredAt: time } }).timeOfDay).toBe(band);
  });

  test('the day of the week is that of the offence', () => {
    expect(factsOf({ offence: { occurredOn: '2026-11-18' } }).dayOfWeek).toBe('wednesday');
    expect(factsOf({ offence: { occurredOn: undefined } }).dayOfWeek).toBe('unknown');
  });

  test('of a test party say that it is a test, and of no other', () => {
    const of = (sender: typeof police | typeof testPolice) =>
      caseFactsOf({
        submission: submission(),
        sender,
        area: area(),
        enhancedRights: [],
        riskLevel: undefined,
        priority: undefined,
        now: receivedAt,
      }).test;
    expect([of(testPolice), of(police)]).toEqual([true, undefined]);
  });

  test('what was given is counted as it was given', () => {
    const given = caseFactsOf({
      submission: submission({
        offence: {
          domesticAbuse: 'yes',
          knifeEnabled: 'no',
          hateStrands: ['transgender', 'race'],
          locationType: 'school',
          method: 'vehicle',
          alcoholInvolved: 'yes',
          modernSlavery: 'yes',
          honourBased: 'no',
          firearm: 'no',
          childExploitation: 'yes',
        },
        victim: { role: 'witness-harmed', sex: 'other', ethnicity: 'B2', occupation: 'retired' },
        consent: { basis: 'legal-obligation' },
        needs: ['housing', 'safety'],
      }),
      sender: police,
      area: area(),
      enhancedRights: [],
      riskLevel: 'high',
      priority: 'enhanced',
      now: receivedAt,
    });
    expect(given).toMatchObject({
      source: 'example-police',
      sourceKind: 'police',
      domesticAbuse: 'yes',
      knifeEnabled: 'no',
      hateStrands: ['race', 'transgender'],
      locationType: 'school',
      method: 'vehicle',
      alcohol: 'yes',
      sex: 'other',
      ethnicity: 'B2',
      occupation: 'retired',
      risk: 'high',
      monitoring: {
        victimRole: 'witness-harmed',
        priority: 'enhanced',
        consentBasis: 'legal-obligation',
        modernSlavery: 'yes',
        honourBased: 'no',
        firearm: 'no',
        childExploitation: 'yes',
        needs: ['safety', 'housing'],
      },
    });
  });

  test('of somebody who was not referred no more is counted than the offence', () => {
    const facts = caseFactsOf({
      submission: { offence: { category: 'robbery' }, victim: {} },
      sender: police,
      area: area(),
      enhancedRights: [],
      riskLevel: undefined,
      priority: undefined,
      now: receivedAt,
    });
    expect(facts).toEqual({
      source: 'example-police',
      sourceKind: 'police',
      offence: 'robbery',
      district: 'unknown',
      ageBand: 'unknown',
      sex: 'unknown',
      ethnicity: 'unknown',
      risk: 'unknown',
      enhancedRights: [],
      domesticAbuse: 'unknown',
      knifeEnabled: 'unknown',
      hateStrands: [],
      locationType: 'unknown',
      method: 'unknown',
      alcohol: 'unknown',
      timeOfDay: 'unknown',
      dayOfWeek: 'unknown',
      occupation: 'unknown',
      monitoring: {
        victimRole: 'unknown',
        priority: 'unknown',
        consentBasis: 'unknown',
        repeatVictim: 'unknown',
        modernSlavery: 'unknown',
        honourBased: 'unknown',
        firearm: 'unknown',
        childExploitation: 'unknown',
        timeToReferral: 'unknown',
        needs: [],
        suspectRelationships: ['unknown'],
        section13: ['serious-violence'],
        disabilities: ['not-asked'],
        homeDistrict: 'unknown',
      },
    });
  });

  test('what was not given is unknown, never a guess, and rights are in the vocabulary’s order', () => {
    const bare = factsOf({ offence: { knifeEnabled: undefined }, victim: { sex: undefined, ethnicity: undefined } });
    expect(bare).toMatchObject({ knifeEnabled: 'unknown', sex: 'unknown', ethnicity: 'unknown', risk: 'unknown' });
    expect(bare.enhancedRights).toEqual(['most-serious-crime', 'vulnerable-or-intimidated']);
  });
});

describe('case facts as text', () => {
  test('are read back unchanged, and are small enough for a head row', async () => {
    await fc.assert(
      fc.property(anyFacts, (facts) => {
        const text = packFacts(facts);
        expect(unpackFacts(text)).toEqual(facts);
        expect(text.length).toBeLessThan(125);
      }),
    );
  });

  test('with a value that no vocabulary has are not written, and named by their dimension', () => {
    expect(() => packFacts({ ...factsOf({}), sex: 'lost' as never })).toThrow('sex has no such value');
  });

  test('of before what is monitored was counted are read as they were', () => {
    const facts = factsOf({});
    const { monitoring, ...before } = facts;
    expect(monitoring).toBeDefined();
    expect(unpackFacts(packFacts(before))).toEqual(before);
  });

  test.each(['', 'x', 'pr|x', `${'?'.repeat(14)}|||a|b`, `${'p'.repeat(14)}|||a|b|c`])('%j is refused', (text) => {
    expect(() => unpackFacts(text)).toThrow();
  });
});
