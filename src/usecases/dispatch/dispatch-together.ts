/**
 * Dispatches new referrals of one batch together: one transaction for several, so that the rows of the day's counts, which
 * all of them change, are written once for all (docs/adr/0049-a-nights-batch-in-few-transactions.md). It is only the
 * fast way: what it leaves is dispatched alone, where each failure has its consequence.
 */
import { afterChange } from '#src/domain/case/change.ts';
import type { CaseChange, ReferralCase } from '#src/domain/case/model.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { prepareNewCase, type RecordDeps, Undispatchable } from './dispatch-referral.ts';
import { type SendDeps, sendHandOffs } from './send-hand-offs.ts';

export interface Dispatched {
  id: ReferralId;
  /** Messages sent. */
  sent: number;
}

/** A transaction takes 100 rows: some six for each referral, and some twenty counter rows for all. */
const maxTogether = 13;
/** One alone gains nothing. */
const minTogether = 2;

/**
 * Yields those whose messages are sent; each of the others is to be dispatched alone.
 * @param ids of different referrals that are likely to have no case yet
 * @throws Unavailable or SendFailed: some may have been recorded, and some messages sent; dispatching each alone is safe
 */
export async function* dispatchTogether(
  deps: RecordDeps & SendDeps,
  ids: readonly ReferralId[],
): AsyncGenerator<Dispatched> {
  const groupSize = Math.ceil(ids.length / Math.ceil(ids.length / maxTogether));
  // One group after another: two at once would meet at the rows of the day's counts.
  for (let start = 0; start < ids.length; start += groupSize) {
    const cases = await recordTogether(deps, ids.slice(start, start + groupSize));
    const sent = cases.flatMap(({ handOffs }) => handOffs.filter(({ unsent }) => unsent));
    await sendHandOffs(deps, sent);
    for (const { head } of cases)
      yield { id: head.id, sent: sent.filter(({ referral }) => referral === head.id).length };
  }
}

async function recordTogether(deps: RecordDeps, ids: readonly ReferralId[]): Promise<ReferralCase[]> {
  if (ids.length < minTogether) return [];
  const recorded = new Set((await deps.cases.heads(ids)).map(({ id }) => id));
  const prepared = await Promise.all(ids.filter((id) => !recorded.has(id)).map((id) => prepareIfPossible(deps, id)));
  const committed = await commitTogether(
    deps,
    prepared.filter((change) => change !== undefined),
  );
  return committed.map((change) => afterChange({ head: change.head.after, handOffs: [] }, change));
}

/** What can never be dispatched is left to be parked alone. */
const prepareIfPossible = (deps: RecordDeps, id: ReferralId): Promise<CaseChange | undefined> =>
  prepareNewCase(deps, id).catch((error: unknown) => {
    if (error instanceof Undispatchable) return undefined;
    throw error;
  });

/** Halves what does not go together, until only the change that does not go is left. @returns those that are committed */
async function commitTogether(
  deps: Pick<RecordDeps, 'cases'>,
  changes: readonly CaseChange[],
): Promise<readonly CaseChange[]> {
  if (changes.length < minTogether) return [];
  if ((await deps.cases.commitTogether(changes)) === 'committed') return changes;
  const middle = Math.ceil(changes.length / 2);
  const first = await commitTogether(deps, changes.slice(0, middle));
  return [...first, ...(await commitTogether(deps, changes.slice(middle)))];
}
