/**
 * What the deadlines job looks at beside what is due. Once an hour: releases of suspects on the hub's list, ended cases that
 * are on it although their time is over, how long the bank holidays still reach, what waits, and who has sent nothing. When the list of
 * bank holidays has changed: the deadlines of all open hand-offs.
 */
import { correctDeadlines } from '#src/domain/case/correct-deadline.ts';
import type { CaseHead, Outcome, ReferralCase, RuleContext } from '#src/domain/case/model.ts';
import { isLeftUnreviewed, leaveUnreviewed } from '#src/domain/case/retention/retention.ts';
import { needsReleaseUpdate, updateReleaseReason } from '#src/domain/case/triage/release-near.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { findDaysOfCalendarLeft } from '#src/domain/judgement/clock.ts';
import { londonDate } from '#src/domain/london.ts';
import { casesAtOnce, changeCase } from '#src/usecases/change-case.ts';
import { mapConcurrently } from '#src/usecases/map-concurrently.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import { errorFields, type Log } from '#src/usecases/ports/log.ts';
import { tellSilentSenders } from './silent-senders.ts';
import { readWaitingNow } from './waiting-now.ts';

export interface CheckDeps {
  cases: Pick<
    Cases,
    | 'read'
    | 'commit'
    | 'due'
    | 'triageList'
    | 'triageHeads'
    | 'openHandOffs'
    | 'lastReceivedFrom'
    | 'readDeadlinesMark'
    | 'setDeadlinesMark'
  >;
  log: Log;
}

/** Later than anything due. */
const always = '9999';

/** With less time left no further case is looked at: the next run goes on. */
const minTimeLeftMs = 20_000;

/** @param timeLeftMs time until the function is stopped */
export async function checkHourly(
  deps: CheckDeps,
  context: RuleContext,
  timeLeftMs: () => number,
): Promise<{ moved: number; failed: number; left: number }> {
  const { bankHolidays, bankHolidaysCover } = context.area.rules;
  const mark = await deps.cases.readDeadlinesMark();
  const hour = context.now.toISOString().slice(0, 13);
  const calendar = [bankHolidaysCover.to, ...bankHolidays].join(' ');
  if (mark?.hour === hour && mark.calendar === calendar) return { moved: 0, failed: 0, left: 0 };
  const result = { moved: 0, failed: 0, left: 0 };
  /** @returns false where it failed, and where the case no longer needs it */
  const change: Change = async (id, decide) => {
    try {
      if (!('changed' in (await changeCase(deps.cases, id, decide)))) return false;
      result.moved += 1;
      return true;
    } catch (error) {
      // The mark stays where it was, so the next run comes to it again.
      deps.log.warn('deadline-failed', { referralId: id, ...errorFields(error) });
      result.failed += 1;
      return false;
    }
  };
  if (mark?.calendar !== calendar) {
    const ids = new Set<ReferralId>();
    for await (const { id } of deps.cases.due(always)) ids.add(id);
    await mapConcurrently([...ids], casesAtOnce, async (id) => {
      if (timeLeftMs() < minTimeLeftMs) result.left += 1;
      else await change(id, (it) => correctDeadlines(it, context));
    });
  }
  for await (const head of deps.cases.triageHeads()) {
    if (timeLeftMs() < minTimeLeftMs) {
      // At least this one.
      result.left += 1;
      break;
    }
    await lookAtListed(deps, context, head, change);
  }
  // Once an hour, also where the next run goes on with what is left.
  const isTold = mark?.told === hour;
  if (!isTold) {
    tellCalendarEnd(deps.log, context);
    await tellWhatWaits(deps, context);
    await tellSilentSenders(deps, context);
  }
  const isDone = result.failed + result.left === 0;
  const reached = isDone ? { hour, calendar } : { hour: mark?.hour ?? '', calendar: mark?.calendar ?? '' };
  if (isDone || !isTold) await deps.cases.setDeadlinesMark({ ...reached, told: hour });
  return result;
}

type Change = (id: ReferralId, decide: (referralCase: ReferralCase) => Outcome<never>) => Promise<boolean>;

async function lookAtListed({ log }: CheckDeps, context: RuleContext, head: CaseHead, change: Change): Promise<void> {
  if (needsReleaseUpdate(head, context)) await change(head.id, (it) => updateReleaseReason(it, context));
  if (head.facts.test || !isLeftUnreviewed(head, context.area.rules, context.now)) return;
  const isLeft = await change(head.id, (it) => leaveUnreviewed(it, context.area.rules, context.now));
  if (isLeft) log.warn('left-unreviewed', { referralId: head.id, reason: head.triage?.reason ?? '' });
}

/** The operator's dashboard shows these numbers. */
async function tellWhatWaits({ cases, log }: CheckDeps, { area }: RuleContext): Promise<void> {
  const waiting = await readWaitingNow(cases, area);
  for (const [reason, { count }] of Object.entries(waiting)) log.info('waiting-now', { reason, count });
}

/** The alarm counts these lines. */
function tellCalendarEnd(log: Log, { area, now }: RuleContext): void {
  const daysLeft = findDaysOfCalendarLeft(area.rules, londonDate(now));
  if (daysLeft !== undefined) log.warn('calendar-ends-soon', { count: daysLeft });
}
