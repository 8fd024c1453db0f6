import { describe, expect, test } from 'vitest';
import { caseFactsOf } from '#src/domain/counting/case-facts.ts';
import { keepFirstFacts } from '#src/domain/counting/monitoring-facts.ts';
import { area, police } from '../../support/area-fixture.ts';
import { receivedAt, submission } from '../../support/submissions.ts';

type Over = Parameters<typeof submission>[0];

const factsOf = (over: Over = {}, now = receivedAt) =>
  caseFactsOf({
    submission: submission(over),
    sender: police,
    area: area(),
    enhancedRights: [],
    riskLevel: undefined,
    priority: 'standard',
    now,
  });
const monitored = (over: Over = {}) => factsOf(over).monitoring;

describe('what commissioners return', () => {
  test.each([
    [{ category: 'rape' }, ['sexual']],
    [{ category: 'violence-with-injury', domesticAbuse: 'yes' }, ['domestic', 'serious-violence']],
    [{ category: 'public-order', firearm: 'yes' }, ['serious-violence']],
    [{ category: 'public-order', knifeEnabled: 'yes' }, ['serious-violence']],
    [{ category: 'homicide' }, ['serious-violence']],
    [{ category: 'robbery' }, ['serious-violence']],
    [{ category: 'theft-burglary', domesticAbuse: 'unknown', knifeEnabled: 'no', firearm: 'no' }, ['none']],
  ] as const)('%j is of the section 13 kinds %j', (offence, kinds) => {
    expect(monitored({ offence: { ...offence, homeOfficeCode: undefined } })?.section13).toEqual(kinds);
  });

  test('is of the kind of its Home Office code too, where that says more than the category', () => {
    const offence = { category: 'public-order', homeOfficeCode: '8N' } as const;
    expect(monitored({ offence })?.section13).toEqual(['serious-violence']);
  });

  test('a sexual offence by a former partner is domestic abuse too', () => {
    const found = monitored({
      offence: { category: 'rape', homeOfficeCode: undefined },
      suspects: [{ relationship: 'ex-partner' }],
    });
    expect(found).toMatchObject({ section13: ['domestic', 'sexual'], suspectRelationships: ['ex-partner'] });
  });

  test('each kind of suspect counts once, and nobody named is not known', () => {
    const suspects = [{ relationship: 'parent' }, { relationship: 'parent' }, { name: 'Sam' }] as const;
    expect(monitored({ suspects: [...suspects] })?.suspectRelationships).toEqual(['parent', 'unknown']);
    expect(monitored()?.suspectRelationships).toEqual(['unknown']);
  });

  test('no disability is told from not asked', () => {
    expect(monitored({ victim: { disabilities: [] } })?.disabilities).toEqual(['none']);
    expect(monitored({ victim: { disabilities: ['vision'] } })?.disabilities).toEqual(['vision']);
    expect(monitored()?.disabilities).toEqual(['not-asked']);
  });

  test('several disabilities count once each, in whatever order they are named', () => {
    const named = (...disabilities: ('vision' | 'hearing')[]) => monitored({ victim: { disabilities } })?.disabilities;
    expect(named('vision', 'hearing', 'vision')).toEqual(['hearing', 'vision']);
  });

  test.each([
    ['an hour and a half before', '2026-11-19T07:30:00Z', '1-to-4-hours'],
    ['in the same moment', '2026-11-19T09:00:00Z', 'under-1-hour'],
    ['by a clock that is fast, after it', '2026-11-19T09:20:00Z', 'under-1-hour'],
    ['at a time that is not known', undefined, 'unknown'],
  ])('a report to the police %s the referral came', (_, reportedAt, band) => {
    expect(monitored({ reportedAt })?.timeToReferral).toBe(band);
  });

  test('where the person lives is told apart from where it happened', () => {
    const facts = factsOf({
      offence: { district: 'E08000003' },
      victim: { address: { lines: ['1 Example Road'], district: 'E08000006' } },
    });
    expect([facts.district, facts.monitoring?.homeDistrict]).toEqual(['E08000003', 'E08000006']);
  });

  test('a correction does not change when the referral came, nor who was known before it', () => {
    const first = factsOf();
    const later = factsOf({ needs: ['housing'] }, new Date(receivedAt.getTime() + 9 * 86_400_000));
    expect(later.monitoring?.timeToReferral).not.toBe(first.monitoring?.timeToReferral);
    if (!first.monitoring) throw new Error('nothing is monitored');
    const kept = keepFirstFacts(later, { ...first, monitoring: { ...first.monitoring, repeatVictim: 'yes' } });
    expect(kept.monitoring).toMatchObject({
      timeToReferral: first.monitoring?.timeToReferral,
      repeatVictim: 'yes',
      needs: ['housing'],
    });
  });
});
