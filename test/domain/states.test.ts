import { describe, expect, test } from 'vitest';
import { stateMachinePage } from '#src/domain/state-page.ts';
import {
  handOffMoves,
  handOffStatuses,
  isAllowed,
  mayFollow,
  openHandOffStatuses,
  priorStatuses,
  referralMoves,
  referralStatuses,
} from '#src/domain/states.ts';

describe('the transition table', () => {
  test('docs/state-machine.md says what it says', async () => {
    await expect(stateMachinePage()).toMatchFileSnapshot('../../docs/state-machine.md');
  });

  test.each([
    ['referral', referralMoves, referralStatuses, 'received'],
    ['hand-off', handOffMoves, handOffStatuses, 'queued'],
  ] as const)('every status of a %s can be reached from its first', (_what, moves, statuses, first) => {
    const reached = new Set<string>([first]);
    for (const _ of statuses) {
      for (const { from, to } of moves) if (from.some((one) => reached.has(one))) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...statuses].sort());
  });

  test('what is over stays over', () => {
    for (const over of ['closed', 'declined', 'returned', 'expired', 'withdrawn'] as const) {
      expect(mayFollow(handOffMoves, over)).toEqual([]);
    }
    expect(mayFollow(referralMoves, 'closed')).toEqual([]);
    expect(mayFollow(referralMoves, 'withdrawn')).toEqual([]);
  });

  test('a service cannot skip the reading, nor the acceptance', () => {
    expect(isAllowed(handOffMoves, 'queued', 'accepted', 'service')).toBe(false);
    expect(isAllowed(handOffMoves, 'collected', 'contacted', 'service')).toBe(false);
  });

  test('only the system lets a hand-off expire, and only before it was read', () => {
    expect(priorStatuses(handOffMoves, 'expired')).toEqual(['queued']);
    expect(priorStatuses(handOffMoves, 'expired', 'service')).toEqual([]);
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
