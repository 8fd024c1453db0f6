import { expect, test } from 'vitest';
import * as z from 'zod';
import { lazyParser } from '#src/platform/parser.ts';

test('a parser reads the same at its first use, when it is not compiled yet, and at every later one', () => {
  let made = 0;
  const newParser = () =>
    lazyParser(() => {
      made += 1;
      return z.strictObject({ name: z.string().trim().min(1), at: z.number().optional() });
    });
  const parser = newParser();
  expect(made).toBe(0);
  const values = [{ name: ' Sam ' }, { name: '', at: 'x' }, { name: 'Sam', other: 1 }, 'no object'];
  for (const value of values) {
    const first = newParser().safeParse(value);
    for (let time = 0; time < 3; time++) {
      const { success, data, error } = parser.safeParse(value) as z.ZodSafeParseResult<unknown>;
      expect({ success, data, issues: error?.issues }).toEqual({
        success: first.success,
        data: first.success ? first.data : undefined,
        issues: first.success ? undefined : first.error.issues,
      });
    }
  }
  expect(made).toBe(1 + values.length);
});
