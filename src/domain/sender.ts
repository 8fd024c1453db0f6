/** Who sends a referral: a party of a kind that may. */
import type { Party } from './area.ts';
import type { PartyId } from './ids.ts';
import { type PartyKind, type SenderKind, senderKinds } from './vocabulary.ts';

export interface Sender {
  id: PartyId;
  kind: SenderKind;
  /** Of a test party: what it sends is a test. */
  test?: true;
}

export const isSenderKind = (kind: PartyKind): kind is SenderKind => senderKinds.some((one) => one === kind);

/** @throws RangeError for a party that may not refer; no route lets one through */
export function senderOf({ id, kind, test }: Party): Sender {
  if (!isSenderKind(kind)) throw new RangeError(`a party of kind ${kind} may not refer`);
  return { id, kind, ...(test && { test }) };
}
