/** Secrets of tests alone. */
import { type AreaSecret, printAreaSecret } from '#src/platform/area-secret.ts';

const first = 'a secret for tests alone, long enough';

/** As it stands after `versions - 1` rotations, of which none has been retired. */
export function rotatedSecret(versions: number, current = versions): AreaSecret {
  const seals = Array.from({ length: versions }, (_, index) => ({
    version: index + 1,
    secret: index === 0 ? first : `secret ${index + 1} for tests alone, long enough`,
  }));
  return { identity: first, current, seals: seals.reverse() };
}

/** What an area is generated with: no version was added. */
export const generatedSecret = first;

/** Its seals name their version and bind their place. */
export const testSecret = printAreaSecret(rotatedSecret(2));
