/** Who may have a person's details erased alone, and what waits for a second person. */
import { describe, expect, test } from 'vitest';
import { reopenCase } from '#src/domain/case/correction/reopen.ts';
import type { CaseHead, ReferralCase } from '#src/domain/case/model.ts';
import { hasTriageReason } from '#src/domain/case/next-service.ts';
import { placeLegalHold } from '#src/domain/case/retention/legal-hold.ts';
import {
  askForErasure,
  cancelErasure,
  confirmErasure,
  whyNotErasable,
} from '#src/domain/case/retention/propose-erasure.ts';
import { eraseCase, requestErasure, retainedUntil, startErasure } from '#src/domain/case/retention/retention.ts';
import { erasureReasons } from '#src/domain/vocabulary.ts';
import { rules } from '#test/support/area-fixture.ts';
import { newCase } from '#test/support/cases.ts';
import { partyId } from '#test/support/ids.ts';

const now = new Date('2026-12-02T12:00:00Z');
const at = now.toISOString();
const party = partyId('example-authority');
const ada = { party, user: 'ada' };
const bo = { party, user: 'bo' };
const { triage: _, ...open } = newCase().head;

const ended = (head: Partial<CaseHead> = {}): ReferralCase => ({
  head: { ...open, status: 'closed', since: '2026-12-01T12:00:00.000Z', retentionClass: 'supported', ...head },
  handOffs: [],
});
const proposedBy = (by?: string): ReferralCase => {
  const after = askForErasure(ended(), 'should-not-be-held', { party, user: by }, now);
  if (!('change' in after)) throw new Error('It was not proposed.');
  return { head: after.change.head.after, handOffs: [] };
};
/** The head after a change, and its events. */
function written(outcome: ReturnType<typeof askForErasure>) {
  if (!('change' in outcome)) throw new Error(JSON.stringify(outcome));
  return { head: outcome.change.head.after, events: outcome.change.events };
}

describe('an erasure', () => {
  test('that the person asked for stands at once', () => {
    const { head, events } = written(askForErasure(ended(), 'asked-by-person', ada, now));
    expect(head.erasureRequest).toEqual({ reason: 'asked-by-person', since: at });
    expect(head.proposedErasure).toBeUndefined();
    expect(events).toMatchObject([{ event: 'erasure-asked', by: party, reason: 'asked-by-person' }]);
  });

  test.each(erasureReasons.filter((one) => one !== 'asked-by-person'))(
    'that the person did not ask for (%s) erases nothing, and stands before the hub',
    (reason) => {
      const { head, events } = written(askForErasure(ended(), reason, ada, now));
      expect([head.erasureRequest, head.proposedErasure]).toEqual([undefined, { reason, since: at, by: 'ada' }]);
      expect(hasTriageReason(head, 'erasure-to-confirm')).toBe(true);
      expect(events).toMatchObject([{ event: 'erasure-proposed', by: party, reason }]);
      expect(startErasure({ head, handOffs: [] }, rules, now)).toEqual({ already: true });
      // Its time runs on.
      expect(retainedUntil(head, rules)).toBe('2032-12-01');
    },
  );

  test('that the person asked for needs a second person where somebody only found that it is theirs', () => {
    const act = { id: 'act-1', of: [open.id] };
    const alone = written(askForErasure(ended(), 'asked-by-person', ada, now, { act, isCertain: true }));
    expect(alone.head.erasureRequest).toEqual({ reason: 'asked-by-person', since: at, act: 'act-1' });
    const { head, events } = written(askForErasure(ended(), 'asked-by-person', ada, now, { act, isCertain: false }));
    expect(head.proposedErasure).toEqual({ reason: 'asked-by-person', since: at, by: 'ada', act });
    expect([...alone.events, ...events]).toMatchObject([
      { event: 'erasure-asked', act: 'act-1' },
      { event: 'erasure-proposed', act: 'act-1' },
    ]);
    const confirmed = written(confirmErasure({ head, handOffs: [] }, bo, now));
    expect(confirmed.head.erasureRequest).toEqual({ reason: 'asked-by-person', since: at, act: 'act-1' });
    expect(written(cancelErasure({ head, handOffs: [] }, party, now)).events).toMatchObject([{ act: 'act-1' }]);
  });

  test.each<[string, Partial<CaseHead>, ReturnType<typeof whyNotErasable>]>([
    ['over', {}, undefined],
    ['erased, and known again', { erasedAt: at }, undefined],
    ['kept for a court', { legalHold: { by: party, since: at } }, 'on-hold'],
    ['asked for', { erasureRequest: { reason: 'asked-by-person', since: at } }, 'asked'],
    ['proposed', { proposedErasure: { reason: 'ordered-by-law', since: at } }, 'proposed'],
    ['forgotten', { erasedAt: at, forgottenAt: at }, 'erased'],
  ])('says why it cannot be asked for of a case that is %s', (_, over, why) => {
    expect(whyNotErasable(ended(over), now)).toBe(why);
  });

  test('says that it cannot be asked for of a case that is open', () => {
    expect(whyNotErasable({ head: { ...open, status: 'routed' }, handOffs: [] }, now)).toBe('open');
  });

  test('is proposed once', () => {
    expect(askForErasure(proposedBy('ada'), 'ordered-by-law', bo, now)).toEqual({ already: true });
    const asked = written(requestErasure(ended(), { reason: 'asked-by-person' }, party, now)).head;
    expect(askForErasure({ head: asked, handOffs: [] }, 'ordered-by-law', bo, now)).toEqual({ already: true });
  });

  test('is not proposed of an open case, nor of one that is kept for a court', () => {
    expect(askForErasure({ head: open, handOffs: [] }, 'ordered-by-law', ada, now)).toHaveProperty('refused.open');
    const held = ended({ legalHold: { by: party, since: at } });
    expect(askForErasure(held, 'ordered-by-law', ada, now)).toEqual({ refused: { onHold: true } });
  });
});

describe('what is proposed', () => {
  test('is confirmed by another person, and then stands as any other', () => {
    const { head, events } = written(confirmErasure(proposedBy('ada'), bo, now));
    expect(head.erasureRequest).toEqual({ reason: 'should-not-be-held', since: at });
    expect([head.proposedErasure, head.triage]).toEqual([undefined, undefined]);
    expect(events).toMatchObject([{ event: 'erasure-asked', by: party, reason: 'should-not-be-held' }]);
    expect(confirmErasure({ head, handOffs: [] }, bo, now)).toEqual({ already: true });
  });

  test('is not confirmed by the person who proposed it, nor by a system', () => {
    for (const by of [ada, { party }])
      expect(confirmErasure(proposedBy('ada'), by, now)).toEqual({ refused: { samePerson: true } });
    expect(confirmErasure(proposedBy(), { party }, now)).toEqual({ refused: { samePerson: true } });
  });

  test('by a system is confirmed by a person', () => {
    expect(written(confirmErasure(proposedBy(), ada, now)).head.erasureRequest).toBeDefined();
  });

  test('is cancelled by anybody who decides, and is then not there to confirm', () => {
    const { head, events } = written(cancelErasure(proposedBy('ada'), party, now));
    expect([head.proposedErasure, head.erasureRequest, head.triage]).toEqual([undefined, undefined, undefined]);
    expect(events).toMatchObject([{ event: 'erasure-cancelled', by: party, reason: 'should-not-be-held' }]);
    expect(confirmErasure({ head, handOffs: [] }, bo, now)).toEqual({ refused: { notProposed: true } });
    expect(cancelErasure({ head, handOffs: [] }, party, now)).toEqual({ already: true });
  });

  test('gives way to a legal hold, to a request of the person and to a correction that opens the case', () => {
    const outcomes = [
      placeLegalHold(proposedBy('ada'), 'sealed', party, now),
      requestErasure(proposedBy('ada'), { reason: 'asked-by-person' }, party, now),
      reopenCase(proposedBy('ada'), 2, { party, mover: 'triage' }, now),
    ];
    for (const outcome of outcomes) {
      const { head } = written(outcome as ReturnType<typeof askForErasure>);
      expect([head.proposedErasure, hasTriageReason(head, 'erasure-to-confirm')]).toEqual([undefined, false]);
    }
  });

  test('is gone once the case is erased because its time was over', () => {
    const { head } = proposedBy('ada');
    const erased = written(eraseCase({ head: { ...head, erasureStartedAt: at }, handOffs: [] }, rules, now)).head;
    expect([erased.erasedAt, erased.proposedErasure]).toEqual([at, undefined]);
  });
});
