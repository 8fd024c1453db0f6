/** What an approximate age does where no date of birth is known, over the worked example. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadArea } from '#areas/load.ts';
import { judge } from '#src/domain/judge.ts';
import { deriveFacts } from '#src/domain/judgement/derived-facts.ts';
import { contactPhone } from '#src/domain/judgement/safe-contact.ts';
import { addDays, wholeYears } from '#src/domain/london.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { police } from '#test/support/area-fixture.ts';
import { explicitConsent, type Overrides, receivedAt, submission } from '#test/support/submissions.ts';

const area = loadArea('greater-manchester');
const sender: Sender = police;
const today = '2026-11-19';
const adultsAlone = 'mosslight-victim-care';
const children = 'brightwater-young-people';

type Over = Overrides<Submission>;
const about = (approximateAge: number, over: Over = {}): Submission =>
  submission({ ...over, victim: { dateOfBirth: undefined, approximateAge, ...over.victim } });
const born = (dateOfBirth: string, over: Over = {}): Submission =>
  submission({ ...over, victim: { dateOfBirth, ...over.victim } });
/** Somebody who turned this age half a year ago. */
const exactly = (age: number, over: Over = {}): Submission => born(`${2026 - age}-05-19`, over);

const judged = (one: Submission) => judge({ submission: one, sender, area, now: receivedAt });
const derivedFrom = (one: Submission) => deriveFacts(one, area.rules, receivedAt);
const guardian = { name: 'Alex Example', phone: '+447700900456' };
const override: Over = { consent: { basis: 'safeguarding-override', overrideReason: 'Danger to life.' } };
const refusals = (one: Submission): string[] => {
  const judgement = judged(one);
  return 'refused' in judgement ? judgement.refused.faults.map(({ code }) => code) : [];
};
const decided = (one: Submission) => {
  const judgement = judged(one);
  if ('refused' in judgement) throw new Error(JSON.stringify(judgement.refused));
  return judgement.decision;
};
const leadOf = (one: Submission) => decided(one).chosen[0]?.service;

/** Each rule that an age decides: true where it protects or permits. */
const protections: Record<string, (make: (over?: Over) => Submission) => boolean> = {
  'a guardian is required': (make) => refusals(make()).includes('guardian-required'),
  'a guardian’s phone is a safe contact': (make) => {
    const one = make({ contact: { phone: undefined }, victim: { guardian } });
    return contactPhone(one, derivedFrom(one)) === guardian.phone;
  },
  'a parent may agree for them': (make) =>
    !refusals(make({ victim: { guardian }, consent: { ...explicitConsent, givenBy: 'parent-guardian' } })).includes(
      'not-with-age',
    ),
  'they may be a child harmed by domestic abuse': (make) =>
    !refusals(
      make({
        offence: { domesticAbuse: 'yes' },
        victim: { guardian, role: 'child-domestic-abuse' },
        consent: explicitConsent,
      }),
    ).includes('not-with-role'),
  'the enhanced right of a child': (make) =>
    decided(make({ victim: { guardian } })).enhancedRights.includes('vulnerable-or-intimidated'),
  'the service for children leads': (make) => leadOf(make({ victim: { guardian } })) === children,
  'the form asks for a guardian': (make) => derivedFrom(make()).isChild,
};
const rape: Over = { offence: { category: 'rape', homeOfficeCode: '19C' } };
const permissions: Record<string, (make: (over?: Over) => Submission) => boolean> = {
  'the override without their consent': (make) =>
    !refusals(make({ ...override, ...rape, victim: { guardian } })).includes('explicit-consent-required'),
  'no guardian is needed': (make) => !refusals(make()).includes('guardian-required'),
  'the service for adults alone leads': (make) => leadOf(make({ victim: { guardian } })) === adultsAlone,
};

/** The ages from 9 to 25 at which each holds, as first and last. */
const heldAges = (
  rule: (make: (over?: Over) => Submission) => boolean,
  of: (age: number, over?: Over) => Submission,
) => {
  const ages = Array.from({ length: 17 }, (_, index) => index + 9).filter((age) => rule((over) => of(age, over)));
  return [ages[0], ages.at(-1)];
};

describe.each<[string, [number, number], [number, number]]>([
  ['a guardian is required', [9, 12], [9, 14]],
  ['a guardian’s phone is a safe contact', [9, 17], [9, 19]],
  ['a parent may agree for them', [9, 17], [9, 19]],
  // The offence was the day before: who is 18 today may have been 17 then.
  ['they may be a child harmed by domestic abuse', [9, 17], [9, 20]],
  ['the enhanced right of a child', [9, 17], [9, 20]],
  ['the service for children leads', [9, 17], [9, 19]],
  ['the form asks for a guardian', [9, 17], [9, 19]],
])('%s', (name, exact, approximate) => {
  const rule = protections[name] ?? expect.fail();
  test(`from ${exact} years, and from about ${approximate}`, () => {
    expect(heldAges(rule, exactly)).toEqual(exact);
    expect(heldAges(rule, about)).toEqual(approximate);
  });
});

describe.each<[string, [number, number], [number, number]]>([
  ['the override without their consent', [9, 17], [9, 15]],
  ['no guardian is needed', [13, 25], [15, 25]],
  ['the service for adults alone leads', [18, 25], [20, 25]],
])('%s', (name, exact, approximate) => {
  const rule = permissions[name] ?? expect.fail();
  test(`from ${exact} years, and from about ${approximate}`, () => {
    expect(heldAges(rule, exactly)).toEqual(exact);
    expect(heldAges(rule, about)).toEqual(approximate);
  });
});

describe('for every approximate age and every day of birth that it may mean', () => {
  const anyCase = fc
    .record({
      stated: fc.integer({ min: 0, max: 40 }),
      years: fc.integer({ min: -2, max: 2 }),
      days: fc.integer({ min: 0, max: 364 }),
      offenceDaysAgo: fc.integer({ min: 1, max: 4000 }),
    })
    .map(({ stated, years, days, offenceDaysAgo }) => {
      const age = Math.max(0, stated + years);
      const dateOfBirth = addDays(`${2026 - age}-11-19`, -days);
      const occurredOn = addDays(today, -offenceDaysAgo);
      return { stated, age, dateOfBirth, over: { offence: { occurredOn, occurredAt: undefined } } as const };
    })
    .filter(({ dateOfBirth, over }) => dateOfBirth <= over.offence.occurredOn);
  const makers = ({ stated, dateOfBirth, over }: { stated: number; dateOfBirth: string; over: Over }) => {
    const withOver = (more: Over = {}): Over => ({ ...more, offence: { ...more.offence, ...over.offence } });
    return {
      exact: (more?: Over) => born(dateOfBirth, withOver(more)),
      approximate: (more?: Over) => about(stated, withOver(more)),
    };
  };

  test('the day of birth is of an age in the range', () => {
    fc.assert(
      fc.property(anyCase, ({ age, dateOfBirth }) => {
        expect(wholeYears(dateOfBirth, today)).toBe(age);
      }),
    );
  });

  test.each(Object.entries(protections))('%s where it would for one of them', (_name, rule) => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const { exact, approximate } = makers(one);
        if (rule(exact)) expect(rule(approximate)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test.each(Object.entries(permissions))('%s only where it would for each of them', (_name, rule) => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const { exact, approximate } = makers(one);
        if (rule(approximate)) expect(rule(exact)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a boy of about 15 hurt with a knife', () => {
  const knife: Over = { offence: { knifeEnabled: 'yes', method: 'knife' }, victim: { sex: 'male' } };

  test('goes to those who work with young people, and never to the service for adults', () => {
    const { chosen, reserve, considered } = decided(about(15, knife));
    expect(chosen.map(({ service }) => service)).toEqual(['millgate-navigators']);
    expect(reserve).toEqual([children]);
    expect(considered.find(({ service }) => service === adultsAlone)).toMatchObject({
      eligible: false,
      because: ['age-below-minimum'],
    });
  });

  test('goes to the service for children where nobody said whether it was a knife', () => {
    expect(leadOf(about(15, { offence: { knifeEnabled: 'unknown' } }))).toBe(children);
  });

  test('is a known age: a service that takes no unknown age takes him', () => {
    expect(leadOf(submission({ victim: { dateOfBirth: undefined } }))).toBe(adultsAlone);
    expect(decided(about(15, knife)).chosen[0]?.because).toContain('age-covered');
  });
});

describe('domestic abuse of somebody between child and adult', () => {
  const abuse: Over = { offence: { domesticAbuse: 'yes' }, consent: explicitConsent };
  const leads = (age: number, role: 'child-domestic-abuse' | 'direct') =>
    leadOf(about(age, { ...abuse, victim: { guardian, role } }));
  const both = 'copperbeech-outreach';

  test.each([
    [15, children, children],
    [16, children, children],
    [17, children, children],
    // At least 16: the service for abuse takes them, and a child of the house goes to the children's service still.
    [18, children, both],
    [19, children, both],
    // Surely an adult today, and perhaps a child on the day.
    [20, adultsAlone, both],
  ])('about %i: a child of the house goes to %s, a person abused to %s', (age, childOfHouse, abused) => {
    expect(leads(age, 'child-domestic-abuse')).toBe(childOfHouse);
    expect(leads(age, 'direct')).toBe(abused);
  });
});

describe('both a date of birth and an approximate age', () => {
  const both = submission({ victim: { approximateAge: 36 } });

  test('are refused, and the approximate age is named', () => {
    expect(judged(both)).toMatchObject({
      refused: { code: 'invalid-referral', faults: [{ pointer: '/victim/approximateAge', code: 'both-given' }] },
    });
  });

  test('even where they agree, and the date of birth counts in the other faults', () => {
    const one = submission({ victim: { dateOfBirth: '2020-01-01', approximateAge: 36 } });
    expect(refusals(one)).toEqual(['both-given', 'guardian-required']);
  });
});

test('somebody not born at the offence by the approximate age has no age at the offence', () => {
  const { ageNow, ageAtOffence } = derivedFrom(about(5, { offence: { occurredOn: '2001-01-01' } }));
  expect(ageNow).toEqual({ from: 3, to: 7 });
  expect(ageAtOffence).toBeUndefined();
});
