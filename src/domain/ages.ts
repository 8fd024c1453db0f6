/**
 * The ages that a person may be: one if the date of birth is known, a range if somebody said about how old they are.
 * A rule that protects a child takes the lower end: a child where a child is possible. A rule that permits something
 * needs the whole range.
 */
import { wholeYears } from './london.ts';

/** Whole years, both ends inclusive. */
export interface PossibleAges {
  readonly from: number;
  readonly to: number;
}

/** The age at which a child becomes an adult. */
export const adultAge = 18;

/** Of a child of whom no age is known. */
export const childAges: PossibleAges = { from: 0, to: adultAge - 1 };

/** An approximate age is read as this many years more or less. */
const toleranceYears = 2;

export const exactAge = (years: number): PossibleAges => ({ from: years, to: years });

export const approximateAges = (years: number): PossibleAges => ({
  from: Math.max(0, years - toleranceYears),
  to: years + toleranceYears,
});

/**
 * The ages on an earlier day of somebody who is of these ages today, so that no possible birthday is left out. London
 * ISO dates; undefined if they were certainly not born yet.
 */
export function agesOn(day: string, ages: PossibleAges, today: string): PossibleAges | undefined {
  const completeYears = wholeYears(day, today);
  if (ages.to < completeYears) return undefined;
  // Unless both days have the same date, a birthday may be between the two.
  const yearsBegun = day.slice(5) === today.slice(5) ? completeYears : completeYears + 1;
  return { from: Math.max(0, ages.from - yearsBegun), to: ages.to - completeYears };
}

/** For protections. False if nothing is known. */
export const mayBeUnder = (years: number, ages: PossibleAges | undefined): boolean =>
  ages !== undefined && ages.from < years;

/** For permissions. False if nothing is known. */
export const isSurelyUnder = (years: number, ages: PossibleAges | undefined): boolean =>
  ages !== undefined && ages.to < years;

/** False if nothing is known. */
export const isSurelyAdult = (ages: PossibleAges | undefined): boolean => ages !== undefined && ages.from >= adultAge;
