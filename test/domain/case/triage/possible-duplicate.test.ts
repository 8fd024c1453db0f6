import { describe, expect, test } from 'vitest';
import { returnToSender, withdrawReferral } from '#src/domain/case/actions.ts';
import { isPossibleDuplicate, raisePossibleDuplicate } from '#src/domain/case/triage/possible-duplicate.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { applyChange, heldDecision, newCase, otherReferral, ruleContextAt } from '#test/support/cases.ts';

const now = ruleContextAt(1).now;
const dayMs = 86_400_000;
const start = Date.parse('2026-11-19T09:00:00Z');
const report = (sender: typeof police | typeof hospital, day: number, occurredOn?: string) => ({
  sender: sender.id,
  receivedAt: new Date(start + day * dayMs).toISOString(),
  ...(occurredOn === undefined ? {} : { occurredOn }),
});

describe('two referrals of one person', () => {
  test.each([
    ['two senders, one day', report(police, 0, '2026-11-18'), report(hospital, 0, '2026-11-18'), true],
    ['two senders, one day, a month apart', report(police, 0, '2026-11-18'), report(hospital, 30, '2026-11-18'), true],
    ['more than a month apart', report(police, 0, '2026-11-18'), report(hospital, 31, '2026-11-18'), false],
    ['two senders, two days', report(police, 0, '2026-11-18'), report(hospital, 0, '2026-11-17'), false],
    ['one sender', report(police, 0, '2026-11-18'), report(police, 0, '2026-11-18'), false],
    ['the one without a date', report(police, 0), report(hospital, 1, '2026-11-18'), true],
    ['the other without a date', report(police, 0, '2026-11-18'), report(hospital, 1), true],
    ['both without a date', report(police, 0), report(hospital, 1), true],
    ['without a date, two weeks apart', report(police, 0), report(hospital, 14, '2026-11-18'), true],
    ['without a date, longer apart', report(police, 0), report(hospital, 15, '2026-11-18'), false],
    ['without a date, one sender', report(police, 0), report(police, 1), false],
  ])('%s', (_, one, other, expected) => {
    expect(isPossibleDuplicate(one, other)).toBe(expected);
    expect(isPossibleDuplicate(other, one)).toBe(expected);
  });
});

describe('a case that was recorded without the mark', () => {
  test('that is routed gets it, with an event, and goes to triage', () => {
    const marked = applyChange(newCase(), raisePossibleDuplicate(newCase(), otherReferral, now));
    expect(marked.head).toMatchObject({
      status: 'routed',
      possibleDuplicateOf: otherReferral,
      triage: { reason: 'possible-duplicate', since: now.toISOString() },
    });
    expect(raisePossibleDuplicate(marked, otherReferral, now)).toEqual({ already: true });
  });

  test('that is in triage stays there for its first reason, and for this one', () => {
    const referralCase = newCase();
    const overdue = {
      ...referralCase,
      head: { ...referralCase.head, triage: { reason: 'overdue' as const, since: 's' } },
    };
    const marked = applyChange(overdue, raisePossibleDuplicate(overdue, otherReferral, now));
    expect(marked.head.triage).toEqual({ reason: 'overdue', since: 's', also: ['possible-duplicate'] });
  });

  test('that is held or with its sender gets the mark alone', () => {
    const held = newCase(heldDecision);
    expect(applyChange(held, raisePossibleDuplicate(held, otherReferral, now)).head).toMatchObject({
      triage: { reason: 'held' },
      possibleDuplicateOf: otherReferral,
    });
    const returned = applyChange(held, returnToSender(held, 'other', 'sealed', police.id, now));
    const { head } = applyChange(returned, raisePossibleDuplicate(returned, otherReferral, now));
    expect(head).not.toHaveProperty('triage');
    expect(head.possibleDuplicateOf).toBe(otherReferral);
  });

  test('that is over stays as it is', () => {
    const by = { party: police.id, mover: 'sender' } as const;
    const over = applyChange(newCase(), withdrawReferral(newCase(), 'sent-in-error', by, now));
    expect(raisePossibleDuplicate(over, otherReferral, now)).toEqual({ already: true });
  });
});
