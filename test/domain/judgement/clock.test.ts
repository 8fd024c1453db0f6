import Holidays from 'date-holidays';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listAreas, loadArea } from '#areas/load.ts';
import {
  addWorkingDays,
  deadlineAfter,
  deadlineCalculator,
  findCalendarProblems,
  findDaysOfCalendarLeft,
  isProvisional,
  isWithinCode,
  referByDate,
  serviceDeadline,
  subtractWorkingDays,
} from '#src/domain/judgement/clock.ts';
import { addDays, dayOfWeek, londonDate } from '#src/domain/london.ts';
import { priorities } from '#src/domain/vocabulary.ts';
import { rules } from '#test/support/area-fixture.ts';

/** Victims' Code, Right 4: referred within 2 working days of the report; the report day is day 0. */
describe('the date to refer by', () => {
  test.each([
    ['before Easter', '2026-04-02', '2026-04-08'],
    ['on Good Friday', '2026-04-03', '2026-04-08'],
    ['before the summer bank holiday', '2026-08-28', '2026-09-02'],
    ['on the Saturday before it', '2026-08-29', '2026-09-02'],
    ['before Christmas Eve', '2026-12-23', '2026-12-29'],
    ['on Christmas Eve', '2026-12-24', '2026-12-30'],
    ['on New Year’s Eve', '2026-12-31', '2027-01-05'],
    ['in the middle of a week', '2026-06-03', '2026-06-05'],
    ['on a Friday', '2026-06-05', '2026-06-09'],
    ['on a Saturday', '2026-06-06', '2026-06-09'],
  ])('reported %s, %s: by %s', (_when, reportedOn, by) => {
    expect(referByDate(new Date(`${reportedOn}T12:00:00Z`), rules)).toBe(by);
  });

  test('a report at 23:30 UTC in summer counts from the next day in London', () => {
    expect(referByDate(new Date('2026-06-03T22:30:00Z'), rules)).toBe('2026-06-05');
    expect(referByDate(new Date('2026-06-03T23:30:00Z'), rules)).toBe('2026-06-08');
  });

  test('a time with an offset is the same instant', () => {
    expect(referByDate(new Date('2026-06-04T00:30:00+01:00'), rules)).toBe('2026-06-08');
  });

  test('is configuration: a new Code may set another number of days', () => {
    expect(referByDate(new Date('2026-06-03T12:00:00Z'), { ...rules, referWithinWorkingDays: 5 })).toBe('2026-06-10');
  });

  test.each([
    ['the last second of the day, in summer time', '2026-06-05T22:59:59Z', true],
    ['a second later', '2026-06-05T23:00:00Z', false],
  ])('in time until the end of that London day: %s', (_what, receivedAt, inTime) => {
    expect(isWithinCode(new Date(receivedAt), '2026-06-05')).toBe(inTime);
  });
});

describe('working days', () => {
  const years = { from: 2010, to: 2029 };
  const oracle = new Holidays('GB', 'ENG');
  const official = Array.from({ length: years.to - years.from + 1 }, (_, at) => oracle.getHolidays(years.from + at))
    .flat()
    .filter(({ type }) => type === 'public')
    .map(({ date }) => date.slice(0, 10));

  test('agree with another source of bank holidays over 20 years, one-off holidays included', () => {
    const calendar = {
      bankHolidays: official,
      bankHolidaysCover: { from: `${years.from}-01-01`, to: `${years.to}-12-31` },
    };
    const isFree = (date: string): boolean =>
      ['saturday', 'sunday'].includes(dayOfWeek(date)) || official.includes(date);
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2010-01-01'), max: new Date('2029-11-30'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 10 }),
        (instant, days) => {
          const from = instant.toISOString().slice(0, 10);
          const to = addWorkingDays(from, days, calendar);
          const between: string[] = [];
          for (let at = new Date(`${from}T12:00:00Z`); at.toISOString().slice(0, 10) < to; ) {
            at.setUTCDate(at.getUTCDate() + 1);
            between.push(at.toISOString().slice(0, 10));
          }
          expect(between.filter((date) => !isFree(date))).toHaveLength(days);
          expect(isFree(to)).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('our list agrees with the other source, except holidays on a weekend, which are moved', () => {
    const covered = official.filter((date) => date >= '2019-01-01' && date <= '2027-12-31');
    const weekdays = covered.filter((date) => !['saturday', 'sunday'].includes(dayOfWeek(date)));
    const ours = rules.bankHolidays.filter((date) => !['saturday', 'sunday'].includes(dayOfWeek(date)));
    expect(ours).toEqual([...new Set(weekdays)].sort());
  });

  test.each([
    ['the Platinum Jubilee', '2022-06-01', '2022-06-06'],
    ['the state funeral', '2022-09-16', '2022-09-20'],
    ['the coronation', '2023-05-05', '2023-05-09'],
    ['VE Day moved the early May holiday', '2020-05-07', '2020-05-11'],
  ])('one-off holidays are none: %s', (_what, from, next) => {
    expect(addWorkingDays(from, 1, rules)).toBe(next);
  });
});

describe('working days back', () => {
  test.each([
    ['a Wednesday', '2026-12-02', 2, '2026-11-30'],
    ['a Tuesday, over the weekend', '2026-12-01', 2, '2026-11-27'],
    ['a Monday', '2026-11-30', 2, '2026-11-26'],
    ['a Sunday', '2026-11-29', 2, '2026-11-26'],
    ['a Saturday', '2026-11-28', 2, '2026-11-26'],
    ['the Tuesday after Easter', '2026-04-07', 2, '2026-04-01'],
    ['the first working day after Christmas', '2026-12-29', 2, '2026-12-23'],
    ['the second working day of the year', '2027-01-05', 2, '2026-12-31'],
    ['one day', '2026-12-01', 1, '2026-11-30'],
    ['no day, though it is a Sunday', '2026-11-29', 0, '2026-11-29'],
    ['a year after those on record', '2030-01-02', 2, '2029-12-28'],
  ])('from %s, %s: %d back is %s', (_what, date, days, expected) => {
    expect(subtractWorkingDays(date, days, rules)).toBe(expected);
  });

  test('undo working days added to a working day', () => {
    for (let at = 0; at < 366; at += 1) {
      const date = addDays('2026-01-01', at);
      const to = addWorkingDays(date, 2, rules);
      const back = subtractWorkingDays(to, 2, rules);
      expect(back <= date && addWorkingDays(back, 2, rules) === to, date).toBe(true);
    }
  });
});

describe('a year that the calendar does not cover', () => {
  test.each([
    ['over New Year’s Day 2028, which is a Saturday', '2027-12-31', '2028-01-05'],
    ['over Good Friday and Easter Monday 2028', '2028-04-13', '2028-04-19'],
    ['in an ordinary week', '2028-06-06', '2028-06-08'],
  ])('is reckoned by rule, so that nobody is turned away: reported %s, %s', (_when, reportedOn, by) => {
    expect(referByDate(new Date(`${reportedOn}T12:00:00Z`), rules)).toBe(by);
  });

  test('makes a deadline provisional, from the first day after it', () => {
    expect(isProvisional('2027-12-31', rules)).toBe(false);
    expect(isProvisional('2028-01-01', rules)).toBe(true);
  });

  test('the holidays on record decide up to the last day, also a day that the rule does not know', () => {
    const until = {
      ...rules,
      bankHolidays: ['2026-06-03'],
      bankHolidaysCover: { from: '2019-01-01', to: '2026-06-03' },
    };
    expect(addWorkingDays('2026-06-02', 1, until)).toBe('2026-06-04');
    expect(addWorkingDays('2026-12-24', 1, until)).toBe('2026-12-29');
  });

  test('an old report is dated by weekends alone: it is late either way, and is not refused', () => {
    expect(referByDate(new Date('2015-04-02T12:00:00Z'), rules)).toBe('2015-04-06');
  });

  test.each([
    ['6 months before the end and more', '2027-06-30', undefined],
    ['less than 6 months before', '2027-07-01', 183],
    ['on the last day', '2027-12-31', 0],
    ['after the end', '2028-02-01', 0],
  ])('is told months before, and stops no deployment: %s', (_what, today, daysLeft) => {
    expect(findDaysOfCalendarLeft(rules, today)).toBe(daysLeft);
    expect(findCalendarProblems(rules, today)).toEqual([]);
  });

  test.each([
    ['a holiday outside the cover', { bankHolidays: [...rules.bankHolidays, '2028-01-03'] }, '2028-01-03'],
    ['a holiday on a weekend', { bankHolidays: [...rules.bankHolidays, '2027-12-26'] }, '2027-12-26'],
    [
      'a year with holidays missing',
      { bankHolidays: rules.bankHolidays.filter((date) => date !== '2026-12-25') },
      '2026',
    ],
    [
      'cover that ends before it begins',
      { bankHolidaysCover: { from: '2028-01-01', to: '2027-12-31' } },
      'before it begins',
    ],
    [
      'cover that begins in the future',
      { bankHolidaysCover: { from: '2026-12-01', to: '2027-12-31' } },
      'still to come',
    ],
  ])('start and CI refuse %s, and say which', (_what, change, says) => {
    expect(findCalendarProblems({ ...rules, ...change }, '2026-11-19').join('\n')).toContain(says);
  });
});

describe('a calendar', () => {
  const bankHolidays = rules.bankHolidays.filter((date) => date >= '2026-01-01' && date <= '2026-12-31');
  const year = { bankHolidays, bankHolidaysCover: { from: '2026-01-01', to: '2026-12-31' } };
  const problems = (change: Partial<typeof year>, today = '2026-01-01') =>
    findCalendarProblems({ ...year, ...change }, today);

  test.each<[string, Partial<typeof year>]>([
    ['whole years', {}],
    ['a holiday on the first and on the last day', { bankHolidays: [...bankHolidays, '2026-12-31'] }],
    ['one day', { bankHolidays: ['2026-01-01'], bankHolidaysCover: { from: '2026-01-01', to: '2026-01-01' } }],
    [
      'a part of a year, with few holidays in it',
      { bankHolidays: ['2026-01-01'], bankHolidaysCover: { from: '2026-01-01', to: '2026-03-31' } },
    ],
    [
      'parts of two years',
      { bankHolidays: ['2025-12-25'], bankHolidaysCover: { from: '2025-12-01', to: '2026-01-31' } },
    ],
  ])('may cover %s', (_what, change) => {
    expect(problems(change)).toEqual([]);
  });

  test('may not lack a holiday in its last year, nor have one before it begins', () => {
    const eight = (missing: string) => bankHolidays.filter((date) => date !== missing);
    expect(problems({ bankHolidays: eight('2026-12-28') })).toEqual([
      '2026 has only 7 bank holidays; England and Wales have at least 8.',
    ]);
    expect(problems({ bankHolidays: [...bankHolidays, '2025-12-25'] })).toEqual([
      'The bank holiday 2025-12-25 is outside bankHolidaysCover.',
    ]);
  });
});

test.each(listAreas())('nothing is wrong with the calendar of %s', (id) => {
  expect(findCalendarProblems(loadArea(id).rules, londonDate(new Date()))).toEqual([]);
});

describe('a service’s deadline', () => {
  const from = new Date('2026-11-19T09:00:00Z');

  test.each([
    ['high: 24 hours', 'high', '2026-11-20T09:00:00.000Z'],
    ['enhanced rights: 2 working days', 'enhanced', '2026-11-23T23:59:59.000Z'],
    ['standard: 5 working days', 'standard', '2026-11-26T23:59:59.000Z'],
  ] as const)('%s by default (domain choice)', (_what, priority, by) => {
    expect(serviceDeadline({}, { priority }, from, rules)).toBe(by);
  });

  test('24 hours is 24 hours across a clock change', () => {
    expect(deadlineAfter(new Date('2026-10-24T12:00:00Z'), { hours: 24 }, rules).toISOString()).toBe(
      '2026-10-25T12:00:00.000Z',
    );
  });

  test('a working day ends in London time, in summer an hour earlier in UTC', () => {
    expect(deadlineAfter(new Date('2026-06-03T12:00:00Z'), { workingDays: 2 }, rules).toISOString()).toBe(
      '2026-06-05T22:59:59.000Z',
    );
  });

  test('a service’s own times take precedence over the area’s', () => {
    expect(serviceDeadline({ respondWithin: { standard: { hours: 1 } } }, { priority: 'standard' }, from, rules)).toBe(
      '2026-11-19T10:00:00.000Z',
    );
  });

  test('is its own, where services of one referral have different times', () => {
    const deadline = deadlineCalculator(from, rules);
    const within = (hours: number) => deadline({ respondWithin: { high: { hours } } }, 'high');
    expect([within(20), within(4), within(20)]).toEqual([
      '2026-11-20T05:00:00.000Z',
      '2026-11-19T13:00:00.000Z',
      '2026-11-20T05:00:00.000Z',
    ]);
  });

  describe('where a Marac is listed', () => {
    const deadline = (maracOn: string | undefined, at: string) =>
      serviceDeadline({}, { priority: 'standard', ...(maracOn ? { maracOn } : {}) }, new Date(at), rules);

    test.each([
      ['in a week: the last working day before it', '2026-11-26', '2026-11-19T09:00:00Z', '2026-11-25T23:59:59.000Z'],
      ['on Monday: Friday', '2026-11-23', '2026-11-19T09:00:00Z', '2026-11-20T23:59:59.000Z'],
      ['after Christmas: Christmas Eve', '2026-12-29', '2026-12-22T09:00:00Z', '2026-12-24T23:59:59.000Z'],
      ['tomorrow: today', '2026-11-20', '2026-11-19T09:00:00Z', '2026-11-19T23:59:59.000Z'],
      [
        'on Monday, and it is Saturday: Sunday, as no working day is left',
        '2026-11-23',
        '2026-11-21T09:00:00Z',
        '2026-11-22T23:59:59.000Z',
      ],
      [
        'tomorrow, late at night: four hours are left',
        '2026-11-20',
        '2026-11-19T22:30:00Z',
        '2026-11-20T02:30:00.000Z',
      ],
      ['today: four hours', '2026-11-19', '2026-11-19T09:00:00Z', '2026-11-19T13:00:00.000Z'],
    ])('%s', (_what, maracOn, at, by) => expect(deadline(maracOn, at)).toBe(by));

    test.each([
      ['is over', '2026-11-18'],
      ['is further off than the service has anyway', '2026-12-18'],
      ['lies beyond the bank holidays on record', '2031-01-08'],
    ])('and it %s, nothing changes', (_what, maracOn) => {
      expect(deadline(maracOn, '2026-11-19T09:00:00Z')).toBe(deadline(undefined, '2026-11-19T09:00:00Z'));
    });

    test('a shorter time of the service stays', () => {
      const marac = { priority: 'high', maracOn: '2026-11-23' } as const;
      expect(serviceDeadline({}, marac, from, rules)).toBe('2026-11-20T09:00:00.000Z');
    });
  });

  test('a more urgent referral never has a later deadline, whatever times a service has agreed', () => {
    const duration = fc.oneof(
      fc.integer({ min: 1, max: 240 }).map((hours) => ({ hours })),
      fc.integer({ min: 1, max: 10 }).map((workingDays) => ({ workingDays })),
    );
    fc.assert(
      fc.property(
        fc.record({ high: duration, enhanced: duration, standard: duration }, { requiredKeys: [] }),
        fc.date({ min: new Date('2019-01-02'), max: new Date('2027-11-30'), noInvalidDate: true }),
        (respondWithin, instant) => {
          const deadline = deadlineCalculator(instant, rules);
          const by = priorities.map((priority) => deadline({ respondWithin }, priority));
          expect(by).toEqual([...by].sort());
          expect(by.every((one) => one > instant.toISOString())).toBe(true);
        },
      ),
    );
  });
});
