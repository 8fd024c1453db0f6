import { describe, expect, test } from 'vitest';
import { deriveFacts } from '#src/domain/judgement/derived-facts.ts';
import { enhancedRightsOf } from '#src/domain/judgement/enhanced-rights.ts';
import { priorityOf } from '#src/domain/judgement/priority.ts';
import type { Submission } from '#src/domain/submission.ts';
import { area } from '#test/support/area-fixture.ts';
import { explicitConsent, type Overrides, receivedAt } from '#test/support/submissions.ts';
import { decisionFor } from '../support/judge-submission.ts';

const rightsOf = (over: Overrides<Submission>) => decisionFor({ consent: explicitConsent, ...over }).enhancedRights;

describe('enhanced rights: most serious crime (GOV.UK, Victims’ Code; Hertfordshire Beacon)', () => {
  test.each<[string, Overrides<Submission>]>([
    ['domestic abuse', { offence: { domesticAbuse: 'yes' } }],
    [
      'a child in domestic abuse, by role',
      { victim: { role: 'child-domestic-abuse', dateOfBirth: '2012-05-06' }, offence: { domesticAbuse: undefined } },
    ],
    ['hate crime', { offence: { hateStrands: ['disability'] } }],
    ['a sexual offence: rape', { offence: { category: 'rape', homeOfficeCode: '19C' } }],
    ['a sexual offence: other', { offence: { category: 'other-sexual', homeOfficeCode: '20A' } }],
    ['a sexual offence by its code alone', { offence: { category: 'other', homeOfficeCode: '17A' } }],
    ['modern slavery or trafficking, by flag', { offence: { modernSlavery: 'yes' } }],
    ['modern slavery, by code', { offence: { category: 'violence-without-injury', homeOfficeCode: '106' } }],
    ['attempted murder, by code', { offence: { homeOfficeCode: '2' } }],
    [
      'kidnap or false imprisonment, by code',
      { offence: { category: 'violence-without-injury', homeOfficeCode: '36' } },
    ],
    ['arson endangering life, by code', { offence: { category: 'arson', homeOfficeCode: '56A' } }],
    ['wounding or GBH with intent, by code', { offence: { homeOfficeCode: '5d' } }],
    ['a code written with a leading zero', { offence: { homeOfficeCode: '05D' } }],
    [
      'a bereaved close relative',
      { offence: { category: 'homicide', homeOfficeCode: '1' }, victim: { role: 'bereaved-relative' } },
    ],
    [
      'a witness of a homicide, without a code',
      { offence: { category: 'homicide', homeOfficeCode: undefined }, victim: { role: 'witness-harmed' } },
    ],
  ])('%s', (_what, over) => expect(rightsOf(over)).toContain('most-serious-crime'));

  test('terrorism has no code here: the area lists the codes it uses', () => {
    expect(rightsOf({ offence: { homeOfficeCode: '66' } })).toEqual([]);
  });

  test.each<[string, Overrides<Submission>]>([
    ['assault', {}],
    ['arson not endangering life', { offence: { category: 'arson', homeOfficeCode: '56B' } }],
    ['a flag that is not known', { offence: { domesticAbuse: 'unknown', modernSlavery: 'unknown' } }],
  ])('not %s', (_what, over) => expect(rightsOf(over)).not.toContain('most-serious-crime'));
});

test('a referral that says nothing gives no right, and is no fault of ours', () => {
  const { rules } = area();
  expect(enhancedRightsOf({}, deriveFacts({}, rules, receivedAt), rules)).toEqual([]);
});

test('a relative bereaved by an offence other than homicide has enhanced rights too', () => {
  expect(
    rightsOf({ offence: { category: 'other', homeOfficeCode: undefined }, victim: { role: 'bereaved-relative' } }),
  ).toEqual(['most-serious-crime']);
});

describe('enhanced rights: persistently targeted (Victims’ Code)', () => {
  test.each<[string, Overrides<Submission>]>([
    ['targeted more than once, as the referrer says', { victim: { persistentlyTargeted: true } }],
    ['a victim of stalking or harassment', { offence: { category: 'stalking-harassment', homeOfficeCode: '8Q' } }],
    ['stalking or harassment by its code alone', { offence: { category: 'other', homeOfficeCode: '8L' } }],
  ])('%s', (_what, over) => expect(rightsOf(over)).toEqual(['persistently-targeted']));
});

describe('enhanced rights: vulnerable or intimidated (Victims’ Code)', () => {
  test.each([
    ['17 at the offence and 18 now: automatic', '2008-11-19', '2026-11-18', true],
    ['18 on the day of the offence', '2008-11-18', '2026-11-18', false],
    ['17 now, the day of the offence not known', '2008-11-20', undefined, true],
    ['18 now, the day of the offence not known', '2008-11-19', undefined, false],
    ['date of birth not known', undefined, '2026-11-18', false],
  ])('%s', (_what, dateOfBirth, occurredOn, has) => {
    const over = { victim: { dateOfBirth }, offence: { occurredOn, occurredAt: undefined } };
    expect(rightsOf(over).includes('vulnerable-or-intimidated')).toBe(has);
  });

  test('otherwise as assessed by the referrer', () => {
    expect(rightsOf({ victim: { vulnerableOrIntimidated: true } })).toEqual(['vulnerable-or-intimidated']);
  });

  test('a person born of the offence is assessed by their age now', () => {
    const bornAfter = {
      offence: { category: 'rape', homeOfficeCode: '19C', occurredOn: '1999-01-01', occurredAt: undefined },
    } as const;
    const born = (dateOfBirth: string) => rightsOf({ ...bornAfter, victim: { role: 'born-of-offence', dateOfBirth } });
    expect(born('2000-01-01')).toEqual(['most-serious-crime']);
    expect(born('2010-01-01')).toEqual(['most-serious-crime', 'vulnerable-or-intimidated']);
  });
});

describe('enhanced rights are a set', () => {
  test('categories overlap', () => {
    expect(
      rightsOf({
        offence: { category: 'stalking-harassment', homeOfficeCode: '8Q', domesticAbuse: 'yes' },
        victim: { dateOfBirth: '2010-01-01' },
      }),
    ).toEqual(['most-serious-crime', 'persistently-targeted', 'vulnerable-or-intimidated']);
  });

  test('a box the referrer did not tick does not remove a derived right', () => {
    expect(
      rightsOf({ victim: { dateOfBirth: '2010-01-01', vulnerableOrIntimidated: false, persistentlyTargeted: false } }),
    ).toEqual(['vulnerable-or-intimidated']);
  });
});

test('no risk given means no level, not the lowest', () => {
  expect(decisionFor({ risk: undefined })).not.toHaveProperty('riskLevel');
});

describe('priority: high risk, then enhanced rights, then standard', () => {
  test.each([
    ['high', [], 'high'],
    ['high', ['most-serious-crime'], 'high'],
    ['medium', ['most-serious-crime'], 'enhanced'],
    ['medium', [], 'standard'],
    [undefined, ['persistently-targeted'], 'enhanced'],
    [undefined, [], 'standard'],
  ] as const)('risk %s, rights %j: %s', (risk, rights, priority) => expect(priorityOf(risk, rights)).toBe(priority));

  test.each([
    ['DASH 14 and more is high', 14, undefined, 'high'],
    ['DASH 13 is medium', 13, undefined, 'standard'],
    ['judgement raises a low score', 3, 'high', 'high'],
  ] as const)('%s (SafeLives; thresholds are configuration)', (_what, score, level, priority) => {
    const decision = decisionFor({ risk: { tool: 'dash', score, level, professionalJudgement: true } });
    expect(decision.priority).toBe(priority);
    expect(decision.riskLevel).toBe(level ?? (score >= 14 ? 'high' : 'medium'));
  });

  test('a force may set other thresholds', () => {
    const lower = area({ rules: { dash: { high: 10 } } });
    expect(decisionFor({ risk: { tool: 'dash', score: 10, level: undefined } }, { area: lower }).priority).toBe('high');
  });
});
