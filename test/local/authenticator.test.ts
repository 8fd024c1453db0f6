import { expect, test } from 'vitest';
import { isTimeCode, timeCode } from '#local/emulators/authenticator.ts';

const key = Buffer.from('12345678901234567890');

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at %i seconds the code is that of RFC 6238, appendix B', (seconds, code) => {
  expect(timeCode(key, seconds * 1000)).toBe(code);
});

test('a code is taken for ten minutes, and neither before nor after, nor one of another key', () => {
  const at = 1_900_000_020_000;
  const code = timeCode(key, at);
  expect([at, at + 9 * 60_000].map((now) => isTimeCode(key, code, now))).toEqual([true, true]);
  expect([at - 30_000, at + 11 * 60_000].map((now) => isTimeCode(key, code, now))).toEqual([false, false]);
  expect(isTimeCode(Buffer.alloc(20), code, at)).toBe(false);
});
