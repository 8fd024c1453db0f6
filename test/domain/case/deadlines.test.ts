import { describe, expect, test } from 'vitest';
import { applyDeadline, nextCheckAt } from '#src/domain/case/deadlines.ts';
import type { HandOff, ReferralCase } from '#src/domain/case/model.ts';
import { handOffStatuses } from '#src/domain/states.ts';
import { newCase, ruleContextAt } from '#test/support/cases.ts';

/** One hand-off of 09:00, to be reminded at 21:00, whose deadline is 09:00 of the next day. */
function caseWith(over: Partial<HandOff> = {}): ReferralCase {
  const referralCase = newCase();
  return { ...referralCase, handOffs: referralCase.handOffs.map((one) => ({ ...one, rev: 4, ...over })) };
}
const at = (hours: number) => ruleContextAt(hours).now.toISOString();
const service = 'domestic-abuse';

describe('the next time a hand-off is processed', () => {
  const next = (over: Partial<HandOff>) => nextCheckAt(caseWith(over).handOffs[0] as HandOff);

  test.each(handOffStatuses)('%s', (status) => {
    const isAwaited = ['queued', 'collected', 'accepted', 'contact-attempted'].includes(status);
    expect(next({ status })).toBe(isAwaited ? at(12) : undefined);
    expect(next({ status, reminded: true })).toBe(isAwaited ? at(24) : undefined);
    expect(next({ status, escalated: true })).toBeUndefined();
  });
});

describe('a deadline', () => {
  test('applies at its time and not before', () => {
    expect(applyDeadline(caseWith(), 1, ruleContextAt(12 - 1 / 3_600_000))).toEqual({ already: true });
    const referralCase = caseWith();
    const [handOff] = referralCase.handOffs;
    expect(applyDeadline(referralCase, 1, ruleContextAt(12))).toEqual({
      change: {
        head: { before: referralCase.head, after: { ...referralCase.head, rev: 2 } },
        handOffs: [{ before: handOff, after: { ...handOff, reminded: true, rev: 5 } }],
        events: [{ at: at(12), event: 'reminded', by: 'system', handOff: 1, service, counts: [] }],
      },
    });
  });

  test.each(['collected', 'accepted', 'contact-attempted'] as const)(
    'sends no reminder of a hand-off that is %s',
    (status) => {
      expect(applyDeadline(caseWith({ status }), 1, ruleContextAt(12))).toMatchObject({
        change: { handOffs: [{ after: { status, reminded: true } }], events: [] },
      });
    },
  );

  test('of an uncollected hand-off moves it on; a moment before, it only reminds', () => {
    const name = (hours: number) => {
      const outcome = applyDeadline(caseWith(), 1, ruleContextAt(hours));
      return 'change' in outcome ? outcome.change.events.map(({ event }) => event) : [];
    };
    expect(name(24 - 1 / 3_600_000)).toEqual(['reminded']);
    expect(name(24)).toEqual(['expired', 'handed-off']);
  });

  test('of a collected hand-off without contact puts it in triage, and leaves it with its service', () => {
    const referralCase = caseWith({ status: 'accepted' });
    const [handOff] = referralCase.handOffs;
    expect(applyDeadline(referralCase, 1, ruleContextAt(24))).toEqual({
      change: {
        head: {
          before: referralCase.head,
          after: { ...referralCase.head, triage: { reason: 'overdue', since: at(24) }, rev: 2 },
        },
        handOffs: [{ before: handOff, after: { ...handOff, escalated: true, rev: 5 } }],
        events: [{ at: at(24), event: 'overdue', by: 'system', handOff: 1, service, counts: [] }],
      },
    });
  });

  test('of a missing hand-off does nothing', () => {
    expect(applyDeadline(caseWith(), 2, ruleContextAt(99))).toEqual({ already: true });
  });
});
