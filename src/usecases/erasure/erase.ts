/** Erases the personal data of ended cases once the area's retention period is over. */
import type { Rules } from '#src/domain/area.ts';
import { endTest } from '#src/domain/case/end-test.ts';
import { eraseCase, startErasure, subtractPeriod } from '#src/domain/case/retention/retention.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { endOfDay, londonDate } from '#src/domain/london.ts';
import { testsReceivedBy } from '#src/domain/test-party.ts';
import { retentionClasses } from '#src/domain/vocabulary.ts';
import { changeCase, changeCaseWith } from '#src/usecases/change-case.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { AgendaItem } from '#src/usecases/ports/lists.ts';
import { errorFields, type Log } from '#src/usecases/ports/log.ts';

export interface EraseDeps {
  cases: Pick<Cases, 'read' | 'commit' | 'erase' | 'findDueForErasure'>;
  rules: Pick<Rules, 'retention' | 'repeatVictimMonths'>;
  log: Log;
  now: Clock;
}

export interface ErasureResult {
  /** Referrals erased in this run, without those erased earlier whose person is only forgotten now. */
  erased: number;
  /** To be retried by the next run. */
  failed: number;
}

/** With less time left, no further erasure is started; the next run continues. */
const minTimeLeftMs = 20_000;

/** @param timeLeftMs time until the function is stopped */
export async function eraseDue(deps: EraseDeps, timeLeftMs = () => Number.POSITIVE_INFINITY): Promise<ErasureResult> {
  const result: ErasureResult = { erased: 0, failed: 0 };
  for await (const { id } of findDueCases(deps)) {
    if (timeLeftMs() < minTimeLeftMs) break;
    try {
      if (await eraseOne(deps, id)) result.erased += 1;
    } catch (error) {
      // It stays on the agenda for the next run, and must not block the others.
      deps.log.warn('erasing-failed', { referralId: id, ...errorFields(error) });
      result.failed += 1;
    }
  }
  return result;
}

/** Candidates from the index, possibly a day early: the domain rule decides before anything is erased. */
async function* findDueCases({ cases, rules, now }: EraseDeps): AsyncGenerator<AgendaItem> {
  const instant = now();
  yield* cases.findDueForErasure('test', testsReceivedBy(instant).toISOString());
  yield* cases.findDueForErasure('asked', instant.toISOString());
  const forgetUntil = subtractPeriod(londonDate(instant), { months: rules.repeatVictimMonths });
  yield* cases.findDueForErasure('known', endOfDay(forgetUntil).toISOString());
  for (const retentionClass of retentionClasses) {
    const lastDay = subtractPeriod(londonDate(instant), rules.retention[retentionClass]);
    yield* cases.findDueForErasure(retentionClass, endOfDay(lastDay).toISOString());
  }
}

async function eraseOne({ cases, rules, log, now }: EraseDeps, id: ReferralId): Promise<boolean> {
  await changeCase(cases, id, (referralCase) => endTest(referralCase, rules, now()));
  await changeCase(cases, id, (referralCase) => startErasure(referralCase, rules, now()));
  const result = await changeCaseWith(
    cases,
    id,
    (referralCase) => eraseCase(referralCase, rules, now()),
    (change) => cases.erase(change),
  );
  if (!('changed' in result)) return false;
  const [erased] = result.changed.events;
  const act = erased?.act;
  if (erased)
    log.info('referral-erased', { referralId: id, reason: erased.reason ?? '', ...(act !== undefined && { act }) });
  else log.info('person-forgotten', { referralId: id });
  return erased !== undefined;
}
