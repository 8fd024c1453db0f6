/** Handles every hand-off whose reminder or deadline is due, and once an hour what is on no hand-off's agenda. */
import type { Area } from '#src/domain/area.ts';
import { correctDeadlines } from '#src/domain/case/correct-deadline.ts';
import { applyDeadline } from '#src/domain/case/deadlines.ts';
import type { NotAllowed, Outcome, ReferralCase, RuleContext } from '#src/domain/case/model.ts';
import { casesAtOnce, changeCase } from '#src/usecases/change-case.ts';
import { type SendDeps, sendHandOffs } from '#src/usecases/dispatch/send-hand-offs.ts';
import { mapConcurrently } from '#src/usecases/map-concurrently.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { AgendaItem } from '#src/usecases/ports/lists.ts';
import { errorFields, type Log } from '#src/usecases/ports/log.ts';
import { checkHourly } from './hourly-checks.ts';

export interface DeadlineDeps extends SendDeps {
  area: Area;
  cases: Cases;
  log: Log;
  now: Clock;
}

export interface DeadlinesResult {
  moved: number;
  sent: number;
  failed: number;
  /** Hand-offs that there was no time for; the next run goes on with them. */
  left: number;
}

/** With less time left no further case is begun, so that what was begun is ended, and the hourly checks have their turn. */
const minTimeLeftMs = 60_000;

/**
 * The most overdue first; different cases side by side, the hand-offs of one in order.
 * @param timeLeftMs time until the function is stopped
 */
export async function processDeadlines(
  deps: DeadlineDeps,
  timeLeftMs = () => Number.POSITIVE_INFINITY,
): Promise<DeadlinesResult> {
  const result: DeadlinesResult = { moved: 0, sent: 0, failed: 0, left: 0 };
  const now = deps.now();
  const context: RuleContext = { area: deps.area, now };
  const due: AgendaItem[] = [];
  for await (const item of deps.cases.due(now.toISOString())) due.push(item);
  const cases = [...Map.groupBy(due, ({ id }) => id).values()];
  await mapConcurrently(cases, casesAtOnce, async (ofCase) => {
    if (timeLeftMs() < minTimeLeftMs) result.left += ofCase.length;
    else for (const item of ofCase) await processDue(deps, item, context, result);
  });
  const { moved, failed, left } = await checkHourly(deps, context, timeLeftMs);
  return { ...result, moved: result.moved + moved, failed: result.failed + failed, left: result.left + left };
}

async function processDue(
  deps: DeadlineDeps,
  { id, row }: AgendaItem,
  context: RuleContext,
  result: DeadlinesResult,
): Promise<void> {
  try {
    const changed = await changeCase(deps.cases, id, (referralCase) =>
      applyCurrentDeadline(referralCase, Number(row.slice(2)), context),
    );
    if (!('changed' in changed)) return;
    result.moved += 1;
    result.sent += await sendHandOffs(deps, changed.referralCase.handOffs);
  } catch (error) {
    // The row stays on its agenda and unsent messages keep their mark, so the next run retries them.
    deps.log.warn('deadline-failed', { referralId: id, ...errorFields(error) });
    result.failed += 1;
  }
}

/** Nobody is late by a deadline that a new bank holiday has moved. */
function applyCurrentDeadline(referralCase: ReferralCase, number: number, context: RuleContext): Outcome<NotAllowed> {
  const corrected = correctDeadlines(referralCase, context);
  return 'change' in corrected ? corrected : applyDeadline(referralCase, number, context);
}
