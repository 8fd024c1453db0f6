import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Decision } from '#src/domain/decision.ts';
import { judge } from '#src/domain/judge.ts';
import { deriveFacts } from '#src/domain/judgement/derived-facts.ts';
import { findSafeChannels } from '#src/domain/judgement/safe-contact.ts';
import { instantOf } from '#src/domain/london.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { suspectAccesses, suspectRelationships } from '#src/domain/suspect-vocabulary.ts';
import {
  channels,
  consentBases,
  consentGivers,
  hateStrands,
  needs,
  offenceCategories,
  priorities,
  riskLevels,
  riskTools,
  sexes,
  triStates,
  victimRoles,
} from '#src/domain/vocabulary.ts';
import { charity, area as exampleArea, hospital, police } from '#test/support/area-fixture.ts';
import { mergeOverrides, type Overrides, receivedAt, submission } from '#test/support/submissions.ts';

const area = exampleArea();
const now = receivedAt;

const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });
const day = (from: string, to: string) =>
  fc
    .date({ min: new Date(`${from}T00:00:00Z`), max: new Date(`${to}T00:00:00Z`), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
const person = fc
  .record({ name: fc.constant('Alex Example') })
  .chain((base) =>
    maybe(fc.constant('+447700900456')).map((phone) => (phone === undefined ? base : { ...base, phone })),
  );

const anySuspect = fc.record({
  relationship: maybe(oneOf(suspectRelationships)),
  livesWithVictim: maybe(oneOf(triStates)),
  knowsAddress: maybe(oneOf(triStates)),
  hasAccessTo: maybe(fc.subarray([...suspectAccesses])),
  isGuardian: maybe(fc.boolean()),
});

/** Any mix of the facts that the rules read, consistent or not. */
const anySubmission: fc.Arbitrary<Submission> = fc
  .record({
    offence: fc.record({
      category: oneOf(offenceCategories),
      homeOfficeCode: maybe(oneOf(['8N', '19C', '36', '8Q', '56A', '5D', 'ZZ'])),
      occurredOn: maybe(day('2020-01-01', '2026-11-19')),
      occurredAt: fc.constant(undefined),
      domesticAbuse: maybe(oneOf(triStates)),
      modernSlavery: maybe(oneOf(triStates)),
      hateStrands: maybe(fc.subarray([...hateStrands])),
    }),
    victim: fc.record({
      role: oneOf(victimRoles),
      familyName: oneOf(['Example', 'Example', 'Example', 'Example Ltd']),
      dateOfBirth: maybe(day('1950-01-01', '2026-11-01')),
      approximateAge: maybe(fc.integer({ min: 0, max: 80 })),
      sex: maybe(oneOf(sexes)),
      optedOut: maybe(oneOf([false, false, false, true])),
      persistentlyTargeted: maybe(fc.boolean()),
      vulnerableOrIntimidated: maybe(fc.boolean()),
      guardian: maybe(person),
    }),
    contact: fc.record({
      phone: maybe(fc.constant('+447700900123')),
      email: maybe(fc.constant('sam@example.org')),
      safe: fc.record(Object.fromEntries(channels.map((channel) => [channel, oneOf(triStates)]))),
      alternative: maybe(person),
    }),
    consent: fc.record({
      basis: oneOf(consentBases),
      personAware: maybe(oneOf(triStates)),
      givenBy: maybe(oneOf(consentGivers)),
      overrideReason: maybe(oneOf([null, 'Danger to life.'])),
    }),
    risk: maybe(
      fc.record({
        tool: oneOf(riskTools),
        level: maybe(oneOf(riskLevels)),
        score: maybe(fc.integer({ min: 0, max: 27 })),
      }),
    ),
    needs: maybe(fc.subarray([...needs])),
    suspects: maybe(fc.array(anySuspect, { maxLength: 2 })),
    marac: maybe(fc.record({ on: day('2026-11-10', '2026-12-20') })),
  })
  .map(({ victim, ...over }) => ({
    ...over,
    victim: victim.dateOfBirth === undefined ? victim : { ...victim, approximateAge: undefined },
  }))
  .map((over) => mergeOverrides<Submission>(submission(), over as Overrides<Submission>));

const anySender = oneOf([police, hospital, charity]);
const judged = (one: Submission, sender: Sender = police) => judge({ submission: one, sender, area, now });
const decisionOf = (one: Submission, sender?: Sender) => {
  const judgement = judged(one, sender);
  return 'decision' in judgement ? judgement.decision : undefined;
};

const near = ['partner', 'ex-partner', 'parent', 'child', 'other-family'];
const isNearSuspected = ({ suspects = [] }: Submission): boolean =>
  suspects.some(({ relationship }) => near.includes(relationship ?? ''));
const isSexual = ({ offence }: Submission): boolean => ['rape', 'other-sexual'].includes(offence.category);
const isAbuse = (one: Submission): boolean =>
  one.offence.domesticAbuse === 'yes' ||
  one.victim.role === 'child-domestic-abuse' ||
  (isSexual(one) && isNearSuspected(one));
const isWatched = (one: Submission): boolean =>
  isAbuse(one) ||
  isSexual(one) ||
  isNearSuspected(one) ||
  one.offence.modernSlavery === 'yes' ||
  one.offence.category === 'stalking-harassment';

/** Cases that need explicit consent, whoever refers them. */
const isExplicitCase = (one: Submission): boolean =>
  isAbuse(one) || one.victim.role === 'bereaved-relative' || isSexual(one);

function everyRouted(holds: (one: Submission, sender: Sender, decision: Decision) => void): void {
  fc.assert(
    fc.property(anySubmission, anySender, (one, sender) => {
      const decision = decisionOf(one, sender);
      if (decision?.outcome === 'routed') holds(one, sender, decision);
    }),
    { numRuns: 1000 },
  );
}

describe('any submission', () => {
  test('the generated submissions reach every outcome', () => {
    const seen = new Set<string>();
    for (const one of fc.sample(anySubmission, { numRuns: 3000, seed: 1 })) {
      const judgement = judged(one);
      seen.add('refused' in judgement ? judgement.refused.code : judgement.decision.outcome);
    }
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'routed',
        'held',
        'invalid-referral',
        'explicit-consent-required',
        'victim-opted-out',
        'not-a-victim',
      ]),
    );
  });

  test('is refused, routed or held, and never two of them', () => {
    fc.assert(
      fc.property(anySubmission, anySender, (one, sender) => {
        const judgement = judged(one, sender);
        if ('refused' in judgement) {
          expect(judgement.refused.faults.length).toBeGreaterThan(0);
          expect(judgement).not.toHaveProperty('decision');
          return;
        }
        const { outcome, heldReasons, chosen } = judgement.decision;
        expect(heldReasons.length > 0).toBe(outcome === 'held');
        expect(chosen.length > 0).toBe(outcome === 'routed');
      }),
      { numRuns: 1000 },
    );
  });

  test('lists every service of the catalogue once, as chosen or considered', () => {
    fc.assert(
      fc.property(anySubmission, (one) => {
        const decision = decisionOf(one);
        if (!decision) return;
        const told = [...decision.chosen, ...decision.considered].map(({ service }) => service);
        expect(told.sort()).toEqual(area.services.map(({ id }) => id).sort());
      }),
    );
  });

  test('has a safe channel if it is routed', () => {
    everyRouted((one) => {
      const usable = findSafeChannels(one, deriveFacts(one, area.rules, now), area.rules);
      expect(usable.length).toBeGreaterThan(0);
      const allowed = isWatched(one) ? ['yes'] : ['yes', 'unknown'];
      for (const channel of usable) expect(allowed).toContain(one.contact.safe[channel]);
    });
  });

  test('has a lawful basis if it is routed', () => {
    everyRouted((one, sender) => {
      const { basis, overrideReason } = one.consent;
      if (isExplicitCase(one) || sender.kind === 'voluntary') {
        expect(['explicit-consent', 'safeguarding-override']).toContain(basis);
      }
      if (basis === 'safeguarding-override') expect(overrideReason).toBeTruthy();
      expect(one.victim.optedOut).not.toBe(true);
    });
  });

  test('has an eligible lead service if it is routed', () => {
    everyRouted((_one, _sender, decision) => {
      expect(decision.chosen[0]?.part).toBe('lead');
      for (const { service } of decision.chosen) {
        expect(area.services.find(({ id }) => id === service)?.availability).toBe('open');
      }
    });
  });

  test('is judged the same each time: nothing but the arguments matters', () => {
    fc.assert(
      fc.property(anySubmission, (one) => {
        const before = structuredClone(one);
        expect(judged(one)).toEqual(judged(structuredClone(one)));
        expect(one).toEqual(before);
      }),
    );
  });
});

describe('more risk', () => {
  const withRisk = (one: Submission, level: (typeof riskLevels)[number]): Submission =>
    mergeOverrides<Submission>(one, { risk: { tool: 'other', level, score: undefined } });

  const pairs = [
    ['standard', 'medium'],
    ['medium', 'high'],
    ['standard', 'high'],
  ] as const;

  test.each(pairs)('never makes the deadline of the lead or of a service later: from %s to %s', (lower, higher) => {
    fc.assert(
      fc.property(anySubmission, (one) => {
        const less = decisionOf(withRisk(one, lower))?.chosen ?? [];
        const more = decisionOf(withRisk(one, higher))?.chosen ?? [];
        const [before, after] = [less[0], more[0]];
        if (before && after) expect(after.respondBy <= before.respondBy).toBe(true);
        for (const { service, respondBy } of less) {
          const same = more.find((chosen) => chosen.service === service);
          if (same) expect(same.respondBy <= respondBy).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('never refuses or holds a referral that would have been routed', () => {
    fc.assert(
      fc.property(anySubmission, (one) => {
        if (decisionOf(withRisk(one, 'standard'))?.outcome !== 'routed') return;
        expect(decisionOf(withRisk(one, 'high'))?.outcome).toBe('routed');
      }),
      { numRuns: 500 },
    );
  });
});

/** Each makes the case more dangerous, and changes nothing else of it. */
const dangers: readonly ((one: Submission) => Submission)[] = [
  ...suspectAccesses.map((access) => addSuspect({ hasAccessTo: [access] })),
  ...suspectRelationships.map((relationship) => addSuspect({ relationship })),
  addSuspect({ livesWithVictim: 'yes' }),
  addSuspect({ isGuardian: true }),
  ...(['domesticAbuse', 'honourBased', 'modernSlavery', 'childExploitation'] as const).map(
    (flag) => (one: Submission) => mergeOverrides<Submission>(one, { offence: { [flag]: 'yes' } }),
  ),
  (one) => (one.marac ? one : mergeOverrides<Submission>(one, { marac: { on: '2026-11-24' } })),
  (one) => mergeOverrides<Submission>(one, { consent: { personAware: 'no' } }),
];

function addSuspect(suspect: NonNullable<Submission['suspects']>[number]) {
  return (one: Submission): Submission => ({ ...one, suspects: [...(one.suspects ?? []), suspect] });
}

describe('one more danger', () => {
  const withMoreDanger = fc.tuple(anySubmission, oneOf(dangers)).map(([one, add]) => [one, add(one)] as const);
  const safeOf = (one: Submission) => findSafeChannels(one, deriveFacts(one, area.rules, now), area.rules);

  test('never makes a channel safe', () => {
    fc.assert(
      fc.property(withMoreDanger, ([less, more]) => {
        expect(safeOf(less)).toEqual(expect.arrayContaining(safeOf(more)));
      }),
      { numRuns: 2000 },
    );
  });

  test('never makes the deadline of a service later, nor the priority lower', () => {
    fc.assert(
      fc.property(withMoreDanger, ([less, more]) => {
        const [before, after] = [decisionOf(less), decisionOf(more)];
        if (!before || !after) return;
        expect(priorities.indexOf(after.priority)).toBeLessThanOrEqual(priorities.indexOf(before.priority));
        for (const { service, respondBy } of before.chosen) {
          const same = after.chosen.find((chosen) => chosen.service === service);
          if (same) expect(same.respondBy <= respondBy).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('one more enhanced right', () => {
  const more: Overrides<Submission>[] = [
    { victim: { persistentlyTargeted: true } },
    { victim: { vulnerableOrIntimidated: true } },
    { offence: { hateStrands: ['race'] } },
    { offence: { modernSlavery: 'yes' } },
    { offence: { domesticAbuse: 'yes' } },
  ];

  test('never removes another', () => {
    fc.assert(
      fc.property(anySubmission, oneOf(more), (one, over) => {
        const before = decisionOf(one);
        const after = decisionOf(mergeOverrides<Submission>(one, over));
        if (before && after) expect(after.enhancedRights).toEqual(expect.arrayContaining(before.enhancedRights));
      }),
      { numRuns: 1000 },
    );
  });
});

test('the time of receipt decides only whether the referral is in time', () => {
  const early = judge({ submission: submission(), sender: police, area, now: instantOf('2026-11-20', '23:59') });
  const late = judge({ submission: submission(), sender: police, area, now: instantOf('2026-11-21', '00:00') });
  expect(early).toMatchObject({ decision: { referBy: '2026-11-20', withinCode: true } });
  expect(late).toMatchObject({ decision: { referBy: '2026-11-20', withinCode: false } });
});
