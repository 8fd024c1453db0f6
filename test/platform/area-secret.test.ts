import { expect, test } from 'vitest';
import { parseAreaSecret, printAreaSecret } from '#src/platform/area-secret.ts';
import { generatedSecret, rotatedSecret } from '#test/support/test-secret.ts';

test('as it is generated, it is the first version of seals and what identities derive from', () => {
  expect(parseAreaSecret(generatedSecret)).toEqual({
    identity: generatedSecret,
    current: 1,
    seals: [{ version: 1, secret: generatedSecret }],
  });
});

test('what is written is read back', () => {
  const secret = { ...rotatedSecret(3), currentSince: '2026-11-22T09:00:00.000Z' };
  expect(parseAreaSecret(printAreaSecret(secret))).toEqual(secret);
});

const [third, second, first] = rotatedSecret(3).seals;
test.each([
  ['too short', 'a short one'],
  ['cut short', printAreaSecret(rotatedSecret(3)).slice(0, -1)],
  ['the current version is missing', { ...rotatedSecret(3), current: 4 }],
  ['a version stands twice', { ...rotatedSecret(3), seals: [third, second, first, second] }],
  ['no versions', { ...rotatedSecret(3), seals: [] }],
  ['an unknown member', { ...rotatedSecret(3), more: 1 }],
  ['a short version', { ...rotatedSecret(1), seals: [{ version: 1, secret: 'short' }] }],
])('%s: it is refused, and nothing of it is in the error', (_, value) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const refused = (() => {
    try {
      return parseAreaSecret(text);
    } catch (error) {
      return error;
    }
  })();
  expect(refused).toBeInstanceOf(Error);
  expect(String(refused)).not.toMatch(/tests alone|short one/);
});
