import { describe, expect, test } from 'vitest';
import {
  handOffStatuses,
  handOffTransitions,
  isOpenHandOff,
  isTransitionAllowed,
  keepsStatusOnAttempt,
  nextStatuses,
  openHandOffStatuses,
  priorStatuses,
  referralStatuses,
  referralTransitions,
  type Transition,
} from '#src/domain/states.ts';
import { renderStateMachinePage } from '#test/support/docs/state-machine-page.ts';

describe('the transition table', () => {
  test('is the table in docs/state-machine.md', async () => {
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

  test('a status that is final has no successor', () => {
    for (const over of ['closed', 'declined', 'returned', 'expired', 'withdrawn'] as const) {
      expect(nextStatuses(handOffTransitions, over)).toEqual([]);
    }
  });

  test('a referral that is over is opened by nobody but by a correction', () => {
    for (const over of ['closed', 'withdrawn'] as const) {
      const byHand = ['sender', 'triage'] as const;
      for (const actor of byHand) expect(nextStatuses(referralTransitions, over, actor)).toEqual(['received']);
      expect(nextStatuses(referralTransitions, over, 'service')).toEqual([]);
    }
  });

  test('a service must read a hand-off before accepting it, and accept it before working', () => {
    expect(isTransitionAllowed(handOffTransitions, 'queued', 'accepted', 'service')).toBe(false);
    expect(isTransitionAllowed(handOffTransitions, 'collected', 'contacted', 'service')).toBe(false);
  });

  test('only the system expires a hand-off, and only before it is read', () => {
    expect(priorStatuses(handOffTransitions, 'expired')).toEqual(['queued']);
    expect(priorStatuses(handOffTransitions, 'expired', 'service')).toEqual([]);
  });

  test.each([
    ['referral', referralTransitions, referralStatuses],
    ['hand-off', handOffTransitions, handOffStatuses],
  ])(
    'of a %s is the same read forwards, backwards and by its actor',
    (_what, moves: readonly Transition<string>[], all) => {
      const actors = ['sender', 'service', 'triage', 'system'] as const;
      for (const { from, to, by } of all.flatMap((from) =>
        all.flatMap((to) => actors.map((by) => ({ from, to, by }))),
      )) {
        const isInTable = moves.some((one) => one.from.includes(from) && one.to === to && one.by.includes(by));
        expect(isTransitionAllowed(moves, from, to, by), `${from} to ${to} by ${by}`).toBe(isInTable);
        expect(nextStatuses(moves, from, by).includes(to), `${from} to ${to} by ${by}`).toBe(isInTable);
        expect(priorStatuses(moves, to, by).includes(from), `${from} to ${to} by ${by}`).toBe(isInTable);
      }
    },
  );

  test('a hand-off is open where it can still move', () => {
    expect(handOffStatuses.filter(isOpenHandOff)).toEqual(openHandOffStatuses);
  });

  test('an attempt changes no status once the person was reached, or contact stopped', () => {
    expect(handOffStatuses.filter(keepsStatusOnAttempt)).toEqual(['contacted', 'supporting', 'suspended', 'withdrawn']);
  });

  test('an open status can still be withdrawn', () => {
    expect(openHandOffStatuses).toEqual([
      'queued',
      'collected',
      'accepted',
      'contact-attempted',
      'contacted',
      'supporting',
      'suspended',
    ]);
  });
});
