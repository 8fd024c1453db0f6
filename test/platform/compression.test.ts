import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compress, decompress } from '#src/platform/compression.ts';

test('compressed text decompresses to the same text, whatever it begins with and however long it is', () => {
  const begun = fc.tuple(fc.constantFrom('', '\u0001', '{', 'x'), fc.string({ unit: 'grapheme', maxLength: 900 }));
  fc.assert(
    fc.property(begun, ([start, rest]) => {
      expect(decompress(compress(start + rest))).toBe(start + rest);
    }),
  );
});

test('text stored before compression is read unchanged', () => {
  const text = JSON.stringify({ victim: { familyName: 'Example' } });
  expect(decompress(Buffer.from(text))).toBe(text);
});

test('long text gets shorter, and short text gets no longer', () => {
  const text = JSON.stringify(Array.from({ length: 20 }, (_, number) => ({ service: `service-${number}`, e: 0 })));
  expect(compress(text).length).toBeLessThan(text.length / 2);
  expect(compress('short')).toHaveLength(5);
});

test('truncated bytes are refused, not read as shorter text', () => {
  const bytes = compress('a long text '.repeat(40));
  expect(() => decompress(bytes.subarray(0, bytes.length - 4))).toThrow();
});
