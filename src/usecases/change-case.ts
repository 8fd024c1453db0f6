/** Reads a case, decides, writes; and decides again when somebody else moved it in between. */
import { afterChange } from '#src/domain/case/change.ts';
import type { Case, Change, NotAllowed, Outcome } from '#src/domain/case/model.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { type Cases, type LedgerRecord, Unavailable } from './ports.ts';

export type Changed<Refused = NotAllowed> =
  | { changed: Change; whole: Case }
  | { already: true; whole: Case }
  | { refused: Refused; whole: Case }
  | { absent: true };

/** A few people acting on one case at one moment is rare; ten who were first, in a row, is a fault. */
const mostTries = 10;

/** @param decide pure; called again with the case as it then stands */
export function changeCase<Refused>(
  cases: Pick<Cases, 'read' | 'commit'>,
  id: ReferralId,
  decide: (whole: Case) => Outcome<Refused>,
  correction?: LedgerRecord,
): Promise<Changed<Refused>> {
  return changeCaseBy(cases, id, decide, (change) => cases.commit(change, correction));
}

/** The same, written in another way. */
export async function changeCaseBy<Refused>(
  cases: Pick<Cases, 'read'>,
  id: ReferralId,
  decide: (whole: Case) => Outcome<Refused>,
  write: (change: Change) => Promise<'written' | 'moved'>,
): Promise<Changed<Refused>> {
  for (let tries = 0; tries < mostTries; tries++) {
    const whole = await cases.read(id);
    if (!whole) return { absent: true };
    const outcome = decide(whole);
    if ('already' in outcome) return { already: true, whole };
    if ('refused' in outcome) return { refused: outcome.refused, whole };
    if ((await write(outcome.change)) === 'written') {
      return { changed: outcome.change, whole: afterChange(whole, outcome.change) };
    }
  }
  throw new Unavailable('CaseKeptMoving');
}
