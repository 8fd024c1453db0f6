import { expect, test } from 'vitest';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import { findActionsNeeded, needsSender } from '#src/domain/case/notices/action-needed.ts';
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
  expect(findActionsNeeded({ ...head, status: 'returned', since }, { history })).toEqual([
    { service: 'young-people', reason: 'wrong-contact-details', advice: { sealed: 'sealed' }, since },
  ]);
});

test('a referral that the hub returned names no service', () => {
  const history = [
    returned({ service: serviceId('general'), reason: 'other' }),
    returned({ reason: 'consent-missing', note: 'sealed' }),
  ];
  expect(findActionsNeeded({ ...head, status: 'returned', since }, { history })).toEqual([
    { reason: 'consent-missing', advice: { sealed: 'sealed' }, since },
  ]);
});

test('a service may give no advice', () => {
  const history = [returned({ service: serviceId('general'), reason: 'other' })];
  expect(findActionsNeeded({ ...head, status: 'returned', since }, { history })).toEqual([
    { service: 'general', reason: 'other', since },
  ]);
});

test.each(['received', 'routed', 'withdrawn', 'closed'] as const)('one that is %s needs nothing', (status) => {
  expect(findActionsNeeded({ ...head, status }, { history: [returned({ reason: 'other' })] })).toEqual([]);
  expect(findActionsNeeded({ ...head, status }, { handOffs: newCase().handOffs })).toEqual([]);
});

test('a service that has stopped contact needs what it says, or else another safe way, whatever the referral’s status', () => {
  const { handOffs } = newCase();
  const suspension = {
    reason: 'wrong-contact-details',
    version: 1,
    since,
    toTriageAt: '2026-11-23T09:00:00.000Z',
  } as const;
  const suspended = handOffs.map((one) => ({ ...one, status: 'suspended' as const, suspension }));
  const wrongDetails = { service: 'domestic-abuse', reason: 'wrong-contact-details', since, by: suspension.toTriageAt };
  expect(findActionsNeeded(head, { handOffs: suspended })).toEqual([
    { ...wrongDetails, advice: { text: heldAdvice['no-safe-contact'] } },
  ]);
  const advised = suspended.map((one) => ({ ...one, suspension: { ...suspension, advice: 'sealed' } }));
  const held = { ...head, status: 'held', since, heldReasons: ['no-safe-contact'] } satisfies typeof head;
  expect(findActionsNeeded(held, { handOffs: advised })).toEqual([
    { reason: 'no-safe-contact', advice: { text: heldAdvice['no-safe-contact'] }, since },
    { ...wrongDetails, advice: { sealed: 'sealed' } },
  ]);
  // Once the hub has been told, the sender has no deadline.
  const escalated = suspended.map((one) => ({ ...one, suspension: { ...suspension, escalated: true as const } }));
  expect(findActionsNeeded(head, { handOffs: escalated })[0]).not.toHaveProperty('by');
});

test.each([
  ['held', {}, true],
  ['returned', {}, true],
  ['routed', { isSuspended: true }, true],
  ['routed', {}, false],
  ['withdrawn', {}, false],
] as const)('a referral that is %s, %j, needs its sender: %j', (status, more, expected) => {
  expect(needsSender({ status, ...more })).toBe(expected);
});
