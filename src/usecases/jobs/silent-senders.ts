/**
 * Tells of senders from whom nothing has come for longer than the register allows. A system that has stopped sending makes no
 * error here: nobody else would notice that its victims wait.
 */
import { watchedForSilence } from '#src/domain/area.ts';
import type { RuleContext } from '#src/domain/case/model.ts';
import { deadlineAfter } from '#src/domain/judgement/clock.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Log } from '#src/usecases/ports/log.ts';

const hourMs = 3_600_000;

export interface SilenceDeps {
  cases: Pick<Cases, 'lastReceivedFrom'>;
  log: Log;
}

/** The alarm counts these lines. A sender from whom nothing has ever come is not silent yet: it has not begun. */
export async function tellSilentSenders({ cases, log }: SilenceDeps, { area, now }: RuleContext): Promise<void> {
  for (const { id, alarmWhenSilentFor } of watchedForSilence(area.parties)) {
    const last = await cases.lastReceivedFrom(id);
    if (last === undefined || deadlineAfter(new Date(last), alarmWhenSilentFor, area.rules) > now) continue;
    log.warn('sender-silent', { party: id, count: Math.floor((now.getTime() - Date.parse(last)) / hourMs) });
  }
}
