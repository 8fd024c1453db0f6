/** The gates by themselves: which fault, in which words, on both sides of each limit. */
import { describe, expect, test } from 'vitest';
import { findConsentFaults, hasValidOverride } from '#src/domain/judgement/consent.ts';
import { deriveFacts } from '#src/domain/judgement/derived-facts.ts';
import { findGateFaults } from '#src/domain/judgement/gates.ts';
import type { Submission } from '#src/domain/submission.ts';
import { victimRoles } from '#src/domain/vocabulary.ts';
import { rules } from '#test/support/area-fixture.ts';
import { explicitConsent, type Overrides, receivedAt, submission } from '#test/support/submissions.ts';
import { faultPlaces, judgeSubmission } from '../support/judge-submission.ts';

const override = { basis: 'safeguarding-override', overrideReason: 'Danger to life.' } as const;
const highRisk: Overrides<Submission> = { offence: { domesticAbuse: 'yes' }, risk: { tool: 'dash', level: 'high' } };
const child: Overrides<Submission> = { victim: { dateOfBirth: '2010-01-01' } };

const derived = (one: Submission) => deriveFacts(one, rules, receivedAt);
const consentFaults = (
  over: Overrides<Submission>,
  sender: 'police' | 'statutory' | 'voluntary' = 'police',
  more = rules,
) => {
  const one = submission(over);
  return findConsentFaults(one, derived(one), sender, more);
};
const gateFaults = (over: Overrides<Submission>) => {
  const one = submission(over);
  return findGateFaults(one, derived(one), 'police', rules);
};

describe('consent', () => {
  const mustAgree = (reason: string) => [
    {
      pointer: '/consent/basis',
      code: 'explicit-consent-required',
      detail: `The person must agree before ${reason} is passed on. Ask them first, then send explicit-consent.`,
    },
  ];
  const publicTask = { consent: { basis: 'public-task' } } as const;

  test.each<[string, Overrides<Submission>, 'police' | 'voluntary', string]>([
    [
      'an offence of the list',
      { offence: { category: 'rape', homeOfficeCode: '19C' } },
      'police',
      'this kind of offence',
    ],
    ['domestic abuse', { offence: { domesticAbuse: 'yes' } }, 'police', 'domestic abuse'],
    ['a bereaved relative', { victim: { role: 'bereaved-relative' } }, 'police', 'a bereaved relative'],
    ['a voluntary body', {}, 'voluntary', 'every referral from your kind of organisation'],
  ])('of %s must be explicit, and the sender is told why', (_what, over, sender, reason) => {
    expect(consentFaults({ ...over, ...publicTask }, sender)).toEqual(mustAgree(reason));
    expect(consentFaults({ ...over, consent: explicitConsent }, sender)).toEqual([]);
  });

  test('follows the area’s rules where they ask for less', () => {
    const consent = {
      ...rules.consent,
      explicitForOffences: [],
      explicitForDomesticAbuse: false,
      explicitForBereaved: false,
    };
    const less = { ...rules, consent };
    for (const over of [
      { offence: { category: 'rape', homeOfficeCode: '19C' } },
      { offence: { domesticAbuse: 'yes' } },
      { victim: { role: 'bereaved-relative' } },
    ] as const) {
      expect(consentFaults({ ...over, ...publicTask }, 'police', less)).toEqual([]);
    }
  });

  test('by public task is refused to a sender without one, with that reason', () => {
    const none = { ...rules, consent: { ...rules.consent, publicTaskFor: [] } };
    expect(consentFaults(publicTask, 'statutory', none)).toEqual([
      {
        pointer: '/consent/basis',
        code: 'explicit-consent-required',
        detail:
          'Public task is not a basis for your kind of organisation. Ask the person first, then send explicit-consent.',
      },
    ]);
    expect(consentFaults({ consent: { basis: 'legal-obligation' } }, 'statutory', none)).toEqual([]);
    expect(consentFaults(publicTask, 'statutory')).toEqual([]);
  });

  test('that is unreadable is left to the format checks', () => {
    const { consent: _, ...rest } = submission({ offence: { domesticAbuse: 'yes' } });
    expect(findConsentFaults(rest, derived(submission()), 'voluntary', rules)).toEqual([]);
    expect(hasValidOverride(rest, derived(submission(child)))).toBe(false);
  });

  const notForThis = [
    {
      pointer: '/consent/basis',
      code: 'explicit-consent-required',
      detail:
        'The safeguarding override is for high-risk domestic abuse and for children at risk. Otherwise ask the person first, and send explicit-consent.',
    },
  ];
  const noReason = [
    {
      pointer: '/consent/overrideReason',
      code: 'override-reason-required',
      detail: 'Record why this goes without the person’s consent.',
    },
  ];

  test.each<[string, Overrides<Submission>, object[]]>([
    ['high-risk domestic abuse', highRisk, []],
    ['domestic abuse of medium risk', { ...highRisk, risk: { tool: 'dash', level: 'medium' } }, notForThis],
    ['a child', { ...child, offence: { category: 'rape', homeOfficeCode: '19D' } }, []],
    ['an adult', { offence: { category: 'rape', homeOfficeCode: '19C' } }, notForThis],
    [
      'high risk without domestic abuse',
      { offence: { category: 'rape', homeOfficeCode: '19C' }, risk: { tool: 'dash', level: 'high' } },
      notForThis,
    ],
    ['what needs no explicit consent', {}, []],
  ])('by the override: %s', (_what, over, faults) => {
    expect(consentFaults({ ...over, consent: override })).toEqual(faults);
    for (const overrideReason of [undefined, '', '  ']) {
      const expected = faults.length > 0 ? faults : noReason;
      expect(consentFaults({ ...over, consent: { ...override, overrideReason } })).toEqual(expected);
    }
  });

  test.each<[string, Overrides<Submission>, boolean]>([
    ['high-risk domestic abuse', { ...highRisk, consent: override }, true],
    ['a child', { ...child, consent: override }, true],
    ['an adult', { consent: override }, false],
    ['no reason', { ...child, consent: { ...override, overrideReason: ' ' } }, false],
    ['another basis', { ...child, consent: { ...explicitConsent, overrideReason: 'A reason.' } }, false],
  ])('an override is valid or not: %s', (_what, over, isValid) => {
    const one = submission(over);
    expect(hasValidOverride(one, derived(one))).toBe(isValid);
  });
});

describe('the gates', () => {
  test('refuse an organisation, and say to name a person', () => {
    expect(gateFaults({ victim: { familyName: 'Example Ltd' } })).toEqual([
      {
        pointer: '/victim/familyName',
        code: 'not-a-victim',
        detail:
          'This reads as the name of an organisation. Only a person can be referred: name the person who was harmed.',
      },
    ]);
    expect(gateFaults({ victim: { givenName: undefined, familyName: 'Example Bank' } })).toHaveLength(1);
    expect(gateFaults({ victim: { givenName: 'Sam', familyName: 'Example Bank' } })).toEqual([]);
  });

  test('refuse a person who opted out, and say that nothing was stored', () => {
    expect(gateFaults({ victim: { optedOut: true } })).toEqual([
      {
        pointer: '/victim/optedOut',
        code: 'victim-opted-out',
        detail:
          'The person asked not to be referred, so nothing of this was kept. If they were referred before, withdraw that referral.',
      },
    ]);
  });

  const needsGuardian = [
    {
      pointer: '/victim/guardian',
      code: 'guardian-required',
      detail:
        'A child who is, or may be, under 13 needs a parent or guardian to contact. Name one, or record a safeguarding override with its reason.',
    },
  ];

  test.each<[string, Overrides<Submission>, object[]]>([
    ['a day before thirteen', { victim: { dateOfBirth: '2013-11-20' } }, needsGuardian],
    ['thirteen today', { victim: { dateOfBirth: '2013-11-19' } }, []],
    ['no date of birth', { victim: { dateOfBirth: undefined } }, []],
    ['a guardian', { victim: { dateOfBirth: '2013-11-20', guardian: { name: 'Alex Example' } } }, []],
    ['the override', { victim: { dateOfBirth: '2013-11-20' }, consent: override }, []],
    [
      'the override without a reason',
      { victim: { dateOfBirth: '2013-11-20' }, consent: { ...override, overrideReason: ' ' } },
      needsGuardian,
    ],
  ])('and a young child without a guardian: %s', (_what, over, faults) => {
    expect(gateFaults(over).filter(({ pointer }) => pointer === '/victim/guardian')).toEqual(faults);
  });

  test('skip an unreadable victim', () => {
    const { victim: _, ...rest } = submission();
    expect(findGateFaults(rest, derived(submission()), 'police', rules)).toEqual([]);
    const young = derived(submission({ victim: { dateOfBirth: '2015-01-01' } }));
    expect(findGateFaults(rest, young, 'police', rules)).toEqual(needsGuardian);
    const { familyName: __, ...nameless } = submission().victim;
    expect(findGateFaults({ ...rest, victim: nameless }, derived(submission()), 'police', rules)).toEqual([]);
  });
});

describe('a person who has died', () => {
  test.each(victimRoles)('as %s', (role) => {
    const over: Overrides<Submission> = { victim: { role, deceased: true }, consent: explicitConsent };
    const judgement = judgeSubmission(over);
    const deceased = 'refused' in judgement ? judgement.refused.faults.filter(({ code }) => code === 'deceased') : [];
    expect(faultPlaces(deceased)).toEqual(role === 'direct' ? [['/victim/deceased', 'deceased']] : []);
  });

  test('is refused by that code, and the sender is told who can be referred', () => {
    expect(judgeSubmission({ victim: { deceased: true } })).toMatchObject({
      refused: { code: 'deceased', faults: [{ detail: expect.stringContaining('Refer the bereaved relative') }] },
    });
  });
});
