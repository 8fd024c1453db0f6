/** Handles every hand-off whose reminder or deadline is due, and once an hour what is on no hand-off's agenda. */
import type { Area } from '#src/domain/area.ts';
import { correctDeadlines } from '#src/domain/case/correct-deadline.ts';
import { applyDeadline } from '#src/domain/case/deadlines.ts';
import type { NotAllowed, Outcome, ReferralCase, RuleContext } from '#src/domain/case/model.ts';
import { changeCase } from './change-case.ts';
import { checkHourly } from './hourly-checks.ts';
import { errorFields, type Log } from './log-port.ts';
import type { Cases, Clock } from './ports.ts';
import { type SendDeps, sendHandOffs } from './send-hand-offs.ts';

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
}

export async function processDeadlines(deps: DeadlineDeps): Promise<DeadlinesResult> {
  const result: DeadlinesResult = { moved: 0, sent: 0, failed: 0 };
  const now = deps.now();
  const context: RuleContext = { area: deps.area, now };
  for await (const item of deps.cases.due(now.toISOString())) {
    try {
      const changed = await changeCase(deps.cases, item.id, (referralCase) =>
        applyCurrentDeadline(referralCase, Number(item.row.slice(2)), context),
      );
      if (!('changed' in changed)) continue;
      result.moved += 1;
      result.sent += await sendHandOffs(deps, changed.referralCase.handOffs);
    } catch (error) {
      // The row stays on its agenda and unsent messages keep their mark, so the next run retries them.
      deps.log.warn('deadline-failed', { referralId: item.id, ...errorFields(error) });
      result.failed += 1;
    }
  }
  const { moved, failed } = await checkHourly(deps, context);
  return { ...result, moved: result.moved + moved, failed: result.failed + failed };
}

/** Nobody is late by a deadline that a new bank holiday has moved. */
function applyCurrentDeadline(referralCase: ReferralCase, number: number, context: RuleContext): Outcome<NotAllowed> {
  const corrected = correctDeadlines(referralCase, context);
  return 'change' in corrected ? corrected : applyDeadline(referralCase, number, context);
}
