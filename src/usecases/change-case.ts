/** Reads a case, decides and commits; starts again if the case was changed in between (optimistic locking). */
import { afterChange } from '#src/domain/case/change.ts';
import type { CaseChange, NotAllowed, Outcome, ReferralCase } from '#src/domain/case/model.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import type { LedgerRecord } from '#src/usecases/ports/ledger.ts';

export type ChangeResult<Refused = NotAllowed> =
  | { changed: CaseChange; referralCase: ReferralCase }
  | { already: true; referralCase: ReferralCase }
  | { refused: Refused; referralCase: ReferralCase }
  | { absent: true };

/** Two people rarely act on one case at the same moment; ten conflicts in a row are a fault. */
const maxAttempts = 10;

/**
 * How many cases one function changes side by side. Most of it is waiting for tables and queues; more at once would meet
 * each other at the rows of the day's counts, which all of them change.
 */
export const casesAtOnce = 4;

interface ChangeOptions {
  /** A new version, which is written with the change. */
  correction?: LedgerRecord;
  /** The case as it was just read: it is read again only after a conflict. */
  known?: ReferralCase;
}

/** @param decide called again with the current case after a conflict: it changes nothing of it, and what it does to others may be repeated */
export function changeCase<Refused>(
  cases: Pick<Cases, 'read' | 'commit'>,
  id: ReferralId,
  decide: (referralCase: ReferralCase) => Outcome<Refused> | Promise<Outcome<Refused>>,
  { correction, known }: ChangeOptions = {},
): Promise<ChangeResult<Refused>> {
  return changeCaseWith(cases, id, decide, (change) => cases.commit(change, correction), known);
}

/** As changeCase, with another way to write the change. */
export async function changeCaseWith<Refused>(
  cases: Pick<Cases, 'read'>,
  id: ReferralId,
  decide: (referralCase: ReferralCase) => Outcome<Refused> | Promise<Outcome<Refused>>,
  write: (change: CaseChange) => Promise<'committed' | 'conflict'>,
  known?: ReferralCase,
): Promise<ChangeResult<Refused>> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const referralCase = attempt === 0 && known ? known : await cases.read(id);
    if (!referralCase) return { absent: true };
    const outcome = await decide(referralCase);
    if ('already' in outcome) return { already: true, referralCase };
    if ('refused' in outcome) return { refused: outcome.refused, referralCase };
    if ((await write(outcome.change)) === 'committed') {
      return { changed: outcome.change, referralCase: afterChange(referralCase, outcome.change) };
    }
  }
  throw new Unavailable('CaseKeptMoving');
}

/**
 * As changeCase, for cases that change as one: what the rule allows is written in one transaction, or nothing. The caller names
 * few enough for one.
 */
export async function changeTogether<Refused>(
  cases: Pick<Cases, 'read' | 'commitTogether'>,
  ids: readonly ReferralId[],
  decide: (referralCase: ReferralCase) => Outcome<Refused>,
): Promise<ReadonlyMap<ReferralId, ChangeResult<Refused>>> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const results = new Map<ReferralId, ChangeResult<Refused>>();
    for (const id of new Set(ids)) {
      const referralCase = await cases.read(id);
      results.set(id, referralCase ? decided(referralCase, decide(referralCase)) : { absent: true });
    }
    const changes = [...results.values()].flatMap((result) => ('changed' in result ? [result.changed] : []));
    if (changes.length === 0 || (await cases.commitTogether(changes)) === 'committed') return results;
  }
  throw new Unavailable('CasesKeptMoving');
}

function decided<Refused>(referralCase: ReferralCase, outcome: Outcome<Refused>): ChangeResult<Refused> {
  if ('change' in outcome) return { changed: outcome.change, referralCase: afterChange(referralCase, outcome.change) };
  return { ...outcome, referralCase };
}
