/** All that retention and erasure write, and the edges of the periods. The retention periods themselves are in retention-periods.test.ts. */

import { describe, expect, test } from 'vitest';
import { reopenCase } from '#src/domain/case/correction/reopen.ts';
import type { CaseHead, ReferralCase } from '#src/domain/case/model.ts';
import { liftLegalHold, placeLegalHold } from '#src/domain/case/retention/legal-hold.ts';
import {
  eraseCase,
  requestErasure,
  retainedUntil,
  startErasure,
  subtractPeriod,
} from '#src/domain/case/retention/retention.ts';
import { rules } from '#test/support/area-fixture.ts';
import { asSender, eraseWhenDue, newCase } from '#test/support/cases.ts';
import { partyId } from '#test/support/ids.ts';

const since = '2026-12-01T12:00:00.000Z';
const now = new Date('2026-12-02T12:00:00Z');
const at = now.toISOString();
const { triage: _, ...open } = newCase().head;
const request = { reason: 'asked-by-person', since } as const;

/** A case that was closed after support, on the first of December. */
const caseWith = (head: Partial<CaseHead> = {}): ReferralCase => ({
  head: { ...open, status: 'closed', since, retentionClass: 'supported', rev: 6, ...head },
  handOffs: [],
});
const written = (referralCase: ReferralCase, head: object, event: object) => ({
  change: {
    head: { before: referralCase.head, after: { ...referralCase.head, rev: 7, ...head } },
    handOffs: [],
    events: [{ at, counts: [], ...event }],
  },
});

test.each([
  [{ weeks: 6 }, '2026-10-21'],
  [{ months: 6 }, '2026-06-02'],
  [{ years: 6 }, '2020-12-02'],
])('%j before the second of December', (period, date) => {
  expect(subtractPeriod('2026-12-02', period)).toBe(date);
});

test('an open case has no retention period', () => {
  expect(retainedUntil(open, rules)).toBeUndefined();
  expect(startErasure({ head: open, handOffs: [] }, rules, new Date('2099-01-01T12:00:00Z'))).toEqual({
    already: true,
  });
});

describe('an erasure', () => {
  test('on request erases personal data at once, with the hash that recognises the person', () => {
    const referralCase = caseWith({ erasureRequest: request, erasureStartedAt: at, advice: 'sealed' });
    const { advice: __, erasureStartedAt: ___, ...head } = referralCase.head;
    expect(eraseCase(referralCase, rules, now)).toStrictEqual({
      change: {
        head: { before: referralCase.head, after: { ...head, rev: 7, erasedAt: at, forgottenAt: at } },
        handOffs: [],
        events: [{ at, event: 'erased', by: 'system', reason: 'asked-by-person', counts: [] }],
      },
    });
  });

  test('at the end of retention records the retention class', () => {
    const referralCase = caseWith({ retentionClass: 'declined', receivedAt: since });
    const late = new Date('2027-01-13T12:00:00Z');
    const { change } = eraseWhenDue(referralCase, rules, late) as {
      change: { events: object[]; head: { after: CaseHead } };
    };
    expect(change.events).toMatchObject([{ event: 'erased', by: 'system', reason: 'declined' }]);
    expect(change.head.after).not.toHaveProperty('forgottenAt');
  });

  test('is not made during a legal hold, even on request', () => {
    const referralCase = caseWith({ erasureRequest: request, legalHold: { by: partyId('hub'), since } });
    expect(startErasure(referralCase, rules, now)).toEqual({ already: true });
  });

  test('begins with a change of the head alone, once', () => {
    const referralCase = caseWith({ erasureRequest: request });
    const outcome = startErasure(referralCase, rules, now);
    expect(outcome).toStrictEqual({
      change: {
        head: { before: referralCase.head, after: { ...referralCase.head, rev: 7, erasureStartedAt: at } },
        handOffs: [],
        events: [],
      },
    });
    expect(startErasure(caseWith({ erasureRequest: request, erasureStartedAt: since }), rules, now)).toEqual({
      already: true,
    });
  });

  test('that has not begun deletes nothing, even if it is due', () => {
    expect(eraseCase(caseWith({ erasureRequest: request }), rules, now)).toEqual({ already: true });
  });

  test('that has begun is finished, and a legal hold comes too late', () => {
    const begun = caseWith({ erasureStartedAt: since });
    expect(eraseCase(begun, rules, now)).toMatchObject({ change: { head: { after: { erasedAt: at } } } });
    expect(placeLegalHold(begun, 'sealed', partyId('hub'), now)).toEqual({ refused: { erased: true } });
  });

  test('that has begun is finished, and a correction comes too late', () => {
    const begun = { ...caseWith({ erasureStartedAt: since, status: 'returned' }) };
    expect(reopenCase(begun, 2, asSender, now)).toEqual({ refused: { status: 'returned', allowed: [] } });
  });
});

describe('an erasure request', () => {
  const wish = (referralCase: ReferralCase) =>
    requestErasure(referralCase, { reason: 'asked-by-person' }, partyId('hub'), now);

  test('records who asked and why', () => {
    const referralCase = caseWith();
    expect(wish(referralCase)).toEqual(
      written(
        referralCase,
        { erasureRequest: { reason: 'asked-by-person', since: at } },
        { event: 'erasure-asked', by: 'hub', reason: 'asked-by-person' },
      ),
    );
  });

  test('of a person no longer recognised changes nothing', () => {
    expect(wish(caseWith({ erasedAt: since, forgottenAt: since }))).toEqual({ already: true });
  });

  test('of a person erased but still recognised is accepted', () => {
    expect(wish(caseWith({ erasedAt: since }))).toHaveProperty('change');
  });

  test.each(['received', 'held', 'routed'] as const)(
    'of a case that is %s says that it must be withdrawn',
    (status) => {
      const referralCase = { head: { ...open, status }, handOffs: [] };
      expect(wish(referralCase)).toEqual({ refused: { open: { status, allowed: ['withdrawn'] } } });
    },
  );

  test('of a case without a recorded end is refused', () => {
    const { retentionClass: __, ...head } = caseWith().head;
    expect(wish({ head, handOffs: [] })).toEqual({ refused: { open: { status: 'closed', allowed: [] } } });
  });
});

describe('a legal hold', () => {
  test('records who placed it and why, and cancels an erasure request', () => {
    const referralCase = caseWith({ erasureRequest: request });
    const { erasureRequest: __, ...head } = referralCase.head;
    expect(placeLegalHold(referralCase, 'sealed', partyId('hub'), now)).toStrictEqual({
      change: {
        head: { before: referralCase.head, after: { ...head, rev: 7, legalHold: { by: 'hub', since: at } } },
        handOffs: [],
        events: [{ at, event: 'legal-hold', by: 'hub', note: 'sealed', counts: [] }],
      },
    });
  });

  test('is lifted with an event in the history', () => {
    const referralCase = caseWith({ legalHold: { by: partyId('hub'), since } });
    const { legalHold: __, ...head } = referralCase.head;
    expect(liftLegalHold(referralCase, partyId('hub'), now)).toStrictEqual({
      change: {
        head: { before: referralCase.head, after: { ...head, rev: 7 } },
        handOffs: [],
        events: [{ at, event: 'hold-lifted', by: 'hub', counts: [] }],
      },
    });
  });
});
