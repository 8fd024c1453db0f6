import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseStrictJson } from '#src/platform/json.ts';

const parse = (text: string) => parseStrictJson(Buffer.from(text));

describe('what is refused', () => {
  test.each([
    ['a member that stands twice', '{"a":1,"a":2}'],
    ['one that stands twice with the same value', '{"a":1,"a":1}'],
    ['one within an object within a list', '[{"b":[{"a":{},"c":0,"a":{}}]}]'],
    ['one that is written with an escape the second time', '{"a":1,"\\u0061":2}'],
    ['one with a number as its name', '{"1":1,"1":2}'],
    ['__proto__, twice', '{"__proto__":1,"__proto__":2}'],
    ['one whose first value has members that are dropped with it', '{"a":{"b":1},"a":2}'],
    ['text that ends early', '{"a":'],
    ['nothing', ''],
    ['a byte order mark', '\uFEFF{}'],
  ])('%s', (_what, text) => expect(() => parse(text)).toThrow(SyntaxError));

  test.each([
    ['Latin-1', Buffer.from('{"name":"René"}', 'latin1')],
    ['UTF-16', Buffer.from('{"name":"Sam"}', 'utf16le')],
    ['half of a character', Buffer.from('{"name":"é"}').subarray(0, 10)],
    ['a surrogate as three bytes', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ])('bytes that are not UTF-8: %s', (_what, bytes) => expect(() => parseStrictJson(bytes)).toThrow(SyntaxError));
});

describe('what is read as JSON.parse reads it', () => {
  test.each([
    ['a name twice, in two objects', '[{"a":1},{"a":2}]'],
    ['a name that an inner object has too', '{"a":{"a":{"a":1}}}'],
    ['colons and quotes within text', '{"a:b":"c:\\"d\\":e\\\\","f":":"}'],
    ['a name in another script', '{"name":"علی‌زاده"}'],
    ['no object', '":"'],
  ])('%s', (_what, text) => expect(parse(text)).toEqual(JSON.parse(text)));

  test('anything that JSON can say', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (text) => {
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('a list nested more deeply than the stack allows', () => {
    const depth = 60_000;
    expect(Array.isArray(parse('['.repeat(depth) + ']'.repeat(depth)))).toBe(true);
  });
});
