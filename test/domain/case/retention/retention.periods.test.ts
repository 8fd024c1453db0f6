import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { returnToSender, withdrawReferral } from '#src/domain/case/actions.ts';
import { reopenCase } from '#src/domain/case/correction/reopen.ts';
import type { HandOff, ReferralCase } from '#src/domain/case/model.ts';
import { applyReport } from '#src/domain/case/report/report.ts';
import { liftLegalHold, placeLegalHold } from '#src/domain/case/retention/legal-hold.ts';
import {
  addPeriod,
  requestErasure,
  retainedUntil,
  retentionClassOf,
  subtractPeriod,
} from '#src/domain/case/retention/retention.ts';
import { addDays } from '#src/domain/london.ts';
import { type RetentionClass, type WithdrawReason, withdrawReasons } from '#src/domain/vocabulary.ts';
import { rules } from '#test/support/area-fixture.ts';
import { applyChange, asSender, eraseWhenDue, heldDecision, newCase, ruleContextAt } from '#test/support/cases.ts';
import { partyId, serviceId } from '#test/support/ids.ts';

const service = serviceId('domestic-abuse');
const day = (date: string): Date => new Date(`${date}T12:00:00Z`);

/** A case accepted by its service, reached or not, and closed so on that day. */
function closed(outcome: string, { contacted = false, on = '2026-12-01' } = {}): ReferralCase {
  let referralCase = newCase();
  const tell = (told: object, now = ruleContextAt(2).now) => {
    referralCase = applyChange(
      referralCase,
      applyReport(referralCase, 1, told as Parameters<typeof applyReport>[2], service, { ...ruleContextAt(2), now }),
    );
  };
  referralCase = {
    ...referralCase,
    handOffs: referralCase.handOffs.map((one) => ({ ...one, status: 'collected' }) as HandOff),
  };
  tell({ status: 'accepted' });
  if (contacted) tell({ status: 'contacted', at: ruleContextAt(2).now.toISOString() });
  tell({ status: 'closed', outcome }, day(on));
  return referralCase;
}

describe('the retention class of a closed case', () => {
  test.each<[string, boolean, RetentionClass]>([
    ['support-completed', true, 'supported'],
    ['support-completed', false, 'supported'],
    ['disengaged', true, 'supported'],
    ['disengaged', false, 'not-reached'],
    ['declined-by-victim', true, 'declined'],
    ['declined-by-victim', false, 'declined'],
    ['consent-withdrawn', true, 'declined'],
    ['no-contact-after-attempts', false, 'not-reached'],
    ['wrong-contact-details', false, 'not-reached'],
    ['unsafe-to-contact', false, 'not-reached'],
    ['referred-on', true, 'supported'],
    ['out-of-area', false, 'not-reached'],
    ['deceased', false, 'not-reached'],
  ])('closed as %s, reached: %s', (outcome, contacted, expected) => {
    expect(closed(outcome, { contacted }).head.retentionClass).toBe(expected);
  });

  test.each<[WithdrawReason, boolean, RetentionClass]>([
    ['consent-withdrawn', false, 'declined'],
    ['consent-withdrawn', true, 'declined'],
    ['sent-in-error', false, 'declined'],
    ['duplicate', false, 'declined'],
    ['sent-in-error', true, 'supported'],
  ])('withdrawn as %s, reached: %s', (reason, contacted, expected) => {
    const referralCase = newCase();
    const contactedAt = contacted ? { contactedAt: '2026-11-20T10:00:00Z' } : {};
    const reached = { ...referralCase, handOffs: referralCase.handOffs.map((one) => ({ ...one, ...contactedAt })) };
    const by = { party: partyId('example-police'), mover: 'sender' } as const;
    expect(applyChange(reached, withdrawReferral(reached, reason, by, ruleContextAt(1).now)).head.retentionClass).toBe(
      expected,
    );
  });

  test('is the longest that any of its services needs', () => {
    const one = { outcome: 'declined-by-victim' } as HandOff;
    const two = { outcome: 'no-contact-after-attempts' } as HandOff;
    const three = { outcome: 'support-completed' } as HandOff;
    expect(retentionClassOf([one, two])).toBe('not-reached');
    expect(retentionClassOf([three, two, one])).toBe('supported');
    expect(retentionClassOf([])).toBe('not-reached');
  });

  test('a case that is open is kept without an end, and one that is corrected begins anew', () => {
    expect(newCase().head.retentionClass).toBeUndefined();
    expect(newCase(heldDecision).head.retentionClass).toBeUndefined();
    const referralCase = newCase(heldDecision);
    const back = applyChange(
      referralCase,
      returnToSender(referralCase, 'other', 'sealed', partyId('hub'), ruleContextAt(1).now),
    );
    expect(back.head.retentionClass).toBe('not-reached');
    const again = applyChange(back, reopenCase(back, 2, asSender, ruleContextAt(3).now));
    expect(again.head).not.toHaveProperty('retentionClass');
  });
});

describe('the retention period', () => {
  test.each([
    ['declined-by-victim', '2027-01-12'],
    ['no-contact-after-attempts', '2027-06-01'],
    ['support-completed', '2032-12-01'],
  ])('%s, over on 1 December 2026: until %s', (outcome, last) => {
    const referralCase = closed(outcome);
    expect(retainedUntil(referralCase.head, rules)).toBe(last);
    expect(eraseWhenDue(referralCase, rules, day(last))).toEqual({ already: true });
    const gone = applyChange(referralCase, eraseWhenDue(referralCase, rules, day(addDays(last, 1))));
    expect(gone.head.advice).toBeUndefined();
    expect(gone.head.erasedAt).toBe(`${addDays(last, 1)}T12:00:00.000Z`);
    expect(retainedUntil(gone.head, rules)).toBeUndefined();
  });

  test('counts London days: a case closed late on a summer evening in UTC closed the next day', () => {
    const referralCase = closed('declined-by-victim');
    const late = { ...referralCase.head, since: '2026-06-30T23:30:00.000Z' };
    expect(retainedUntil(late, rules)).toBe('2026-08-12');
  });

  test('a look back over the longest period misses no case, and finds none twice', () => {
    const period = fc.oneof(
      fc.record({ weeks: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ months: fc.integer({ min: 1, max: 40 }) }),
      fc.record({ years: fc.integer({ min: 1, max: 12 }) }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 5000 }), period, (a, b, long) => {
        const [over, today] = [addDays('2020-01-01', a), addDays('2020-01-01', b)];
        if (addPeriod(over, long) < today) expect(over <= subtractPeriod(today, long)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the hash that recognises a person', () => {
  test.each([
    ['declined-by-victim', '2027-01-13', undefined],
    ['declined-by-victim', '2027-11-19', undefined],
    ['declined-by-victim', '2027-11-20', '2027-11-20T12:00:00.000Z'],
    ['support-completed', '2032-12-02', '2032-12-02T12:00:00.000Z'],
  ])('%s, erased on %s, is forgotten: %s', (outcome, on, expected) => {
    const referralCase = closed(outcome);
    expect(referralCase.head.receivedAt.slice(0, 10)).toBe('2026-11-19');
    expect(applyChange(referralCase, eraseWhenDue(referralCase, rules, day(on))).head.forgottenAt).toBe(expected);
  });

  test('is erased when they would no longer be a repeat victim, without an event in the history', () => {
    const referralCase = closed('declined-by-victim');
    const gone = applyChange(referralCase, eraseWhenDue(referralCase, rules, day('2027-02-01')));
    expect(eraseWhenDue(gone, rules, day('2027-11-19'))).toEqual({ already: true });
    const outcome = eraseWhenDue(gone, rules, day('2027-11-20'));
    expect(outcome).toMatchObject({ change: { events: [] } });
    expect(eraseWhenDue(applyChange(gone, outcome), rules, day('2099-01-01'))).toEqual({ already: true });
  });
});

describe('the authority', () => {
  const now = day('2026-12-02');

  test('can request erasure, which ends retention at once and records its reason', () => {
    const referralCase = closed('support-completed');
    const asked = applyChange(
      referralCase,
      requestErasure(referralCase, { reason: 'asked-by-person' }, partyId('hub'), now),
    );
    expect(requestErasure(asked, { reason: 'asked-by-person' }, partyId('hub'), now)).toEqual({ already: true });
    const outcome = eraseWhenDue(asked, rules, now);
    expect(outcome).toMatchObject({
      change: { events: [{ event: 'erased', by: 'system', reason: 'asked-by-person' }] },
    });
    expect(requestErasure(applyChange(asked, outcome), { reason: 'asked-by-person' }, partyId('hub'), now)).toEqual({
      already: true,
    });
  });

  test('must withdraw an open case before erasing it', () => {
    const referralCase = newCase();
    expect(requestErasure(referralCase, { reason: 'asked-by-person' }, partyId('hub'), now)).toEqual({
      refused: { open: { status: 'routed', allowed: ['withdrawn'] } },
    });
  });

  test('can place a legal hold, which stops both whenever it comes, and lets time run again once lifted', () => {
    const referralCase = closed('declined-by-victim');
    const asked = applyChange(
      referralCase,
      requestErasure(referralCase, { reason: 'asked-by-person' }, partyId('hub'), now),
    );
    const kept = applyChange(asked, placeLegalHold(asked, 'sealed', partyId('hub'), now));
    expect(placeLegalHold(kept, 'sealed', partyId('hub'), now)).toEqual({ already: true });
    expect(requestErasure(kept, { reason: 'asked-by-person' }, partyId('hub'), now)).toEqual({
      refused: { onHold: true },
    });
    expect(eraseWhenDue(kept, rules, day('2099-01-01'))).toEqual({ already: true });
    const lifted = applyChange(kept, liftLegalHold(kept, partyId('hub'), now));
    expect(liftLegalHold(lifted, partyId('hub'), now)).toEqual({ already: true });
    expect(retainedUntil(lifted.head, rules)).toBe('2027-01-12');
    expect(lifted.head).not.toHaveProperty('erasureRequest');
  });

  test('can hold an open case, and the hold stays when the case closes', () => {
    const open = newCase();
    const kept = applyChange(open, placeLegalHold(open, 'sealed', partyId('hub'), now));
    const by = { party: partyId('example-police'), mover: 'sender' } as const;
    const over = applyChange(kept, withdrawReferral(kept, withdrawReasons[0], by, now));
    expect(eraseWhenDue(over, rules, day('2099-01-01'))).toEqual({ already: true });
  });

  test('cannot hold an erased case', () => {
    const referralCase = closed('declined-by-victim');
    const gone = applyChange(referralCase, eraseWhenDue(referralCase, rules, day('2099-01-01')));
    expect(placeLegalHold(gone, 'sealed', partyId('hub'), now)).toEqual({ refused: { erased: true } });
  });
});
