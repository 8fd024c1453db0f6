import { describe, expect, test } from 'vitest';
import { withdrawReferral } from '#src/domain/case/actions.ts';
import type { CaseHead } from '#src/domain/case/model.ts';
import { addToTriage } from '#src/domain/case/next-service.ts';
import { findNotices } from '#src/domain/case/notices/notices.ts';
import { dismissDuplicate, reopenDuplicate, withdrawAsDuplicate } from '#src/domain/case/triage/decide-duplicate.ts';
import { police } from '#test/support/area-fixture.ts';
import {
  applyChange,
  heldDecision,
  judgedVersion,
  newCase,
  otherReferral,
  ruleContextAt,
} from '#test/support/cases.ts';
import { partyId, referralId } from '#test/support/ids.ts';

const party = partyId('example-authority');
const { now } = ruleContextAt(1);
const decision = { note: 'sealed', party, now };
const other: CaseHead = { ...newCase().head, id: otherReferral, rev: 4 };
const marked = () => newCase({}, { possibleDuplicateOf: otherReferral });
const withdrawn = () =>
  applyChange(marked(), withdrawReferral(marked(), 'sent-in-error', { party: police.id, mover: 'sender' }, now));

describe('a referral that is a duplicate', () => {
  test('is withdrawn with its services told, and remembers which one goes on', () => {
    const outcome = withdrawAsDuplicate(newCase(), other, decision);
    const after = applyChange(newCase(), outcome);
    expect(after.head).toMatchObject({ status: 'withdrawn', possibleDuplicateOf: otherReferral });
    expect(after.head).not.toHaveProperty('triage');
    expect(after.handOffs).toMatchObject([{ status: 'withdrawn', unsent: [{ kind: 'withdrawal', version: 1 }] }]);
    const { events, otherHead } = 'change' in outcome ? outcome.change : { events: [] };
    expect(otherHead).toEqual({ before: other, after: { ...other, rev: 5 } });
    expect(events[0]).toMatchObject({ event: 'withdrawn', by: party, reason: 'duplicate', note: 'sealed' });
    expect(events[0]?.counts).toMatchObject([{ measure: 'withdrawn' }]);
    expect(events[1]).not.toHaveProperty('note');
  });

  test('is withdrawn once', () => {
    expect(withdrawAsDuplicate(withdrawn(), other, decision)).toEqual({ already: true });
  });

  test('is not withdrawn once it is closed', () => {
    const closed = { ...newCase(), head: { ...newCase().head, status: 'closed' as const } };
    expect(withdrawAsDuplicate(closed, other, decision)).toEqual({
      refused: { status: 'closed', allowed: ['received'] },
    });
  });
});

describe('a duplicate whose other referral was withdrawn', () => {
  const duplicate = () => applyChange(newCase(), withdrawAsDuplicate(newCase(), other, decision));
  const judged = { decision: { ...judgedVersion().decision, maracOn: '2026-12-01' }, releaseDates: ['2026-12-24'] };
  const reopen = (over: Partial<CaseHead> = {}, of = otherReferral) =>
    reopenDuplicate({ ...duplicate(), head: { ...duplicate().head, ...over } }, of, judged, now);

  test('is held for the hub, with what was forgotten when it was over, and nothing is asked of its sender', () => {
    const outcome = reopen();
    const { head } = applyChange(duplicate(), outcome);
    expect(head).toMatchObject({
      status: 'held',
      heldReasons: [],
      openedAt: now.toISOString(),
      triage: { reason: 'held', since: now.toISOString() },
      maracOn: '2026-12-01',
      releaseDates: ['2026-12-24'],
      possibleDuplicateOf: otherReferral,
    });
    expect(head).not.toHaveProperty('retentionClass');
    const { change } = 'change' in outcome ? outcome : { change: undefined };
    expect(change?.events.map(({ event, by }) => [event, by])).toEqual([
      ['reopened', 'system'],
      ['held', 'system'],
    ]);
    expect(change && findNotices(change).map(({ kind }) => kind)).toEqual([]);
  });

  test.each<[string, () => ReturnType<typeof reopen>]>([
    ['where another goes on in its place', () => reopen({}, referralId('abcdefghijklmnopqrstuvwxyz'))],
    ['where it was withdrawn for another reason', () => reopen({ withdrawReason: 'sent-in-error' })],
    [
      'once its erasure is asked for',
      () => reopen({ erasureRequest: { reason: 'asked-by-person', since: now.toISOString() } }),
    ],
  ])('stays as it is %s', (_, act) => {
    expect(act()).toEqual({ already: true });
  });
});

describe('a referral that is no duplicate', () => {
  test('leaves triage, goes on, and history says so', () => {
    const outcome = dismissDuplicate(marked(), other, decision);
    const after = applyChange(marked(), outcome);
    expect(after.head).toMatchObject({ status: 'routed' });
    expect(after.head).not.toHaveProperty('triage');
    expect(after.head).not.toHaveProperty('possibleDuplicateOf');
    const { events } = 'change' in outcome ? outcome.change : { events: [] };
    expect(events).toEqual([{ at: now.toISOString(), event: 'not-duplicate', by: party, note: 'sealed', counts: [] }]);
    expect(dismissDuplicate(after, other, decision)).toEqual({ already: true });
  });

  test('stays in triage for what else keeps it there', () => {
    const overdue = { ...marked(), head: addToTriage(marked().head, 'overdue', now.toISOString()) };
    expect(applyChange(overdue, dismissDuplicate(overdue, other, decision)).head.triage).toMatchObject({
      reason: 'overdue',
    });
    const held = newCase(heldDecision, { possibleDuplicateOf: otherReferral });
    expect(applyChange(held, dismissDuplicate(held, other, decision)).head.triage).toMatchObject({ reason: 'held' });
  });

  test('takes its mark off the other, where each was marked with the other', () => {
    const since = now.toISOString();
    const back = addToTriage({ ...other, possibleDuplicateOf: marked().head.id }, 'possible-duplicate', since);
    const outcome = dismissDuplicate(marked(), back, decision);
    expect('change' in outcome && outcome.change.otherHead).toEqual({ before: back, after: { ...other, rev: 5 } });
    // Of a third it is not decided.
    const ofThird = { ...back, possibleDuplicateOf: referralId('b'.repeat(26)) };
    const apart = dismissDuplicate(marked(), ofThird, decision);
    expect('change' in apart && apart.change).not.toHaveProperty('otherHead');
  });

  test('that an earlier release marked, without the other referral, leaves triage too', () => {
    const { possibleDuplicateOf: _, ...head } = marked().head;
    const old = { ...marked(), head };
    expect(applyChange(old, dismissDuplicate(old, undefined, decision)).head).not.toHaveProperty('triage');
  });

  test('keeps which one goes on where it is withdrawn, and is on the list for one that could not be read', () => {
    const duplicate = applyChange(newCase(), withdrawAsDuplicate(newCase(), other, decision));
    const listed = { ...duplicate, head: addToTriage(duplicate.head, 'possible-duplicate', now.toISOString()) };
    const seen = applyChange(listed, dismissDuplicate(listed, other, decision));
    expect(seen.head).toMatchObject({ status: 'withdrawn', possibleDuplicateOf: otherReferral });
    expect(seen.head).not.toHaveProperty('triage');
  });

  test('is not decided once it is over', () => {
    expect(dismissDuplicate(withdrawn(), other, decision)).toEqual({
      refused: { status: 'withdrawn', allowed: ['received'] },
    });
  });
});
