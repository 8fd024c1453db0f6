/** The keys of a function that runs on for hours, while the area's secret is rotated. */

import { Unavailable } from '#src/usecases/ports/errors.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import { createKeys } from './keys.ts';
import { UnknownSealVersion } from './seals.ts';

/** Milliseconds. `secret use` waits for three times the first, and `secret retire` for the last (operator/area-secret.ts). */
export const secretAges = {
  /** After which it is read again before a call is answered. */
  refresh: 5 * 60_000,
  /** Between two readings, when one failed or a seal is of an unknown version. */
  pause: 30_000,
  /** Older, and the function stops: it may seal by a version that is gone. */
  end: 60 * 60_000,
} as const;

/** `seal` and `open` throw Unavailable once the secret could not be read for an hour. */
export interface FreshKeys extends Keys {
  /** To be called before each call is answered. */
  refresh(): Promise<void>;
}

/**
 * @param readSecret from Secrets Manager
 * @param onFailure told when the secret could not be read again: the keys stay as they are
 */
export async function openFreshKeys(
  readSecret: () => Promise<string>,
  prefix: string,
  onFailure: (error: unknown) => void,
  now: () => number = Date.now,
): Promise<FreshKeys> {
  let readAt = now();
  let triedAt = readAt;
  let isStale = false;
  let pending: Promise<void> | undefined;
  const { replaceSeals, ...keys } = createKeys(await readSecret(), prefix);

  async function readAgain(): Promise<void> {
    triedAt = now();
    try {
      replaceSeals(await readSecret());
      readAt = triedAt;
      isStale = false;
    } catch (error) {
      onFailure(error);
    }
  }

  function refuseWhenTooOld(): void {
    if (now() - readAt >= secretAges.end) throw new Unavailable('AreaSecret');
  }

  return {
    ...keys,
    async refresh() {
      const isDue = isStale || now() - readAt >= secretAges.refresh;
      if (isDue && now() - triedAt >= secretAges.pause) {
        pending ??= readAgain().finally(() => {
          pending = undefined;
        });
      }
      // Whoever comes while it is read waits too: without it they would be refused.
      await pending;
    },
    seal(place, text) {
      refuseWhenTooOld();
      return keys.seal(place, text);
    },
    open(place, sealed) {
      refuseWhenTooOld();
      try {
        return keys.open(place, sealed);
      } catch (error) {
        // Added since the secret was read. Once it was read and the version is still not there, trying again does not help.
        if (!(error instanceof UnknownSealVersion) || now() - readAt < secretAges.pause) throw error;
        isStale = true;
        throw new Unavailable('AreaSecret', { cause: error });
      }
    },
  };
}
