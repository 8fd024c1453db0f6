import { describe, expect, test } from 'vitest';
import { loadArea } from '#areas/load.ts';
import { exampleCellKey } from '#test/support/example-cell-key.ts';
import { madeUp } from '#test/web/dashboard/support/sample-counts.ts';
import { attack, byCellKey, roundToNearest } from '../support/adversary.ts';

const area = loadArea('greater-manchester');
const range = { from: '2024-04-01', to: '2026-03-31' };
const counts = madeUp(area, { from: range.from, days: 730, perDay: 1 }).flat();

describe('who holds every table of two years, of every measure, dimension, crossing and period', () => {
  test('can tell no small count from none, nor what it is', () => {
    const { toldFromZero, pinned, ...found } = attack({ area, range, counts, method: byCellKey(exampleCellKey) });
    process.stdout.write(
      `the adversary: ${found.cells} cells, ${found.small} of them small, ${found.sums} sums; told from zero ${toldFromZero.length}, pinned ${pinned.length}; all shown, mean error ${found.meanError.toFixed(2)}, of counts from k on ${found.meanErrorFromK.toFixed(2)}\n`,
    );
    expect(found.contradictions).toBe(0);
    expect(found.small).toBeGreaterThan(100_000);
    expect(toldFromZero).toEqual([]);
    expect(pinned).toEqual([]);
    expect(found.meanErrorFromK).toBeLessThan(3);
  }, 120_000);

  test('could tell many if every count were only rounded to the nearest k', () => {
    // A quarter has enough to tell.
    const quarter = { from: '2026-01-01', to: range.to };
    const ofQuarter = counts.filter(({ day }) => day >= quarter.from);
    const { toldFromZero, pinned } = attack({ area, range: quarter, counts: ofQuarter, method: roundToNearest });
    expect(toldFromZero.length).toBeGreaterThan(100);
    expect(pinned.length).toBeGreaterThan(10);
  }, 120_000);
});
