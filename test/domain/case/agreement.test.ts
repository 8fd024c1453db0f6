import { describe, expect, test } from 'vitest';
import { findDisagreement, settleCase } from '#src/domain/case/agreement.ts';
import type { HandOff, ReferralCase } from '#src/domain/case/model.ts';
import { handOffStatuses, isOpenHandOff, referralStatuses } from '#src/domain/states.ts';
import { newCase, ruleContextAt } from '#test/support/cases.ts';

const { now } = ruleContextAt(1);
const at = '2026-11-19T10:00:00.000Z';

function caseOf(status: ReferralCase['head']['status'], ...handOffs: HandOff['status'][]): ReferralCase {
  const referralCase = newCase();
  const [lead] = referralCase.handOffs;
  if (!lead) throw new Error('no hand-off');
  return {
    head: { ...referralCase.head, status },
    handOffs: handOffs.map((one, index) => ({ ...lead, status: one, number: index + 1 })),
  };
}

describe('a head and its hand-offs', () => {
  test.each(handOffStatuses)('routed, with a hand-off that is %s', (status) => {
    expect(findDisagreement(caseOf('routed', status))).toBe(
      isOpenHandOff(status) ? undefined : 'routed-without-service',
    );
    expect(findDisagreement(caseOf('routed', 'declined', status))).toBe(
      isOpenHandOff(status) ? undefined : 'routed-without-service',
    );
  });

  test.each(referralStatuses.filter((status) => status !== 'routed'))('%s', (status) => {
    expect(findDisagreement(caseOf(status))).toBeUndefined();
    expect(findDisagreement(caseOf(status, 'closed', 'declined'))).toBeUndefined();
    expect(findDisagreement(caseOf(status, 'closed', 'accepted'))).toBe('open-after-its-end');
  });

  test('routed without a hand-off has no owner', () => {
    expect(findDisagreement(caseOf('routed'))).toBe('routed-without-service');
  });
});

describe('a routed case without an open hand-off', () => {
  const settled = { at, event: 'settled', by: 'system', counts: [] };

  test('closes if its lead closed, and records that it was settled', () => {
    const referralCase = caseOf('routed', 'closed');
    expect(settleCase(referralCase, now)).toEqual({
      change: {
        head: {
          before: referralCase.head,
          after: { ...referralCase.head, status: 'closed', since: at, retentionClass: 'not-reached', rev: 2 },
        },
        handOffs: [],
        events: [{ ...settled, reason: 'closed' }],
      },
    });
  });

  test('goes to triage if every service left, and is held and counted as held', () => {
    const referralCase = caseOf('routed', 'declined');
    const heldReasons = ['no-eligible-service'];
    expect(settleCase(referralCase, now)).toMatchObject({
      change: {
        head: { after: { status: 'held', heldReasons, triage: { reason: 'declined-by-all', since: at } } },
        events: [
          { ...settled, reason: 'held' },
          { at, event: 'held', by: 'system', counts: [{ measure: 'held', day: '2026-11-19', heldReasons }] },
        ],
      },
    });
  });

  test('is the only kind of case that is settled', () => {
    expect(settleCase(caseOf('routed', 'accepted'), now)).toEqual({ already: true });
    expect(settleCase(caseOf('closed', 'accepted'), now)).toEqual({ already: true });
  });
});
