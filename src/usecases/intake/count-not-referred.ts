/**
 * Counts somebody who was asked and said no. They are nobody's case: there is no record, so a call that is repeated
 * counts again, and a recount cannot find it.
 */
import type { Area } from '#src/domain/area.ts';
import { caseFactsOf } from '#src/domain/counting/case-facts.ts';
import { londonDate } from '#src/domain/london.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import type { NotReferredReason } from '#src/domain/vocabulary.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Counters } from '#src/usecases/ports/counters.ts';

export interface NotReferred {
  reason: NotReferredReason;
  offence: Pick<Submission['offence'], 'category' | 'district'>;
}

export async function countNotReferred(
  { area, counters, now: clock }: { area: Area; counters: Pick<Counters, 'add'>; now: Clock },
  sender: Sender,
  { reason, offence }: NotReferred,
): Promise<void> {
  const now = clock();
  const { category, district } = offence;
  const facts = caseFactsOf({
    submission: { offence: { category, ...(district === undefined ? {} : { district }) }, victim: {} },
    sender,
    area,
    enhancedRights: [],
    riskLevel: undefined,
    priority: undefined,
    now,
  });
  await counters.add([{ measure: 'not-referred', day: londonDate(now), facts, notReferredReason: reason }]);
}
