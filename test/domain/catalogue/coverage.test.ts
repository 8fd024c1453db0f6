import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CasePoint, computeCoverage, type TakerSet } from '#src/domain/catalogue/coverage.ts';

/** Who takes each value of each dimension, of four services. */
const anyTakers = fc.array(fc.array(fc.bigInt({ min: 0n, max: 15n }), { minLength: 1, maxLength: 4 }), {
  maxLength: 4,
});
const anyActive = fc.bigInt({ min: 0n, max: 15n });

const takersAt = (takers: readonly (readonly TakerSet[])[], active: TakerSet, point: CasePoint): TakerSet =>
  takers.reduce((both, values, dimension) => both & (values[point[dimension] ?? -1] ?? -1n), active);

function everyCase(takers: readonly (readonly TakerSet[])[]): CasePoint[] {
  let points: number[][] = [[]];
  for (const values of takers) points = points.flatMap((point) => values.map((_, value) => [...point, value]));
  return points;
}

test('counts each case once, under exactly those who take it', () => {
  fc.assert(
    fc.property(anyTakers, anyActive, (takers, active) => {
      const counted = new Map([...computeCoverage(takers, active).sets].map(([set, { cases }]) => [set, cases]));
      const byHand = new Map<TakerSet, number>();
      for (const point of everyCase(takers)) {
        const set = takersAt(takers, active, point);
        byHand.set(set, (byHand.get(set) ?? 0) + 1);
      }
      expect(counted).toEqual(byHand);
    }),
  );
});

test('gives an example of each set that is a case of it', () => {
  fc.assert(
    fc.property(anyTakers, anyActive, (takers, active) => {
      for (const [set, { example }] of computeCoverage(takers, active).sets) {
        expect(example).toHaveLength(takers.length);
        expect(takersAt(takers, active, example)).toBe(set);
      }
    }),
  );
});
