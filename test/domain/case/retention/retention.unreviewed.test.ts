/** An ended case that nobody looked at on the hub's list is erased all the same, once its time is over. */
import { expect, test } from 'vitest';
import { isLeftUnreviewed, leaveUnreviewed, requestErasure } from '#src/domain/case/retention/retention.ts';
import { rules } from '#test/support/area-fixture.ts';
import { applyChange, caseWith, eraseWhenDue, withHead } from '#test/support/cases.ts';
import { partyId } from '#test/support/ids.ts';

const hub = partyId('example-authority');
const endedAt = '2026-11-20T10:00:00.000Z';
const ended = withHead(caseWith('closed'), {
  status: 'closed',
  since: endedAt,
  retentionClass: 'not-reached',
  triage: { reason: 'safety', since: endedAt },
});
const longAfter = new Date('2040-01-01T00:00:00Z');

test('it stays on the list for as long as the person is kept', () => {
  expect(leaveUnreviewed(ended, rules, new Date('2026-11-25T10:00:00Z'))).toEqual({ already: true });
});

test('after that it leaves the list, which history says, and is erased', () => {
  const outcome = leaveUnreviewed(ended, rules, longAfter);
  expect(outcome).toMatchObject({ change: { events: [{ event: 'left-unreviewed', by: 'system', reason: 'safety' }] } });
  const left = applyChange(ended, outcome);
  expect(left.head).not.toHaveProperty('triage');
  expect(applyChange(left, eraseWhenDue(left, rules, longAfter)).head).toHaveProperty('erasedAt');
});

test.each([
  ['is on no list', { ...ended.head, triage: undefined }],
  ['is kept for a court', { ...ended.head, legalHold: { by: hub, since: endedAt } }],
  ['is open', { ...ended.head, status: 'routed' as const, retentionClass: undefined }],
])('a case that %s is left where it is', (_, { triage, retentionClass, ...head }) => {
  const now = { ...head, ...(triage && { triage }), ...(retentionClass && { retentionClass }) };
  expect(isLeftUnreviewed(now, rules, longAfter)).toBe(false);
});

test('one that is erased and still listed leaves the list when the person is to be forgotten', () => {
  const erased = { ...ended.head, erasedAt: endedAt };
  expect(isLeftUnreviewed(erased, rules, new Date('2026-11-25T10:00:00Z'))).toBe(false);
  expect(isLeftUnreviewed(erased, rules, longAfter)).toBe(true);
});

test('an erasure that the authority asks for does not wait for a review', () => {
  const asked = applyChange(ended, requestErasure(ended, { reason: 'asked-by-person' }, hub, new Date(endedAt)));
  expect(asked.head).toMatchObject({ erasureRequest: { since: endedAt } });
  expect(asked.head).not.toHaveProperty('triage');
});
