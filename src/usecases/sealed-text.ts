/** Free text about a person, sealed. Alone in its file: who acts is sealed too, and that is asked before any rule of a case. */
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { SealPlace } from '#src/usecases/ports/seals.ts';

/** @returns base 64 */
export const sealText = (keys: Pick<Keys, 'seal'>, place: SealPlace, text: string): string =>
  Buffer.from(keys.seal(place, text)).toString('base64');
export const openText = (keys: Pick<Keys, 'open'>, place: SealPlace, sealed: string): string =>
  keys.open(place, new Uint8Array(Buffer.from(sealed, 'base64')));
