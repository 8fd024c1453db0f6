import Holidays from 'date-holidays';
import { expect, test } from 'vitest';
import { calculateBankHolidays } from '#src/domain/judgement/bank-holidays.ts';
import { dayOfWeek } from '#src/domain/london.ts';
import { rules } from '#test/support/area-fixture.ts';

/** Years without a one-off day, of those that GOV.UK has published. */
test.each([2019, 2021, 2024, 2025, 2026, 2027])('the rule gives the published bank holidays of %i', (year) => {
  expect(calculateBankHolidays(year)).toEqual(rules.bankHolidays.filter((date) => date.startsWith(`${year}-`)));
});

test('the rule agrees with another source for the years to come', () => {
  const oracle = new Holidays('GB', 'ENG');
  const isWorkday = (date: string): boolean => !['saturday', 'sunday'].includes(dayOfWeek(date));
  for (let year = 2028; year <= 2060; year += 1) {
    const expected = oracle.getHolidays(year).filter(({ type }) => type === 'public');
    const dates = [...new Set(expected.map(({ date }) => date.slice(0, 10)).filter(isWorkday))].sort();
    expect([year, calculateBankHolidays(year)]).toEqual([year, dates]);
  }
});
