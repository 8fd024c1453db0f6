/** What people and services did to cases since a moment, as a table that was damaged or replaced still has it. */
import type { CaseEvent } from '#src/domain/case/history.ts';
import { type HandOffId, handOffId } from '#src/domain/ids.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { AllCases } from '#src/usecases/ports/recovery.ts';

export interface LostMove {
  at: string;
  reference: string;
  handOffId?: HandOffId;
  event: CaseEvent;
  by: string;
  reason?: string;
}

/** Done again from the ledger (recover.ts). */
const replayed: readonly CaseEvent[] = ['received', 'corrected', 'reopened', 'amended'];

/** In the order of time. What the system did by itself it does again. */
export async function listMovesSince(
  { cases, allCases }: { cases: Pick<Cases, 'read' | 'history'>; allCases: AllCases },
  since: Date,
): Promise<LostMove[]> {
  const from = since.toISOString();
  const moves: LostMove[] = [];
  for await (const id of allCases.ids()) {
    const done = (await cases.history(id)).filter(
      ({ at, by, event }) => at >= from && by !== 'system' && !replayed.includes(event),
    );
    if (done.length === 0) continue;
    const reference = (await cases.read(id))?.head.reference ?? id;
    for (const { at, event, by, reason, handOff } of done)
      moves.push({
        at,
        reference,
        event,
        by,
        ...(handOff !== undefined && { handOffId: handOffId(id, handOff) }),
        ...(reason !== undefined && { reason }),
      });
  }
  return moves.sort((one, other) => (one.at < other.at ? -1 : 1));
}
