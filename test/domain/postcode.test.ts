import { expect, test } from 'vitest';
import { postcodeAreaOf, postcodeAreas } from '#src/domain/postcode.ts';

test('there are 124 postcode areas of places, that of British forces and that of no place', () => {
  expect(postcodeAreas).toHaveLength(126);
  expect(postcodeAreas).toEqual([...new Set(postcodeAreas)].sort());
  expect(postcodeAreas).toEqual(expect.arrayContaining(['JE', 'GY', 'IM', 'BT', 'BF', 'BX']));
});

test.each([
  ['M1 1AE', 'M'],
  ['EC1A 1BB', 'EC'],
  ['W1A 0AX', 'W'],
  ['JE2 3AB', 'JE'],
  ['BF1 2AA', 'BF'],
  // No postcode begins with these.
  ['ZZ1 1AE', undefined],
  ['GG1 1AA', undefined],
  ['Q1 1AA', undefined],
  // Not whole, or not normalised.
  ['M1', undefined],
  ['M11AE', undefined],
  ['m1 1ae', undefined],
  ['M1 1AE1', undefined],
  ['75001', undefined],
])('%s is in area %s', (postcode, area) => expect(postcodeAreaOf(postcode)).toBe(area));
