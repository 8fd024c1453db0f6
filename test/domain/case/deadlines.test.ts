import { describe, expect, test } from 'vitest';
import { applyDeadline, nextCheckAt } from '#src/domain/case/deadlines.ts';
import type { HandOff, ReferralCase } from '#src/domain/case/model.ts';
import { handOffStatuses, isOpenHandOff } from '#src/domain/states.ts';
import { applyChange, newCase, ruleContextAt } from '#test/support/cases.ts';
import { receivedAt } from '#test/support/submissions.ts';

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

describe('a suspect’s release', () => {
  /** Received on Thursday the 19th: two working days before are the start of the 23rd, and of the 27th. */
  const dates = ['2026-11-25', '2026-12-01'];
  const hoursTo = (instant: string) => (Date.parse(instant) - receivedAt.getTime()) / 3_600_000;
  const first = hoursTo('2026-11-23T00:00:00Z');
  const caseWithRelease = (over: Partial<HandOff> = {}, releaseDates: readonly string[] = dates): ReferralCase => {
    const referralCase = newCase({}, { releaseDates });
    const handOffs = referralCase.handOffs.map((one) => ({ ...one, rev: 4, reminded: true, ...over }));
    return { ...referralCase, handOffs };
  };
  const open = handOffStatuses.filter(isOpenHandOff);
  /** As the case is while a hand-off is suspended. */
  const withSuspensionMark = (referralCase: ReferralCase): ReferralCase =>
    referralCase.handOffs.some(({ status }) => status === 'suspended')
      ? { ...referralCase, head: { ...referralCase.head, isSuspended: true } }
      : referralCase;

  test.each(open)('reminds a service for as long as it holds the case: %s', (status) => {
    const referralCase = withSuspensionMark(caseWithRelease({ status, escalated: true }));
    const [handOff] = referralCase.handOffs;
    expect(handOff && nextCheckAt(handOff)).toBe('2026-11-23T00:00:00.000Z');
    expect(applyDeadline(referralCase, 1, ruleContextAt(first - 1 / 3_600_000))).toEqual({ already: true });
    const { releaseReminder: _, ...rest } = handOff as HandOff;
    expect(applyDeadline(referralCase, 1, ruleContextAt(first))).toEqual({
      change: {
        head: {
          before: referralCase.head,
          after: { ...referralCase.head, triage: { reason: 'release-near', since: at(first) }, rev: 2 },
        },
        handOffs: [
          {
            before: handOff,
            after: {
              ...rest,
              rev: 5,
              remindedRelease: '2026-11-25',
              releaseReminder: { on: '2026-12-01', remindAt: '2026-11-27T00:00:00.000Z' },
            },
          },
        ],
        events: [{ at: at(first), event: 'release-reminded', by: 'system', handOff: 1, service, counts: [] }],
      },
    });
  });

  test('of the last suspect leaves no further reminder', () => {
    const referralCase = caseWithRelease({ escalated: true }, ['2026-11-25']);
    const after = applyChange(referralCase, applyDeadline(referralCase, 1, ruleContextAt(first)));
    expect(after.handOffs[0]).not.toHaveProperty('releaseReminder');
    expect(nextCheckAt(after.handOffs[0] as HandOff)).toBeUndefined();
  });

  test.each(handOffStatuses.filter((status) => !isOpenHandOff(status)))('reminds nobody once it is %s', (status) => {
    const referralCase = caseWithRelease({ status });
    expect(nextCheckAt(referralCase.handOffs[0] as HandOff)).toBeUndefined();
    expect(applyDeadline(referralCase, 1, ruleContextAt(first))).toEqual({ already: true });
  });

  test('waits for a contact deadline that is due at the same time, and leaves an earlier reason in triage', () => {
    const overdue = caseWithRelease({ status: 'accepted' });
    expect(nextCheckAt(overdue.handOffs[0] as HandOff)).toBe(at(24));
    const once = applyChange(overdue, applyDeadline(overdue, 1, ruleContextAt(first)));
    expect(once.handOffs[0]).toMatchObject({ escalated: true, releaseReminder: { on: '2026-11-25' } });
    const twice = applyChange(once, applyDeadline(once, 1, ruleContextAt(first)));
    expect(twice.handOffs[0]).toMatchObject({ remindedRelease: '2026-11-25' });
    expect(twice.head.triage).toEqual({ reason: 'overdue', since: at(first), also: ['release-near'] });
  });

  test('passes to the next service, which is reminded itself', () => {
    const expired = caseWithRelease({}, ['2026-11-20']);
    const { handOffs } = applyChange(expired, applyDeadline(expired, 1, ruleContextAt(24)));
    expect(handOffs).toMatchObject([
      { status: 'expired' },
      { status: 'queued', releaseReminder: { on: '2026-11-20' } },
    ]);
    expect(handOffs[0]).not.toHaveProperty('releaseReminder');
  });
});
