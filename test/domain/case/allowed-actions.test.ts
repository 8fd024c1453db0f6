import { expect, test } from 'vitest';
import { canCorrect, canCorrectParts, canReturn, canRoute, canWithdraw } from '#src/domain/case/allowed-actions.ts';
import type { CaseHead } from '#src/domain/case/model.ts';
import { newCase } from '#test/support/cases.ts';

const at = '2026-11-19T10:00:00.000Z';
const headWith = (head: Partial<CaseHead>): CaseHead => ({ ...newCase().head, ...head });

test.each([
  ['received', { route: false, return: false, withdraw: true, correct: false }],
  ['held', { route: true, return: true, withdraw: true, correct: true }],
  ['routed', { route: true, return: false, withdraw: true, correct: false }],
  ['returned', { route: false, return: false, withdraw: true, correct: true }],
  ['withdrawn', { route: false, return: false, withdraw: false, correct: false }],
  ['closed', { route: false, return: false, withdraw: false, correct: false }],
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

test('an erased referral can be corrected as a whole, and not in parts', () => {
  const erased = headWith({ status: 'returned', erasedAt: at });
  expect({ whole: canCorrect(erased), parts: canCorrectParts(erased) }).toEqual({ whole: true, parts: false });
  expect(canCorrectParts(headWith({ status: 'returned', erasureStartedAt: at }))).toBe(false);
  expect(canCorrectParts(headWith({ status: 'returned' }))).toBe(true);
});
