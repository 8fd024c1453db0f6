/** The parts of a date, and what can be wrong with it. */

export const dateParts = ['day', 'month', 'year'] as const;
export type DatePart = (typeof dateParts)[number];

export type DateFault =
  | { code: 'missing' }
  | { code: 'missing-parts'; parts: readonly DatePart[] }
  | { code: 'short-year' }
  | { code: 'not-real' }
  | { code: 'after'; limit: string; isToday: boolean }
  | { code: 'before'; limit: string };
