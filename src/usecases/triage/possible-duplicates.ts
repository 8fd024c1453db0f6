/** Finds the other referral of a possible duplicate, when a referral is recorded and once more by the sweep. */
import type { CaseEvent } from '#src/domain/case/history.ts';
import {
  duplicateWindowDays,
  isPossibleDuplicate,
  raisePossibleDuplicate,
} from '#src/domain/case/triage/possible-duplicate.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import { ifReadable } from '#src/usecases/if-readable.ts';
import { formsOf } from '#src/usecases/intake/person-hashes.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Ledger, LedgerRecord, PersonReferral } from '#src/usecases/ports/ledger.ts';

const dayMs = 86_400_000;

/** The likeliest first: of the same day of offence, then the latest. */
export async function findPossibleDuplicates(
  { ledger }: { ledger: Pick<Ledger, 'byPerson'> },
  record: LedgerRecord,
): Promise<PersonReferral[]> {
  const { from, to } = duplicateWindow(record);
  return selectPossibleDuplicates(record, await ledger.byPerson(formsOf(record), from, to));
}

/** RFC 3339, UTC. */
export function duplicateWindow({ receivedAt }: Pick<LedgerRecord, 'receivedAt'>): { from: string; to: string } {
  const at = Date.parse(receivedAt);
  return {
    from: new Date(at - duplicateWindowDays * dayMs).toISOString(),
    to: new Date(at + dayMs).toISOString(),
  };
}

/** @param others the person's referrals of the window, or of longer. As findPossibleDuplicates */
export function selectPossibleDuplicates(record: LedgerRecord, others: readonly PersonReferral[]): PersonReferral[] {
  const found = others.filter((other) => other.id !== record.id && isPossibleDuplicate(record, other)).reverse();
  const isOfSameDay = ({ occurredOn }: PersonReferral) => occurredOn !== undefined && occurredOn === record.occurredOn;
  return [...found.filter(isOfSameDay), ...found.filter((other) => !isOfSameDay(other))];
}

interface RecheckDeps {
  ledger: Pick<Ledger, 'get' | 'byPerson'>;
  cases: Pick<Cases, 'read' | 'history' | 'commit'>;
  now: Clock;
}

/**
 * Looks once more for a referral that was recorded. Of two that arrive in the same moment neither may see the other in
 * the index, which follows the table. Marks one of the two, as if they had come one after the other.
 * @returns whether it was marked
 */
export async function recheckForDuplicate(deps: RecheckDeps, id: ReferralId): Promise<boolean> {
  const record = await ifReadable(deps.ledger.get(id));
  const found = record ? await findPossibleDuplicates(deps, record) : [];
  if (found.length === 0) return false;
  // One by one, because the other may have been marked a moment ago: a read of many heads may not see that.
  const cases = await Promise.all([id, ...found.map((other) => other.id)].map((each) => deps.cases.read(each)));
  const heads = cases.flatMap((one) => (one ? [one.head] : []));
  const isRecorded = (other: ReferralId) => heads.some((head) => head.id === other);
  // What is not recorded yet looks for itself when it is.
  if (!isRecorded(id) || heads.some((head) => head.possibleDuplicateOf === id)) return false;
  // Once marked, triage decides, and may have decided already: the decision stands with the one of the two that was marked.
  if (await hasEvent(deps, id, 'possible-duplicate')) return false;
  const other = await findFirst(
    found.filter((one) => isRecorded(one.id)),
    async (one) => !(await hasEvent(deps, one.id, 'not-duplicate')),
  );
  if (!other) return false;
  const result = await changeCase(deps.cases, id, (current) => raisePossibleDuplicate(current, other.id, deps.now()));
  return 'changed' in result;
}

const hasEvent = async ({ cases }: RecheckDeps, id: ReferralId, event: CaseEvent): Promise<boolean> =>
  (await cases.history(id)).some((one) => one.event === event);

async function findFirst<Item>(
  items: readonly Item[],
  fits: (item: Item) => Promise<boolean>,
): Promise<Item | undefined> {
  for (const item of items) if (await fits(item)) return item;
  return undefined;
}
