/** Free text about a person, sealed. Alone in its file: who acts is sealed too, and that is asked before any rule of a case. */
import type { ReferralId } from '#src/domain/ids.ts';
import type { Keys } from './ports.ts';

/** Seals free text with the referral's key, as base 64. */
export const sealText = (keys: Pick<Keys, 'seal'>, id: ReferralId, text: string): string =>
  Buffer.from(keys.seal(id, text)).toString('base64');
export const openText = (keys: Pick<Keys, 'open'>, id: ReferralId, sealed: string): string =>
  keys.open(id, new Uint8Array(Buffer.from(sealed, 'base64')));
