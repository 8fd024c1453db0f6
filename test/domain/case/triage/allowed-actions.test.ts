import { expect, test } from 'vitest';
import type { CaseHead } from '#src/domain/case/model.ts';
import {
  canCorrect,
  canDecideDuplicate,
  canReturn,
  canRoute,
  canWithdraw,
  isOver,
} from '#src/domain/case/triage/allowed-actions.ts';
import { referralStatuses } from '#src/domain/states.ts';
import { newCase, otherReferral } from '#test/support/cases.ts';

const at = '2026-11-19T10:00:00.000Z';
const headWith = (head: Partial<CaseHead>): CaseHead => ({ ...newCase().head, ...head });

test.each([
  ['received', { route: false, return: false, withdraw: true, correct: false }],
  ['held', { route: true, return: true, withdraw: true, correct: true }],
  ['routed', { route: true, return: false, withdraw: true, correct: true }],
  ['returned', { route: false, return: false, withdraw: true, correct: true }],
  ['withdrawn', { route: false, return: false, withdraw: false, correct: true }],
  ['closed', { route: false, return: false, withdraw: false, correct: true }],
] as const)('what a %s referral allows', (status, allowed) => {
  const head = headWith({ status });
  expect({
    route: canRoute(head),
    return: canReturn(head),
    withdraw: canWithdraw(head, 'triage'),
    correct: canCorrect(head),
  }).toEqual(allowed);
  expect(canWithdraw(head, 'sender')).toBe(allowed.withdraw);
});

test.each([
  ['asked for', { erasureRequest: { reason: 'asked-by-person', since: at } }],
  ['begun', { erasureStartedAt: at }],
  ['done', { erasedAt: at }],
] as const)('nothing is corrected once its erasure is %s', (_, erasure) => {
  for (const status of referralStatuses) expect(canCorrect(headWith({ status, ...erasure }))).toBe(false);
});

test('whether it is a duplicate is decided while it is open and another is named, or where it is on the list for that', () => {
  const marked = { triage: { reason: 'possible-duplicate', since: at } } as const;
  const { triage: _, ...plain } = newCase().head;
  for (const status of referralStatuses) {
    const isOpen = status !== 'withdrawn' && status !== 'closed';
    expect(canDecideDuplicate({ ...plain, status, possibleDuplicateOf: otherReferral })).toBe(isOpen);
    expect(canDecideDuplicate({ ...plain, status, ...marked })).toBe(true);
    expect(canDecideDuplicate({ ...plain, status, triage: { reason: 'overdue', since: at } })).toBe(false);
    expect(canDecideDuplicate({ ...plain, status })).toBe(false);
    expect(isOver({ status })).toBe(!isOpen);
  }
});
