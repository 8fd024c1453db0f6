import { expect, test } from 'vitest';
import { findActionsNeeded } from '#src/domain/case/action-needed.ts';
import type { HistoryEvent } from '#src/domain/case/model.ts';
import { heldAdvice } from '#src/domain/judgement/held-reasons.ts';
import { newCase } from '#test/support/cases.ts';
import { partyId, serviceId } from '#test/support/ids.ts';

const { head } = newCase();
const since = '2026-11-20T09:00:00.000Z';
const returned = (more: Partial<HistoryEvent>): HistoryEvent => ({
  at: '2026-11-19T09:00:00.000Z',
  event: 'returned',
  by: partyId('example-authority'),
  counts: [],
  ...more,
});

test('a held referral needs what would release it, for each reason', () => {
  const held = { ...head, status: 'held', since, heldReasons: ['no-safe-contact', 'guardian-needed'] } as const;
  expect(findActionsNeeded({ ...held, heldReasons: [...held.heldReasons] })).toEqual([
    { reason: 'no-safe-contact', advice: { text: heldAdvice['no-safe-contact'] }, since },
    { reason: 'guardian-needed', advice: { text: heldAdvice['guardian-needed'] }, since },
  ]);
});

test('a referral that a service returned needs what that service says', () => {
  const history = [
    returned({ service: serviceId('general'), reason: 'other', note: 'sealed, of before' }),
    returned({ service: serviceId('young-people'), reason: 'wrong-contact-details', note: 'sealed' }),
    returned({ event: 'possible-duplicate' }),
  ];
  expect(findActionsNeeded({ ...head, status: 'returned', since }, history)).toEqual([
    { service: 'young-people', reason: 'wrong-contact-details', advice: { sealed: 'sealed' }, since },
  ]);
});

test('a referral that the hub returned names no service', () => {
  const history = [
    returned({ service: serviceId('general'), reason: 'other' }),
    returned({ reason: 'consent-missing', note: 'sealed' }),
  ];
  expect(findActionsNeeded({ ...head, status: 'returned', since }, history)).toEqual([
    { reason: 'consent-missing', advice: { sealed: 'sealed' }, since },
  ]);
});

test('a service may give no advice', () => {
  const history = [returned({ service: serviceId('general'), reason: 'other' })];
  expect(findActionsNeeded({ ...head, status: 'returned', since }, history)).toEqual([
    { service: 'general', reason: 'other', since },
  ]);
});

test.each(['received', 'routed', 'withdrawn', 'closed'] as const)('one that is %s needs nothing', (status) => {
  expect(findActionsNeeded({ ...head, status }, [returned({ reason: 'other' })])).toEqual([]);
});
