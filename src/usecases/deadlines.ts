/** Handles every hand-off whose reminder or deadline is due. */
import { lookAt } from '#src/domain/case/deadlines.ts';
import type { Setting } from '#src/domain/case/model.ts';
import { changeCase } from './change-case.ts';
import { errorFields, type Log } from './log-port.ts';
import type { Cases, Clock } from './ports.ts';
import { type SendDeps, sendHandOffs } from './send-hand-offs.ts';

export interface DeadlineDeps extends SendDeps {
  cases: Cases;
  log: Log;
  now: Clock;
  setting: Omit<Setting, 'now'>;
}

export interface LookedAt {
  moved: number;
  sent: number;
  failed: number;
}

export async function lookAtDeadlines(deps: DeadlineDeps): Promise<LookedAt> {
  const looked: LookedAt = { moved: 0, sent: 0, failed: 0 };
  const now = deps.now();
  const setting: Setting = { ...deps.setting, now };
  for await (const item of deps.cases.due(now.toISOString())) {
    try {
      const changed = await changeCase(deps.cases, item.id, (whole) =>
        lookAt(whole, Number(item.row.slice(2)), setting),
      );
      if (!('changed' in changed)) continue;
      looked.moved += 1;
      looked.sent += await sendHandOffs(deps, changed.whole.handOffs);
    } catch (error) {
      // The row stays on its agenda and unsent messages keep their mark, so the next run retries them.
      deps.log.warn('deadline-failed', { referralId: item.id, ...errorFields(error) });
      looked.failed += 1;
    }
  }
  return looked;
}
