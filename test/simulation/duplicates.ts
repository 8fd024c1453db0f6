/** What must be true of duplicates once everything is at rest. */
import { isErasureUnderWay } from '#src/domain/case/triage/allowed-actions.ts';
import { goesOnAs } from '#src/domain/case/triage/decide-duplicate.ts';
import { rowToHead } from '#src/store/case-rows.ts';
import type { Evidence } from '#test/support/audit/evidence.ts';

/** Whoever was withdrawn as a duplicate has another that goes on, or is with nobody because the person said no. */
export function leftWithoutFaults({ work }: Evidence): string[] {
  const heads = work.filter(({ row }) => row === 'head').map(rowToHead);
  const byId = new Map(heads.map((head) => [head.id, head]));
  return heads.flatMap((head) => {
    const of = goesOnAs(head);
    const other = of && byId.get(of);
    if (other?.status !== 'withdrawn' || other.withdrawReason === 'consent-withdrawn') return [];
    const hasAnother = goesOnAs(other) !== undefined;
    return hasAnother || isErasureUnderWay(head)
      ? []
      : [`${head.id} is a duplicate of ${of}, and nobody has the person`];
  });
}
