import type { Area } from '#src/domain/area.ts';
import { type SenderKind, senderKinds } from '#src/domain/vocabulary.ts';

/** What kind of sender a party of the area is. */
export function senderKindOf(area: Area, id: string): SenderKind {
  const kind = area.parties.find((party) => party.id === id)?.kind;
  const found = senderKinds.find((one) => one === kind);
  if (!found) throw new Error(`${id} is no sender`);
  return found;
}
