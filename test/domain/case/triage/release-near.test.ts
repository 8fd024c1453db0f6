import { describe, expect, test } from 'vitest';
import type { CaseHead } from '#src/domain/case/model.ts';
import { needsReleaseUpdate, updateReleaseReason } from '#src/domain/case/triage/release-near.ts';
import { area } from '#test/support/area-fixture.ts';
import { heldDecision, newCase, withHead } from '#test/support/cases.ts';

/** Near from the start of Friday the 27th to the end of Tuesday. */
const releaseDates = ['2026-12-01'];
const at = (instant: string) => ({ area: area(), now: new Date(instant) });
const held = newCase(heldDecision, { releaseDates });
const routed = newCase({}, { releaseDates });
const triage = (reason: 'overdue' | 'release-near', ...also: 'release-near'[]): Partial<CaseHead> => ({
  triage: { reason, since: '2026-11-27T00:00:00.000Z', ...(also.length > 0 && { also }) },
});

describe('a held case', () => {
  test('comes to the hub’s list for a release that is near, beside why it is held', () => {
    expect(updateReleaseReason(held, at('2026-11-26T23:59:59Z'))).toEqual({ already: true });
    expect(updateReleaseReason(held, at('2026-11-27T00:00:00Z'))).toEqual({
      change: {
        head: {
          before: held.head,
          after: {
            ...held.head,
            triage: { reason: 'held', since: held.head.since, also: ['release-near'] },
            rev: held.head.rev + 1,
          },
        },
        handOffs: [],
        events: [{ at: '2026-11-27T00:00:00.000Z', event: 'release-reminded', by: 'system', counts: [] }],
      },
    });
  });

  test('is said to be so once', () => {
    const listed = withHead(held, { triage: { reason: 'held', since: held.head.since, also: ['release-near'] } });
    expect(updateReleaseReason(listed, at('2026-12-01T12:00:00Z'))).toEqual({ already: true });
  });
});

test('a case that a service holds is reminded by its hand-off', () => {
  expect(needsReleaseUpdate(withHead(routed, triage('overdue')).head, at('2026-12-01T12:00:00Z'))).toBe(false);
});

describe('once the day is over', () => {
  test.each([
    ['it leaves the list', triage('release-near'), undefined],
    ['it stays there for another reason', triage('overdue', 'release-near'), 'overdue'],
  ])('%s', (_what, head, left) => {
    const listed = withHead(routed, head);
    expect(updateReleaseReason(listed, at('2026-12-01T23:59:59Z'))).toEqual({ already: true });
    const outcome = updateReleaseReason(listed, at('2026-12-02T00:00:00Z'));
    if (!('change' in outcome)) throw new Error('nothing changed');
    expect(outcome.change.events).toEqual([]);
    expect(outcome.change.head.after.triage?.reason).toBe(left);
    expect(outcome.change.head.after.triage?.also).toBeUndefined();
  });

  test('and the next release is near already, it stays', () => {
    const listed = withHead(routed, { ...triage('release-near'), releaseDates: ['2026-12-01', '2026-12-03'] });
    expect(needsReleaseUpdate(listed.head, at('2026-12-02T00:00:00Z'))).toBe(false);
  });
});
