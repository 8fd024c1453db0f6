import { expect, test } from 'vitest';
import { printJson } from '#src/web/docs/code.ts';

const print = (value: unknown) => printJson(value, (count) => `${count} more`);

test('what is short stands on one line', () => {
  expect(print({ status: 'accepted', links: { self: '/v1' }, list: ['a', 'b'], none: [] })).toBe(
    `{
  "status": "accepted",
  "links": { "self": "/v1" },
  "list": [ "a", "b" ],
  "none": []
}`,
  );
});

test('of a long list of objects the first two are shown, and how many more there are', () => {
  expect(print([1, 2, 3, 4].map((number) => ({ number })))).toBe(
    `[
  { "number": 1 },
  { "number": 2 },
  … 2 more
]`,
  );
});

test('a list that is not long is printed whole, as JSON', () => {
  const value = { items: [{ a: 1 }, { a: 2 }, { a: 3 }], text: 'with “quotes” and "quotes"', empty: {}, no: null };
  expect(JSON.parse(print(value))).toEqual(value);
});
