import { describe, expect, test } from 'vitest';
import type { Submission } from '#src/domain/submission.ts';
import { area, charity, hospital, police } from '#test/support/area-fixture.ts';
import { explicitConsent, type Overrides } from '#test/support/submissions.ts';
import { decisionFor, faultPlaces, refusalFor } from '../support/judge-submission.ts';

const publicTask = { basis: 'public-task' } as const;
const override = { basis: 'safeguarding-override', overrideReason: 'Danger to life; asking would raise it.' } as const;
const bereaved: Overrides<Submission> = {
  offence: { category: 'homicide', homeOfficeCode: '1' },
  victim: { role: 'bereaved-relative' },
};

describe('police, an ordinary crime (Victim Support, legal bases)', () => {
  test.each([publicTask, { basis: 'legal-obligation' }, explicitConsent, override] as const)(
    'goes on $basis',
    (consent) => {
      expect(decisionFor({ consent }).outcome).toBe('routed');
    },
  );

  test('the victim may opt out: nothing is stored', () => {
    expect(refusalFor({ victim: { optedOut: true } })).toMatchObject({
      code: 'victim-opted-out',
      faults: [{ pointer: '/victim/optedOut', code: 'victim-opted-out' }],
    });
  });
});

const explicitFirst: [string, Overrides<Submission>][] = [
  ['rape', { offence: { category: 'rape', homeOfficeCode: '19C' } }],
  ['another sexual offence', { offence: { category: 'other-sexual', homeOfficeCode: '20A' } }],
  ['a sexual offence by its code alone', { offence: { category: 'other', homeOfficeCode: '19C' } }],
  ['domestic abuse', { offence: { domesticAbuse: 'yes' } }],
  ['a bereaved close relative', bereaved],
];

describe.each(explicitFirst)('police, %s: explicit consent first (Nottinghamshire Police FAQ)', (_case, over) => {
  test.each(['public-task', 'legal-obligation'] as const)('not on %s', (basis) => {
    const refusal = refusalFor({ ...over, consent: { basis } });
    expect(refusal.code).toBe('explicit-consent-required');
    expect(faultPlaces(refusal.faults)).toEqual([['/consent/basis', 'explicit-consent-required']]);
  });

  test('not on the override, which is for high-risk domestic abuse and children', () => {
    expect(refusalFor({ ...over, consent: override }).code).toBe('explicit-consent-required');
  });

  test('goes on explicit consent', () =>
    expect(decisionFor({ ...over, consent: explicitConsent }).outcome).toBe('routed'));

  test('nor from a hospital without it', () => {
    expect(refusalFor({ ...over, consent: publicTask }, { sender: hospital }).code).toBe('explicit-consent-required');
  });
});

describe('a voluntary partner: explicit consent always (Victim Support, legal bases)', () => {
  test.each(['public-task', 'legal-obligation', 'safeguarding-override'] as const)('not on %s', (basis) => {
    const consent = { basis, overrideReason: 'A reason.' };
    expect(refusalFor({ consent }, { sender: charity }).code).toBe('explicit-consent-required');
  });

  test('goes on explicit consent', () => {
    expect(decisionFor({ consent: explicitConsent }, { sender: charity }).outcome).toBe('routed');
  });

  test('a statutory partner may use its public task', () => {
    expect(decisionFor({ consent: publicTask }, { sender: hospital }).outcome).toBe('routed');
  });
});

test('public task is a basis only for the kinds of sender that the area lists', () => {
  const policeOnly = area({ rules: { consent: { publicTaskFor: ['police'] } } });
  const setting = { sender: hospital, area: policeOnly };
  expect(refusalFor({ consent: publicTask }, setting).code).toBe('explicit-consent-required');
  expect(decisionFor({ consent: { basis: 'legal-obligation' } }, setting).outcome).toBe('routed');
  expect(decisionFor({ consent: publicTask }, { area: policeOnly }).outcome).toBe('routed');
});

describe('high-risk domestic abuse, or a child at risk: without consent if the reason is recorded (MARAC guidance)', () => {
  const cases: [string, Overrides<Submission>][] = [
    [
      'high-risk domestic abuse, by level',
      { offence: { domesticAbuse: 'yes' }, risk: { tool: 'dash', level: 'high' } },
    ],
    [
      'high-risk domestic abuse, by score',
      { offence: { domesticAbuse: 'yes' }, risk: { tool: 'dash', score: 14, level: undefined } },
    ],
    ['a child', { offence: { category: 'rape', homeOfficeCode: '19D' }, victim: { dateOfBirth: '2010-01-01' } }],
  ];

  test.each(cases)('%s', (_what, over) => {
    expect(decisionFor({ ...over, consent: override }).outcome).toBe('routed');
    expect(decisionFor({ ...over, consent: override }, { sender: charity }).outcome).toBe('routed');
  });

  test.each(cases)('%s, but no reason recorded', (_what, over) => {
    for (const overrideReason of [undefined, null]) {
      const refusal = refusalFor({ ...over, consent: { basis: 'safeguarding-override', overrideReason } });
      expect(refusal.code).toBe('override-reason-required');
      expect(faultPlaces(refusal.faults)).toEqual([['/consent/overrideReason', 'override-reason-required']]);
    }
  });

  test('medium risk is not enough', () => {
    const over: Overrides<Submission> = { offence: { domesticAbuse: 'yes' }, risk: { tool: 'dash', level: 'medium' } };
    expect(refusalFor({ ...over, consent: override }).code).toBe('explicit-consent-required');
  });
});

describe('a child under 13 (configurable) needs a guardian’s contact, or the override', () => {
  const child = (dateOfBirth: string): Overrides<Submission> => ({ victim: { dateOfBirth } });

  test('12 and no guardian: refused', () => {
    const refusal = refusalFor(child('2013-11-20'));
    expect(refusal.code).toBe('guardian-required');
    expect(faultPlaces(refusal.faults)).toEqual([['/victim/guardian', 'guardian-required']]);
  });

  test('13 today: no guardian needed', () => {
    expect(decisionFor(child('2013-11-19')).outcome).toBe('routed');
  });

  test('12 with a guardian', () => {
    const guardian = { name: 'Alex Example', phone: '+447700900456' };
    expect(decisionFor({ victim: { dateOfBirth: '2013-11-20', guardian } }).outcome).toBe('routed');
  });

  test('12 with the override', () => {
    expect(decisionFor({ ...child('2013-11-20'), consent: override }).outcome).toBe('routed');
  });
});

describe('legal gates are reported together, the most important first', () => {
  test('an organisation that opted out of domestic abuse without consent', () => {
    const refusal = refusalFor({
      victim: { familyName: 'Example Ltd', optedOut: true },
      offence: { domesticAbuse: 'yes' },
    });
    expect(refusal.code).toBe('not-a-victim');
    expect(refusal.faults.map(({ code }) => code)).toEqual([
      'not-a-victim',
      'victim-opted-out',
      'explicit-consent-required',
    ]);
  });

  test('with a fault in the facts as well, the referral is invalid and both are reported', () => {
    const refusal = refusalFor({ crimeReference: undefined, victim: { optedOut: true } }, { sender: police });
    expect(refusal.code).toBe('invalid-referral');
    expect(faultPlaces(refusal.faults)).toEqual([
      ['/crimeReference', 'required'],
      ['/victim/optedOut', 'victim-opted-out'],
    ]);
  });
});
