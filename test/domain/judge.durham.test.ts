import { describe, expect, test } from 'vitest';
import { heldAdvice } from '#src/domain/judgement/held-reasons.ts';
import type { Submission } from '#src/domain/submission.ts';
import durham from '#test/support/durham-2014.json' with { type: 'json' };
import { explicitConsent, nothingSafe, type Overrides } from '#test/support/submissions.ts';
import { decisionFor } from './support/judge-submission.ts';

/** Each outcome of the sample, a referral that would have led to it, and its outcome here. */
const played: Record<string, { over: Overrides<Submission>; ends: string }> = {
  'crime type out of scope': {
    over: { offence: { category: 'theft-burglary', homeOfficeCode: undefined } },
    ends: 'held: out-of-scope',
  },
  'insufficient contact details': {
    over: {
      contact: { phone: undefined, email: undefined, safe: { ...nothingSafe, call: 'unknown', text: 'unknown' } },
      victim: { address: { lines: undefined, postcode: undefined } },
    },
    ends: 'held: no-safe-contact',
  },
  'domestic abuse, unsafe to continue, returned to the police': {
    over: { offence: { domesticAbuse: 'yes' }, consent: explicitConsent, contact: { safe: nothingSafe } },
    ends: 'held: no-safe-contact',
  },
  'first contact attempted by phone': { over: { contact: { safe: { ...nothingSafe, call: 'yes' } } }, ends: 'routed' },
  'first contact attempted by text': { over: { contact: { safe: { ...nothingSafe, text: 'yes' } } }, ends: 'routed' },
  'first contact attempted by letter': { over: { contact: { safe: { ...nothingSafe, post: 'yes' } } }, ends: 'routed' },
};

/** Durham Victim Referral Dip Sample Report, Office of the Durham PCC, November 2014. */
describe('Durham’s 85 referrals of three days in April 2014, in their proportions', () => {
  const referrals = durham.outcomes.flatMap(({ what, count }) =>
    Array.from({ length: count }, (_, n) => ({ what, victimReference: String(n + 1) })),
  );
  const ended = referrals.map(({ what, victimReference }) => {
    const decision = decisionFor({ victimReference, ...played[what]?.over });
    return { what, ends: [decision.outcome, ...decision.heldReasons].join(': '), decision };
  });

  test('are 85, with every kind of outcome', () => {
    expect(referrals).toHaveLength(durham.referrals);
    expect(Object.keys(played).sort()).toEqual(durham.outcomes.map(({ what }) => what).sort());
  });

  test('each has its expected outcome', () => {
    for (const { what, ends } of ended) expect([what, ends]).toEqual([what, played[what]?.ends]);
  });

  test('66 go to a service, 14 are held as out of scope, and 5 are held without safe contact', () => {
    const count = (ends: string): number => ended.filter((one) => one.ends === ends).length;
    expect([count('routed'), count('held: out-of-scope'), count('held: no-safe-contact')]).toEqual([66, 14, 5]);
  });

  test('none is lost: each held referral has a reason with advice, each routed one a service and a deadline', () => {
    for (const { decision } of ended) {
      const reasons = decision.heldReasons.map((reason) => heldAdvice[reason]);
      const services = decision.chosen.map(({ service, respondBy }) => [service, respondBy]);
      expect(reasons.length + services.length).toBeGreaterThan(0);
      expect(reasons.length === 0 || services.length === 0).toBe(true);
    }
  });
});
