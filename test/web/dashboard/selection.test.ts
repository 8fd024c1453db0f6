import { describe, expect, test } from 'vitest';
import { parseSelection } from '#src/web/dashboard/selection.ts';
import { en } from '#src/web/texts/en.ts';
import { area } from '#test/support/area-fixture.ts';

describe('invalid dates', () => {
  const errorsFor = (query: string) => {
    const selection = parseSelection(new URLSearchParams(query), area(), new Date('2026-11-20T12:00:00Z'), en);
    return 'errors' in selection ? selection.errors.map(({ field, text }) => `${field}: ${text}`) : [];
  };
  test.each([
    ['from=2026-02-01&to=2026-01-31', 'from: First day must be the same as or before the last day'],
    ['from=2010-01-01&to=2026-01-01', 'from: First day must be no more than 10 years before the last day'],
    ['from=9999-01-01&to=9999-12-31', 'from: First day and last day must be in the years 1900 to 2199'],
    ['from=2199-01-01&to=2200-01-01', 'from: First day and last day must be in the years 1900 to 2199'],
  ])('%s', (query, error) => expect(errorsFor(query)).toEqual([error]));
});
