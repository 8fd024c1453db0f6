/** Named periods, comparisons in words, and the shared reader of the dashboard. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#src/domain/london.ts';
import { describeChange, statementText } from '#src/web/dashboard/headlines.ts';
import { dateRangeOf, financialYears, precedingRange } from '#src/web/dashboard/periods.ts';
import { parseSelection } from '#src/web/dashboard/selection.ts';
import { sharedReader } from '#src/web/dashboard/shared-reader.ts';
import { headline } from '#src/web/dashboard/trends.ts';
import { en } from '#src/web/texts/en.ts';
import { area } from '#test/support/area-fixture.ts';
import { anyTransaction, rowsInMemory } from '#test/support/generated-counts.ts';

describe('named periods', () => {
  test.each([
    ['this-month', '2026-11-20', '2026-11-01', '2026-11-20'],
    ['last-12-months', '2026-11-20', '2025-11-01', '2026-10-31'],
    ['last-12-months', '2026-01-01', '2025-01-01', '2025-12-31'],
    ['last-24-months', '2026-11-20', '2024-11-01', '2026-10-31'],
    ['2025-26', '2026-11-20', '2025-04-01', '2026-03-31'],
    ['2026-27', '2026-11-20', '2026-04-01', '2026-11-20'],
    ['1999-00', '2026-11-20', '1999-04-01', '2000-03-31'],
  ])('%s on %s', (name, today, from, to) => expect(dateRangeOf(name, today)).toEqual({ from, to }));

  test.each(['2025-27', '2027-28', '2026', 'x', '', '202X-26'])('"%s" is not a period', (name) =>
    expect(dateRangeOf(name, '2026-11-20')).toBeUndefined(),
  );

  test('financial years since counting began, the latest first', () => {
    expect(financialYears('2026-04-01', '2025-03-31')).toEqual(['2026-27', '2025-26', '2024-25']);
    expect(financialYears('2026-03-31', undefined)).toEqual(['2025-26']);
    expect(financialYears('2026-03-31', '1990-01-01')).toHaveLength(10);
  });

  test.each([
    ['whole months', '2025-11-01', '2026-10-31', '2024-11-01', '2025-10-31'],
    ['February, against January', '2026-02-01', '2026-02-28', '2026-01-01', '2026-01-31'],
    ['March, against a shorter month', '2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['a month so far, against as much', '2026-11-01', '2026-11-20', '2026-10-01', '2026-10-20'],
    ['what is not over yet, as far as it has come', '2026-11-01', '2026-11-30', '2026-10-01', '2026-10-20'],
    ['any days, against as many', '2026-06-10', '2026-06-12', '2026-06-07', '2026-06-09'],
  ])('%s', (_, from, to, before, until) =>
    expect(precedingRange({ from, to }, '2026-11-20')).toEqual({ from: before, to: until }),
  );
});

describe('the headline of a trend', () => {
  test.each([
    ['day', ['11 Nov 2026', '12 Nov 2026'], [5, 1], 'Closed: most on 11 Nov 2026, 5'],
    ['week', ['2 Nov 2026', '9 Nov 2026'], [5, 1], 'Closed: most in the week from 2 Nov 2026, 5'],
    ['month', ['Oct 2026', 'Nov 2026'], [1, 5], 'Closed: most in Nov 2026, 5'],
    ['day', ['19 Nov 2026'], [0], 'Closed: 0 on 19 Nov 2026'],
    ['all', ['1 Nov 2026 to 3 Nov 2026'], [1200], 'Closed: 1,200 from 1 Nov 2026 to 3 Nov 2026'],
    // With two equal values, neither is the most.
    ['financial-year', ['2024-25', '2025-26', '2026-27'], [370, 370, 365], 'Closed: at most 370 in one financial year'],
    ['month', ['Oct 2026', 'Nov 2026'], [7, 7], 'Closed: 7 throughout'],
    ['month', ['Oct 2026', 'Nov 2026'], [null, 7], 'Closed over time'],
  ] as const)('by %s: %j %j', (interval, labels, values, words) =>
    expect(headline(en, 'Closed', interval, labels, values)).toBe(words),
  );
});

describe('the number 1', () => {
  const { headline: words, funnel } = en.dashboard;
  test('is written in the singular', () => {
    expect(funnel.headline('1', '1')).toBe('1 first contact, and 1 hand-off to a service');
    expect(funnel.headline('0', '2')).toBe('0 first contacts, and 2 hand-offs to services');
    expect(words.shareOf('100%', words.policeReferrals('1'))).toBe('100% of 1 referral from the police');
    expect(words.shareOf('50%', words.firstContacts('1,002'))).toBe('50% of 1,002 first contacts');
    expect(funnel.inTime('1', '1')).toMatch(/in 1 of 1 first contact the person/);
    expect(funnel.time(1)).toBe('1 minute');
    expect(funnel.time(24 * 60)).toBe('24.0 hours');
  });
});

describe('invalid dates', () => {
  const errorsFor = (query: string) => {
    const asked = parseSelection(new URLSearchParams(query), area(), new Date('2026-11-20T12:00:00Z'), en);
    return 'errors' in asked ? asked.errors.map(({ field, text }) => `${field}: ${text}`) : [];
  };
  test.each([
    ['from=2026-02-01&to=2026-01-31', 'from: First day must be the same as or before the last day'],
    ['from=2010-01-01&to=2026-01-01', 'from: First day must be no more than 10 years before the last day'],
    ['from=9999-01-01&to=9999-12-31', 'from: First day and last day must be in the years 1900 to 2199'],
    ['from=2199-01-01&to=2200-01-01', 'from: First day and last day must be in the years 1900 to 2199'],
  ])('%s', (query, error) => expect(errorsFor(query)).toEqual([error]));
});

describe('a comparison in words', () => {
  test.each([
    [1100, 1000, 'Up 10%, from 1,000'],
    [870, 1000, 'Down 13%, from 1,000'],
    [1000, 1000, 'The same as before: 1,000'],
    [1001, 1000, 'Up from 1,000'],
    [5, 3, 'Up from 3'],
    [0, 19, 'Down from 19'],
    [0, 20, 'Down 100%, from 20'],
    [4, 0, 'Up from 0'],
    [0, 0, 'The same as before: 0'],
    [null, 20, 'No comparison: a number is not shown'],
    [20, null, 'No comparison: a number is not shown'],
  ])('%s after %s', (count, before, words) => expect(describeChange(en, count, before)).toBe(words));

  const mean = (months: number, value: number | null) => ({
    months,
    from: '2026-01-01',
    to: '2026-03-31',
    mean: value,
  });
  test('no percentage where a number is not shown, and why', () => {
    const said = statementText(en, 'Referrals received', {
      current: mean(3, 40),
      baseline: mean(18, null),
      changePercent: null,
      reason: 'suppressed',
    });
    expect(said.join(' ')).toMatch(/average was 40 a month\. No percentage is given, because .* not shown\.$/);
  });
  test('missing months are named, consecutive ones as a range', () => {
    const said = statementText(en, 'Referrals received', {
      current: mean(3, null),
      baseline: mean(18, null),
      changePercent: null,
      reason: 'months-missing',
      missingMonths: ['2024-11', '2024-12', '2025-01', '2025-06'],
    });
    expect(said.at(-1)).toBe('Not counted from their first day: Nov 2024 to Jan 2025 and Jun 2025.');
  });
});

describe('the shared reader', () => {
  const keys = ['r|all', 'rh|all', 'v|all', 'r|service:general'];
  const anyQuestion = fc
    .record({
      keys: fc.subarray(keys, { minLength: 1 }),
      start: fc.integer({ min: 0, max: 400 }),
      days: fc.integer({ min: 0, max: 400 }),
      cells: fc.option(fc.subarray(['n', 'rs', 'rh', 'sf']), { nil: undefined }),
    })
    .map(({ keys: of, start, days, cells }) => {
      const from = addDays('2025-12-01', start);
      return { keys: of, from, to: addDays(from, days), ...(cells ? { cells } : {}) };
    });

  test('gives each query what it would have read by itself, in one batch and in later ones', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyTransaction, { maxLength: 12 }),
        fc.array(fc.array(anyQuestion, { maxLength: 4 }), { maxLength: 3 }),
        async (transactions, turns) => {
          const rows = rowsInMemory(transactions);
          const shared = sharedReader(rows.reader);
          for (const questions of turns) {
            const answers = await Promise.all(questions.map((question) => shared.read(question)));
            for (const [index, question] of questions.entries()) {
              const alone = (await rows.reader.read(question)).rows;
              const kept = (answers[index]?.rows ?? []).map(({ k, d, cells }) => ({
                k,
                d,
                cells: Object.fromEntries(
                  Object.entries(cells).filter(([cell]) => question.cells?.includes(cell) ?? true),
                ),
              }));
              expect(kept).toEqual(alone);
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('reads each key once per batch, and nothing it already has', async () => {
    const rows = rowsInMemory();
    const shared = sharedReader(rows.reader);
    const wide = { keys: ['r|all'], from: '2026-01-01', to: '2026-12-31', cells: ['n', 'rs'] };
    const narrow = { keys: ['r|all'], from: '2026-03-01', to: '2026-03-31', cells: ['rs'] };
    await Promise.all([shared.read(wide), shared.read(narrow), shared.read({ ...narrow, keys: ['rh|all', 'r|all'] })]);
    await shared.read(narrow);
    expect(rows.asked.flatMap((question) => question.keys)).toEqual(['r|all', 'rh|all']);
    await shared.read({ ...wide, to: '2027-01-31' });
    expect(rows.asked).toHaveLength(3);
    expect(shared.cost().keys).toBe(3);
  });

  test('a failure reaches everyone who asked', async () => {
    const failing = { read: () => Promise.reject(new Error('away')), firstDay: async () => undefined };
    const shared = sharedReader(failing);
    const question = { keys: ['r|all'], from: '2026-01-01', to: '2026-01-31' };
    const both = await Promise.allSettled([shared.read(question), shared.read(question)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
