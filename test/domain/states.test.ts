import { describe, expect, test } from 'vitest';
import {
  handOffStatuses,
  handOffTransitions,
  isTransitionAllowed,
  nextStatuses,
  openHandOffStatuses,
  priorStatuses,
  referralStatuses,
  referralTransitions,
} from '#src/domain/states.ts';
import { renderStateMachinePage } from '#test/support/docs/state-machine-page.ts';

describe('the transition table', () => {
  test('docs/state-machine.md says what it says', async () => {
    await expect(renderStateMachinePage()).toMatchFileSnapshot('../../docs/state-machine.md');
  });

  test.each([
    ['referral', referralTransitions, referralStatuses, 'received'],
    ['hand-off', handOffTransitions, handOffStatuses, 'queued'],
  ] as const)('every status of a %s can be reached from its first', (_what, moves, statuses, first) => {
    const reached = new Set<string>([first]);
    for (const _ of statuses) {
      for (const { from, to } of moves) if (from.some((one) => reached.has(one))) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...statuses].sort());
  });

  test('what is over stays over', () => {
    for (const over of ['closed', 'declined', 'returned', 'expired', 'withdrawn'] as const) {
      expect(nextStatuses(handOffTransitions, over)).toEqual([]);
    }
    expect(nextStatuses(referralTransitions, 'closed')).toEqual([]);
    expect(nextStatuses(referralTransitions, 'withdrawn')).toEqual([]);
  });

  test('a service cannot skip the reading, nor the acceptance', () => {
    expect(isTransitionAllowed(handOffTransitions, 'queued', 'accepted', 'service')).toBe(false);
    expect(isTransitionAllowed(handOffTransitions, 'collected', 'contacted', 'service')).toBe(false);
  });

  test('only the system lets a hand-off expire, and only before it was read', () => {
    expect(priorStatuses(handOffTransitions, 'expired')).toEqual(['queued']);
    expect(priorStatuses(handOffTransitions, 'expired', 'service')).toEqual([]);
  });

  test('open means that it may still be withdrawn', () => {
    expect(openHandOffStatuses).toEqual([
      'queued',
      'collected',
      'accepted',
      'contact-attempted',
      'contacted',
      'supporting',
    ]);
  });
});
