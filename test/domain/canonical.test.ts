import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '#src/domain/canonical.ts';

/** The same value with the keys of every object in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, held]) => [key, turned(held)]),
  );
}

test('a body with its keys in another order is the same body', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(turned(value))).toBe(canonicalJson(value));
    }),
  );
});

test('it has everything in the body, and nothing else', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('a missing value and undefined are the same; null and an empty text are not', () => {
  expect(canonicalJson({ b: 1, a: undefined })).toBe('{"b":1}');
  expect(canonicalJson({ a: undefined })).toBe('{}');
  expect(canonicalJson({ a: null, '': [{ d: 1, c: '' }] })).toBe('{"":[{"c":"","d":1}],"a":null}');
});

test('the order of a list matters', () => {
  expect(canonicalJson(['a', 'b'])).not.toBe(canonicalJson(['b', 'a']));
});
