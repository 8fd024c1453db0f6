import { expect, test } from 'vitest';
import { addVersion, NotNow } from '#operator/area-secret.ts';
import { maxSealVersion } from '#src/platform/area-secret.ts';
import { rotatedSecret } from '#test/support/test-secret.ts';

const now = new Date('2026-11-19T09:00:00Z');

test('a version is added as long as a seal has a byte to name it', () => {
  expect(addVersion(rotatedSecret(maxSealVersion - 1), now).seals[0]).toMatchObject({ version: maxSealVersion });
  expect(() => addVersion(rotatedSecret(maxSealVersion), now)).toThrow(NotNow);
});

test('each version is another secret, as long as the generated one at least', () => {
  const [one, other] = [addVersion(rotatedSecret(1), now), addVersion(rotatedSecret(1), now)].map(
    ({ seals }) => seals[0]?.secret ?? '',
  );
  expect(one).not.toBe(other);
  expect(Buffer.from(one ?? '', 'base64url')).toHaveLength(48);
});
