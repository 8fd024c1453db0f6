import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  adultAge,
  agesOn,
  approximateAges,
  exactAge,
  isSurelyAdult,
  isSurelyUnder,
  mayBeUnder,
} from '#src/domain/ages.ts';
import { addDays, wholeYears } from '#src/domain/london.ts';

const today = '2026-11-19';

test('an approximate age is two years more or less, and never below 0', () => {
  expect([15, 1, 0].map(approximateAges)).toEqual([
    { from: 13, to: 17 },
    { from: 0, to: 3 },
    { from: 0, to: 2 },
  ]);
});

test.each([
  [{ from: 17, to: 21 }, true, false, false],
  [{ from: 13, to: 17 }, true, true, false],
  [{ from: 18, to: 22 }, false, false, true],
  [exactAge(17), true, true, false],
  [exactAge(18), false, false, true],
  [undefined, false, false, false],
])('of %j: may be a child %s, surely a child %s, surely an adult %s', (ages, mayBeChild, isChild, isAdult) => {
  expect(mayBeUnder(adultAge, ages)).toBe(mayBeChild);
  expect(isSurelyUnder(adultAge, ages)).toBe(isChild);
  expect(isSurelyAdult(ages)).toBe(isAdult);
});

describe('the ages on an earlier day', () => {
  test.each([
    ['the same day', '2026-11-19', { from: 18, to: 22 }],
    ['the day before: a birthday may have been today', '2026-11-18', { from: 17, to: 22 }],
    ['a year before', '2025-11-19', { from: 17, to: 21 }],
    ['more than a year before', '2025-11-18', { from: 16, to: 21 }],
    ['before some were born', '2006-01-01', { from: 0, to: 2 }],
    ['the day on which the oldest may have been born', '2004-11-19', { from: 0, to: 0 }],
    ['before all were born', '2003-11-19', undefined],
  ])('%s', (_name, day, ages) => {
    expect(agesOn(day, approximateAges(20), today)).toEqual(ages);
  });

  test('hold the age on that day of everybody of these ages, and no others than theirs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 9000 }), (stated, daysAgo) => {
        const now = approximateAges(stated);
        const day = addDays(today, -daysAgo);
        const possible = new Set<number>();
        for (let born = 0; born <= (stated + 4) * 366; born += 1) {
          const dateOfBirth = addDays(today, -born);
          const age = wholeYears(dateOfBirth, today);
          if (age >= now.from && age <= now.to && dateOfBirth <= day) possible.add(wholeYears(dateOfBirth, day));
        }
        const ages = [...possible].sort((one, other) => one - other);
        const expected = ages.length === 0 ? undefined : { from: ages[0], to: ages.at(-1) };
        expect(agesOn(day, now, today)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});
