/** What must be true of duplicates once everything is at rest. */
import type { CaseHead } from '#src/domain/case/model.ts';
import { isErasureUnderWay } from '#src/domain/case/triage/allowed-actions.ts';
import { goesOnAs } from '#src/domain/case/triage/decide-duplicate.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { rowToHead } from '#src/store/case-rows.ts';
import type { Evidence } from '#test/support/audit/evidence.ts';

/** Whoever was withdrawn as a duplicate has another that goes on, or is with nobody because the person said no. */
export function leftWithoutFaults({ work }: Evidence): string[] {
  const heads = work.filter(({ row }) => row === 'head').map(rowToHead);
  const byId = new Map(heads.map((head) => [head.id, head]));
  return heads.flatMap((head) => {
    const of = goesOnAs(head);
    const last = of && findLast(head, byId);
    if (of === undefined || (last && hasPerson(last)) || isErasureUnderWay(head)) return [];
    return [`${head.id} is a duplicate of ${of}, and nobody has the person`];
  });
}

/** Undefined where each is the duplicate of another. */
function findLast(head: CaseHead, byId: ReadonlyMap<ReferralId, CaseHead>): CaseHead | undefined {
  const seen = new Set<ReferralId>();
  let last = head;
  for (let of = goesOnAs(last); of !== undefined; of = goesOnAs(last)) {
    const next = byId.get(of);
    if (!next || seen.has(of)) return undefined;
    seen.add(of);
    last = next;
  }
  return last;
}

/** Or nobody is to have them, or knows of them any more. */
const hasPerson = (head: CaseHead): boolean =>
  head.status !== 'withdrawn' || head.withdrawReason === 'consent-withdrawn' || isErasureUnderWay(head);
