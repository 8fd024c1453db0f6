/** Reads a case, decides and commits; starts again if the case was changed in between (optimistic locking). */
import { afterChange } from '#src/domain/case/change.ts';
import type { Case, Change, NotAllowed, Outcome } from '#src/domain/case/model.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { type Cases, type LedgerRecord, Unavailable } from './ports.ts';

export type Changed<Refused = NotAllowed> =
  | { changed: Change; whole: Case }
  | { already: true; whole: Case }
  | { refused: Refused; whole: Case }
  | { absent: true };

/** Two people rarely act on one case at the same moment; five conflicts in a row are a fault. */
const mostTries = 10;

/** @param decide pure: called again with the current case after a conflict */
export function changeCase<Refused>(
  cases: Pick<Cases, 'read' | 'commit'>,
  id: ReferralId,
  decide: (whole: Case) => Outcome<Refused>,
  correction?: LedgerRecord,
): Promise<Changed<Refused>> {
  return changeCaseBy(cases, id, decide, (change) => cases.commit(change, correction));
}

/** As changeCase, with another way to write the change. */
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
