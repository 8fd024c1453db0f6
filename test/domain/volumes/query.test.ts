import { expect, test } from 'vitest';
import type { Dimension } from '#src/domain/counting/model.ts';
import { dimensionValues, isCrossDimension } from '#src/domain/volumes/query.ts';
import { area as exampleArea } from '#test/support/area-fixture.ts';

const area = exampleArea();
const districts = [...area.districts.map(({ code }) => code), 'out-of-area', 'unknown'];

test.each<[Dimension, string[]]>([
  ['service', area.services.map(({ id }) => id)],
  ['source', area.parties.filter(({ kind }) => /^(police|statutory|voluntary)$/.test(kind)).map(({ id }) => id)],
  ['district', districts],
  ['home-district', districts],
  ['sex', ['female', 'male', 'other', 'unknown']],
])('every value of %s is known beforehand, so that each has its number at 0 too', (dimension, values) => {
  expect(values.length).toBeGreaterThan(0);
  expect(dimensionValues(dimension, area)).toEqual(values);
});

test('services, sources and districts alone may be crossed with', () => {
  const asked = ['service', 'source', 'district', 'home-district', 'sex', 'no-dimension'];
  expect(asked.filter(isCrossDimension)).toEqual(['service', 'source', 'district']);
});
