import { describe, expect, test } from 'vitest';
import { applyDeadline } from '#src/domain/case/deadlines.ts';
import type { HandOff, ReferralCase, TriageReason } from '#src/domain/case/model.ts';
import { addToTriage } from '#src/domain/case/next-service.ts';
import {
  findReviewable,
  type ReviewableReason,
  reviewableReasons,
  reviewReason,
} from '#src/domain/case/triage/review.ts';
import { applyChange, heldDecision, newCase, ruleContextAt } from '#test/support/cases.ts';
import { partyId } from '#test/support/ids.ts';

const party = partyId('example-authority');
const context = ruleContextAt(1);
const at = context.now.toISOString();
/** By somebody who saw the case as it is. */
const review = (referralCase: ReferralCase, reason: ReviewableReason, seenRevision = referralCase.head.rev) =>
  reviewReason(referralCase, { reason, note: 'sealed', party, seenRevision }, context);

function listedFor(...reasons: TriageReason[]) {
  const referralCase = newCase();
  return { ...referralCase, head: reasons.reduce((head, one) => addToTriage(head, one, at), referralCase.head) };
}

describe('a case that the hub has looked at', () => {
  test.each(reviewableReasons)('leaves the list for %s, and history keeps what was done', (reason) => {
    const outcome = review(listedFor(reason), reason);
    const after = applyChange(listedFor(reason), outcome);
    expect(after.head).not.toHaveProperty('triage');
    expect(after.head.status).toBe('routed');
    const { events } = 'change' in outcome ? outcome.change : { events: [] };
    expect(events).toEqual([{ at, event: 'reviewed', by: party, reason, note: 'sealed', counts: [] }]);
  });

  test('stays on the list for its other reasons', () => {
    const listed = listedFor('safety', 'overdue', 'suspended');
    const after = applyChange(listed, review(listed, 'safety'));
    expect(after.head.triage).toEqual({ reason: 'overdue', since: at, also: ['suspended'] });
    expect(findReviewable(after.head)).toEqual(['suspended', 'overdue']);
  });

  test.each([
    [
      'suspended',
      {
        status: 'suspended',
        suspension: { reason: 'unsafe-to-contact', version: 1, since: at, toTriageAt: at, escalated: true },
      },
    ],
    [
      'stop-unread',
      {
        status: 'suspended',
        amendment: { version: 2, at, changed: [], priority: 'high', stopContact: true, readBy: at, escalated: true },
      },
    ],
  ] as const)('comes back to it for %s after the area’s time, while nobody has mended it', (reason, more) => {
    const listed = listedFor(reason);
    const [handOff] = listed.handOffs;
    if (!handOff) throw new Error('no hand-off');
    const { unsent: _, ...sent } = handOff;
    const stopped = { ...listed, handOffs: [{ ...sent, ...more, escalated: true } as HandOff] };
    const after = applyChange(stopped, review(stopped, reason));
    expect(after.head).not.toHaveProperty('triage');
    const later = ruleContextAt(10 * 24);
    expect(applyChange(after, applyDeadline(after, 1, later)).head.triage?.reason).toBe(reason);
  });

  test.each([
    ['is not on the list', newCase()],
    ['is there for something else', listedFor('overdue')],
  ])('is refused where it %s', (_, referralCase) => {
    expect(review(referralCase, 'safety')).toMatchObject({
      refused: { status: 'routed' },
    });
  });
});

test('what came after somebody looked is not taken off the list with what they saw', () => {
  const seen = listedFor('safety');
  const since = { ...seen, head: { ...seen.head, rev: seen.head.rev + 1 } };
  expect(review(since, 'safety', seen.head.rev)).toEqual({ refused: { standingRevision: since.head.rev } });
  expect(review(since, 'safety')).toHaveProperty('change');
});

test('what is to be decided is no matter of looking', () => {
  expect(findReviewable(newCase(heldDecision).head)).toEqual([]);
  expect(findReviewable(listedFor('possible-duplicate', 'declined-by-all').head)).toEqual([]);
});
