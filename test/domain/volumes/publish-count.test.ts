import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countsBehind, enoughToPublish, publishCount } from '#src/domain/volumes/publish-count.ts';

const anyKey = fc.array(fc.integer({ min: 0, max: 65_535 }), { minLength: 8, maxLength: 8 });
const anyK = fc.integer({ min: 2, max: 12 });

describe('a published count', () => {
  test('is a multiple of k, and 0 for every small count whatever its key', async () => {
    await fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), anyK, anyKey, (count, k, key) => {
        const published = publishCount(count, k, () => key);
        expect(published % k).toBe(0);
        expect(published).toBeGreaterThanOrEqual(0);
        if (count < k) expect(published).toBe(0);
      }),
    );
  });

  test('never lies outside of what is said to be behind it, and the ends of that are reached', async () => {
    await fc.assert(
      fc.property(fc.integer({ min: 0, max: 2000 }), anyK, anyKey, (count, k, key) => {
        const { least, most } = countsBehind(
          publishCount(count, k, () => key),
          k,
        );
        expect(count).toBeGreaterThanOrEqual(least);
        expect(count).toBeLessThanOrEqual(most);
      }),
      { numRuns: 2000 },
    );
    const up = [4, 4, 4, 4];
    const down = [0, 0, 0, 0];
    expect(publishCount(110, 5, () => down)).toBe(100);
    expect(publishCount(90, 5, () => up)).toBe(100);
    expect(countsBehind(100, 5)).toEqual({ least: 90, most: 110 });
    expect(countsBehind(0, 5)).toEqual({ least: 0, most: 10 });
  });

  test('needs no key where it is small', () => {
    const key = () => {
      throw new Error('asked for');
    };
    expect(publishCount(4, 5, key)).toBe(0);
    expect(() => publishCount(5, 5, key)).toThrow('asked for');
  });
});

test('a rate or a change is published over no fewer than four times k', () => {
  expect([5, 10].map(enoughToPublish)).toEqual([20, 40]);
});
