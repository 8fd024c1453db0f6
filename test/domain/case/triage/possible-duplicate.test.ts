import { describe, expect, test } from 'vitest';
import { returnToSender, withdrawReferral } from '#src/domain/case/actions.ts';
import {
  isComparable,
  isPossibleDuplicate,
  raisePossibleDuplicate,
} from '#src/domain/case/triage/possible-duplicate.ts';
import { hospital, police } from '#test/support/area-fixture.ts';
import { applyChange, heldDecision, newCase, otherReferral, ruleContextAt, withHead } from '#test/support/cases.ts';

const now = ruleContextAt(1).now;
const dayMs = 86_400_000;
const start = Date.parse('2026-11-19T09:00:00Z');
const report = (
  sender: typeof police | typeof hospital,
  day: number,
  occurredOn?: string,
  references: { crime?: string; incident?: string } = {},
) => ({
  sender: sender.id,
  receivedAt: new Date(start + day * dayMs).toISOString(),
  ...(occurredOn === undefined ? {} : { occurredOn }),
  references,
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
    [
      'one sender, one crime under two victim numbers',
      report(police, 0, '2026-11-18', { crime: 'a' }),
      report(police, 30, '2026-11-18', { crime: 'a' }),
      true,
    ],
    [
      'one sender, one crime, longer apart',
      report(police, 0, '2026-11-18', { crime: 'a' }),
      report(police, 31, '2026-11-18', { crime: 'a' }),
      false,
    ],
    [
      'one sender, two crimes of one day',
      report(police, 0, '2026-11-18', { crime: 'a' }),
      report(police, 0, '2026-11-18', { crime: 'b' }),
      false,
    ],
    [
      'one sender, one incident',
      report(police, 0, undefined, { incident: 'a' }),
      report(police, 20, undefined, { incident: 'a' }),
      true,
    ],
    [
      'two senders, one crime, whose day one of them has wrong',
      report(police, 0, '2026-11-18', { crime: 'a' }),
      report(hospital, 0, '2026-11-17', { crime: 'a' }),
      true,
    ],
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

describe('whether another can be the one that goes on', () => {
  const by = { party: police.id, mover: 'sender' } as const;
  const closed = (outcome: 'support-completed' | 'declined-by-victim') => {
    const one = newCase();
    return {
      head: { ...one.head, status: 'closed' as const },
      handOffs: one.handOffs.map((handOff) => ({ ...handOff, status: 'closed' as const, outcome })),
    };
  };
  test.each([
    ['one that a service has can', newCase(), true],
    ['one that is on hold can', newCase(heldDecision), true],
    ['one that is over since support ended can', closed('support-completed'), true],
    ['one to which the person said no cannot', closed('declined-by-victim'), false],
    [
      'one that was taken back cannot',
      applyChange(newCase(), withdrawReferral(newCase(), 'duplicate', by, now)),
      false,
    ],
    ['one that was erased cannot', withHead(closed('support-completed'), { erasedAt: now.toISOString() }), false],
  ])('%s', (_, other, expected) => {
    expect(isComparable(other)).toBe(expected);
  });
});
