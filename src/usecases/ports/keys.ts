/** Keyed hashes and seals. */

import type { HandOffId, ReferralId } from '#src/domain/ids.ts';
import type { SealPlace } from './seals.ts';

/** Keyed hashes, and seals that open in their place alone. */
export interface Keys {
  /** A referral's id and spoken reference, derived from its identity. */
  identify(identity: readonly string[]): { id: ReferralId; reference: string };
  bodyHash(canonical: string): string;
  person(identity: readonly string[]): string;
  group(identity: readonly string[]): string;
  /** Of a crime or incident reference. */
  policeReference(identity: readonly string[]): string;
  confirmationCode(handOff: HandOffId): string;
  /** Keyed hash for one purpose, 22 characters: the id of a session, the pseudonym of a user, how a count is moved. */
  keyedHash(
    purpose: 'session' | 'sign-in' | 'user' | 'csrf' | 'cursor' | 'publishing' | 'address',
    text: string,
  ): string;
  seal(place: SealPlace, text: string): Uint8Array;
  /** @throws Unreadable when the text was not sealed for this place */
  open(place: SealPlace, sealed: Uint8Array): string;
}
