import { expect, test } from 'vitest';
import { isPostcodePart, partsOfPostcode, postcodeAreaOf, postcodeAreas } from '#src/domain/postcode.ts';

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

test.each([
  ['M1 1AE', 'M1', 'M1 1'],
  ['M33 7ZF', 'M33', 'M33 7'],
  ['EC1A 1BB', 'EC1A', 'EC1A 1'],
])('%s is of %s and %s', (postcode, outwardCode, sector) =>
  expect(partsOfPostcode(postcode)).toEqual({ outwardCode, sector }),
);

test.each([
  ['M1', true],
  ['M33 7', true],
  ['EC1A 1', true],
  ['M', false],
  ['ZZ1', false],
  ['M1 1AE', false],
  ['m1', false],
])('that %s is an outward code or a sector is %s', (text, expected) => expect(isPostcodePart(text)).toBe(expected));
