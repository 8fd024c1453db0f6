import { describe, expect, test } from 'vitest';
import { exactAge } from '#src/domain/ages.ts';
import { deriveFacts, impliesChild, levelOfScore } from '#src/domain/judgement/derived-facts.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import { area } from '#test/support/area-fixture.ts';
import { receivedAt } from '#test/support/submissions.ts';

const { rules } = area();
const today = '2026-11-19';
const factsOf = (submission: PartialSubmission) => deriveFacts(submission, rules, receivedAt);

test('a referral that says nothing implies nothing of the person', () => {
  expect(factsOf({})).toMatchObject({
    reportedOn: undefined,
    ageNow: undefined,
    ageAtOffence: undefined,
    under18AtOffence: false,
    isChild: false,
    isSurelyChild: false,
    offences: [],
    domesticAbuse: false,
    needsKnownSafeChannel: false,
    bereaved: false,
    riskLevel: undefined,
    scoreLevel: undefined,
  });
});

describe('a referral without any age', () => {
  test.each<[string, PartialSubmission, boolean]>([
    ['of a child in domestic abuse', { victim: { role: 'child-domestic-abuse' } }, true],
    ['of which a parent agreed', { consent: { givenBy: 'parent-guardian' } }, true],
    ['of a victim whose parent agreed', { victim: { role: 'direct' }, consent: { givenBy: 'parent-guardian' } }, true],
    [
      'of a parent for themselves',
      { victim: { role: 'parent-guardian' }, consent: { givenBy: 'parent-guardian' } },
      false,
    ],
    [
      'of a spokesperson of the family',
      { victim: { role: 'spokesperson' }, consent: { givenBy: 'parent-guardian' } },
      false,
    ],
    ['of which the victim agreed', { victim: { role: 'direct' }, consent: { givenBy: 'victim' } }, false],
  ])('%s: a child %s', (_what, submission, isChild) => {
    expect(impliesChild(submission)).toBe(isChild);
    expect(factsOf(submission)).toMatchObject({ isChild, isSurelyChild: isChild });
  });

  test('is read by the age where one is known, not by who agreed', () => {
    const submission = { victim: { dateOfBirth: '1990-05-06' }, consent: { givenBy: 'parent-guardian' } } as const;
    expect(factsOf(submission)).toMatchObject({ isChild: false, isSurelyChild: false });
    expect(factsOf({ victim: { dateOfBirth: '2015-05-06' } })).toMatchObject({ isChild: true, isSurelyChild: true });
  });
});

test('a child born on the day of the offence, or of the referral, has the age 0', () => {
  expect(factsOf({ victim: { dateOfBirth: today }, offence: { occurredOn: today } })).toMatchObject({
    ageNow: exactAge(0),
    ageAtOffence: exactAge(0),
    isChild: true,
  });
});

test('a date of birth after the offence gives no age at it', () => {
  const submission = { victim: { dateOfBirth: '2020-01-02' }, offence: { occurredOn: '2020-01-01' } };
  expect(factsOf(submission)).toMatchObject({ ageNow: exactAge(6), ageAtOffence: undefined });
});

describe('the risk level', () => {
  test('of a score follows the thresholds of the area', () => {
    const { high, medium } = rules.dash;
    expect([high, high - 1, medium, medium - 1].map((score) => levelOfScore(score, rules.dash))).toEqual([
      'high',
      'medium',
      'medium',
      'standard',
    ]);
  });

  test.each<[string, NonNullable<PartialSubmission['risk']>, object]>([
    ['the level, without a score', { tool: 'dash', level: 'medium' }, { riskLevel: 'medium', scoreLevel: undefined }],
    ['nothing, of a tool without a score', { tool: 'dash' }, { riskLevel: undefined, scoreLevel: undefined }],
    ['the score, without a level', { tool: 'dash', score: 24 }, { riskLevel: 'high', scoreLevel: 'high' }],
    ['the score, which is higher', { tool: 'dash', level: 'standard', score: 24 }, { riskLevel: 'high' }],
    ['the level, which is higher', { tool: 'dash', level: 'high', score: 0 }, { riskLevel: 'high' }],
  ])('is %s', (_what, risk, expected) => {
    expect(factsOf({ risk })).toMatchObject(expected);
  });
});

describe('the offences', () => {
  test.each<[string, NonNullable<PartialSubmission['offence']>, readonly string[]]>([
    ['of a category alone', { category: 'rape' }, ['rape']],
    ['of a code alone', { homeOfficeCode: '19C' }, ['rape']],
    ['of a code of the same category', { category: 'rape', homeOfficeCode: '19C' }, ['rape']],
    ['of a code of another category', { category: 'other', homeOfficeCode: '19C' }, ['other', 'rape']],
    ['of a code that is not known', { category: 'other', homeOfficeCode: '999Z' }, ['other']],
    ['of nothing but a code that is not known', { homeOfficeCode: '999Z' }, []],
  ])('%s', (_what, offence, expected) => {
    expect(factsOf({ offence }).offences).toEqual(expected);
  });
});
