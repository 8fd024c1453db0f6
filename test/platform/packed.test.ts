import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packed, unpacked } from '#src/platform/packed.ts';

test('what is packed comes out as it went in, whatever it begins with and however long it is', () => {
  const begun = fc.tuple(fc.constantFrom('', '\u0001', '{', 'x'), fc.string({ unit: 'grapheme', maxLength: 900 }));
  fc.assert(
    fc.property(begun, ([start, rest]) => {
      expect(unpacked(packed(start + rest))).toBe(start + rest);
    }),
  );
});

test('text stored before anything was packed is read as it is', () => {
  const text = JSON.stringify({ victim: { familyName: 'Example' } });
  expect(unpacked(Buffer.from(text))).toBe(text);
});

test('long text gets shorter, and short text stays as long as it is', () => {
  const text = JSON.stringify(Array.from({ length: 20 }, (_, number) => ({ service: `service-${number}`, e: 0 })));
  expect(packed(text).length).toBeLessThan(text.length / 2);
  expect(packed('short')).toHaveLength(5);
});

test('bytes that were cut off are refused, not read as less', () => {
  const bytes = packed('a long text '.repeat(40));
  expect(() => unpacked(bytes.subarray(0, bytes.length - 4))).toThrow();
});
