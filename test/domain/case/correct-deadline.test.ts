import { describe, expect, test } from 'vitest';
import { correctDeadlines } from '#src/domain/case/correct-deadline.ts';
import type { CaseHead, HandOff, ReferralCase } from '#src/domain/case/model.ts';
import { serviceDeadline } from '#src/domain/judgement/clock.ts';
import { handOffStatuses } from '#src/domain/states.ts';
import { area, rules } from '#test/support/area-fixture.ts';
import { caseWith } from '#test/support/cases.ts';

/** Wednesday, 5 January 2028, after the last year that is listed. */
const from = new Date('2028-01-05T10:00:00Z');
const told = '2028-01-12T23:59:59.000Z';

/** As if these bank holidays of 2028 had been published since. */
const listed = (...dates: string[]) => ({
  ...rules,
  bankHolidays: [...rules.bankHolidays, ...dates],
  bankHolidaysCover: { from: '2019-01-01', to: '2028-12-31' },
});
const newYear = '2028-01-03';

/** Handed off on that day under the list that ends before it. */
function caseUnderOldList(over: Partial<HandOff> = {}, head: Partial<CaseHead> = {}): ReferralCase {
  const { handOffs, ...referralCase } = caseWith('collected');
  const respondBy = serviceDeadline({}, { priority: 'standard', ...head }, from, rules);
  return {
    head: { ...referralCase.head, receivedAt: from.toISOString(), ...head },
    handOffs: handOffs.map((one) => ({
      ...one,
      service: area().services[0]?.id ?? one.service,
      queuedAt: from.toISOString(),
      respondBy,
      ...over,
    })),
  };
}
function correct(referralCase: ReferralCase, under = listed(newYear, '2028-01-07'), now = '2028-01-06T09:00:00Z') {
  const outcome = correctDeadlines(referralCase, { area: area({ rules: under }), now: new Date(now) });
  return 'change' in outcome ? outcome.change : undefined;
}
const moved = (...args: Parameters<typeof correct>) => correct(...args)?.handOffs[0]?.after.respondBy;

describe('a deadline reckoned before a bank holiday was known', () => {
  test('gets the working day back, with its reminder, in one change', () => {
    const referralCase = caseUnderOldList();
    const [before] = referralCase.handOffs;
    expect(before?.respondBy).toBe(told);
    expect(correct(referralCase)).toEqual({
      head: { before: referralCase.head, after: { ...referralCase.head, rev: referralCase.head.rev + 1 } },
      handOffs: [
        {
          before,
          after: {
            ...before,
            respondBy: '2028-01-13T23:59:59.000Z',
            remindAt: '2028-01-13T11:59:59.000Z',
            rev: (before?.rev ?? 0) + 1,
          },
        },
      ],
      events: [
        {
          at: '2028-01-06T09:00:00.000Z',
          event: 'deadline-corrected',
          by: 'system',
          handOff: 1,
          service: before?.service,
          counts: [],
        },
      ],
    });
  });

  test.each<[string, string[], string | undefined]>([
    ['none is new', [newYear], undefined],
    ['one lies before it', [newYear, '2028-01-04'], undefined],
    ['one lies on the day it was handed off', [newYear, '2028-01-05'], undefined],
    ['one lies after it', [newYear, '2028-01-13'], undefined],
    ['one lies on its day', [newYear, '2028-01-12'], '2028-01-13T23:59:59.000Z'],
    ['two lie in it', [newYear, '2028-01-10', '2028-01-11'], '2028-01-14T23:59:59.000Z'],
  ])('%s', (_what, dates, expected) => {
    expect(moved(caseUnderOldList(), listed(...dates))).toBe(expected);
  });

  test('a day proclaimed in a year that was listed already counts as well', () => {
    const monday = new Date('2027-06-07T10:00:00Z');
    const under = { ...rules, bankHolidays: [...rules.bankHolidays, '2027-06-09'].sort() };
    const respondBy = serviceDeadline({}, { priority: 'standard' }, monday, rules);
    const referralCase = caseUnderOldList({ queuedAt: monday.toISOString(), respondBy });
    expect(moved(referralCase, under, '2027-06-08T09:00:00Z')).toBe('2027-06-15T22:59:59.000Z');
  });

  test('is corrected once', () => {
    const referralCase = caseUnderOldList({ respondBy: '2028-01-13T23:59:59.000Z' });
    expect(correct(referralCase)).toBeUndefined();
  });

  test('never becomes earlier than the service was told: a holiday that was moved away', () => {
    const may = new Date('2028-04-27T10:00:00Z');
    const respondBy = serviceDeadline({}, { priority: 'standard' }, may, rules);
    const referralCase = caseUnderOldList({ queuedAt: may.toISOString(), respondBy });
    const withoutMayDay = listed(newYear, '2028-05-29');
    expect(serviceDeadline({}, { priority: 'standard' }, may, withoutMayDay) < respondBy).toBe(true);
    expect(correct(referralCase, withoutMayDay, '2028-04-28T09:00:00Z')).toBeUndefined();
  });

  test('of a case with a Marac stays before it', () => {
    const marac = { maracOn: '2028-01-12' };
    const referralCase = caseUnderOldList({}, marac);
    expect(referralCase.handOffs[0]?.respondBy).toBe('2028-01-11T23:59:59.000Z');
    expect(moved(referralCase, listed(newYear, '2028-01-11'))).toBeUndefined();
  });

  test('of a number of hours stays', () => {
    const respondBy = serviceDeadline({}, { priority: 'high' }, from, rules);
    expect(moved(caseUnderOldList({ priority: 'high', respondBy }), listed(newYear, '2028-01-06'))).toBeUndefined();
  });

  test('runs from wherever it began: the receipt, the hand-off, or a new start', () => {
    const earlier = '2027-11-01T10:00:00.000Z';
    const begun = { queuedAt: earlier, since: earlier };
    expect(moved(caseUnderOldList(begun))).toBe('2028-01-13T23:59:59.000Z');
    expect(moved(caseUnderOldList({ ...begun, since: from.toISOString() }, { receivedAt: earlier }))).toBe(
      '2028-01-13T23:59:59.000Z',
    );
    expect(moved(caseUnderOldList(begun, { receivedAt: earlier }))).toBeUndefined();
  });

  test('that was set in another way stays as it is', () => {
    expect(correct(caseUnderOldList({ respondBy: '2028-01-11T12:00:00.000Z' }))).toBeUndefined();
  });

  test('is not late on a day that turned out to be free, and late when the new one is past too', () => {
    const free = listed(newYear, '2028-01-12');
    expect(moved(caseUnderOldList(), free, '2028-01-13T09:00:00Z')).toBe('2028-01-13T23:59:59.000Z');
    expect(moved(caseUnderOldList(), free, '2028-01-14T00:00:00Z')).toBeUndefined();
  });

  test.each(handOffStatuses)('is corrected only where contact is awaited: %s', (status) => {
    const isAwaited = ['queued', 'collected', 'accepted', 'contact-attempted'].includes(status);
    expect(moved(caseUnderOldList({ status })) !== undefined).toBe(isAwaited);
    expect(correct(caseUnderOldList({ status, escalated: true }))).toBeUndefined();
  });
});
