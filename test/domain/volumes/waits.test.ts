import { describe, expect, test } from 'vitest';
import { boundsOf, measuredBands } from '#src/domain/counting/time-bands.ts';
import { waitsOf } from '#src/domain/volumes/waits.ts';

describe('how long people waited', () => {
  test('half in the first band: the median lies in it, the 90th percentile in the next', () => {
    const waits = waitsOf(
      new Map([
        ['under-1-hour', 10],
        ['1-to-4-hours', 10],
        ['unknown', 7],
      ]),
      0,
    );
    expect(waits.count).toBe(20);
    expect(waits.median).toEqual({ band: 'under-1-hour', from: 0, to: 60 });
    expect(waits.ninetieth).toEqual({ band: '1-to-4-hours', from: 60, to: 240 });
  });

  test('a band in which nobody is has no percentile', () => {
    const bands = new Map([
      ['1-to-4-hours', 1],
      ['56-days-or-more', 1],
    ]);
    expect(waitsOf(bands, 0)).toMatchObject({
      median: { band: '1-to-4-hours' },
      ninetieth: { band: '56-days-or-more' },
    });
  });

  test('the last band has no end', () => {
    const { median } = waitsOf(new Map([['56-days-or-more', 3]]), 0);
    expect(median).toMatchObject({ from: 56 * 24 * 60, to: Number.POSITIVE_INFINITY });
  });

  test('of too few, or of nobody, there is none', () => {
    expect(waitsOf(new Map([['under-1-hour', 19]]), 20).median).toBeUndefined();
    expect(waitsOf(new Map([['under-1-hour', 20]]), 20).median).toMatchObject({ band: 'under-1-hour' });
    const nobody = waitsOf(new Map(), 0);
    expect(nobody).toMatchObject({ count: 0 });
    expect([nobody.median, nobody.ninetieth]).toEqual([undefined, undefined]);
  });

  test('of published figures it counts those whom bands published as 0 leave out', () => {
    const bands = new Map([
      ['under-1-hour', 30],
      ['1-to-4-hours', 60],
      ['unknown', 10],
    ]);
    const median = { band: '1-to-4-hours' };
    expect(waitsOf(bands, 20)).toMatchObject({ median, ninetieth: { band: '1-to-4-hours' } });
    expect(waitsOf(bands, 20, 110)).toMatchObject({ median, ninetieth: { band: '1-to-4-hours' } });
    const hidden = waitsOf(bands, 20, 115);
    expect(hidden).toMatchObject({ count: 90, median });
    expect(hidden.ninetieth).toBeUndefined();
    // Counts are moved before they are published, so bands may also add up to more than the total.
    expect(waitsOf(bands, 20, 80).ninetieth).toMatchObject({ band: '1-to-4-hours' });
  });

  test('of published figures none is said that depends on which bands hold the hidden', () => {
    const bands = new Map([
      ['under-1-hour', 25],
      ['1-to-4-hours', 35],
    ]);
    // Of 100: had all the hidden waited for less than an hour, half would have too.
    expect(waitsOf(bands, 20, 100)).toMatchObject({ count: 60, hidden: 40, median: undefined, ninetieth: undefined });
    expect(waitsOf(bands, 20, 65)).toMatchObject({ hidden: 5, median: { band: '1-to-4-hours' } });
  });

  test('each band begins where the one before ends', () => {
    const bounds = measuredBands.map(boundsOf);
    expect(bounds[0]?.from).toBe(0);
    expect(bounds.slice(1).map(({ from }) => from)).toEqual(bounds.slice(0, -1).map(({ to }) => to));
  });
});
