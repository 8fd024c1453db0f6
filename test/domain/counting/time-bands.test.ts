import { describe, expect, test } from 'vitest';
import { timeBandOf } from '#src/domain/counting/time-bands.ts';

describe('a duration', () => {
  test.each([
    [0, 'under-1-hour'],
    [59, 'under-1-hour'],
    [60, '1-to-4-hours'],
    [1439, '12-to-24-hours'],
    [1440, '1-to-2-days'],
    [80_640, '56-days-or-more'],
    [undefined, 'unknown'],
  ])('of %s minutes is counted in %s', (minutes, band) => {
    expect(timeBandOf(minutes)).toBe(band);
  });
});
