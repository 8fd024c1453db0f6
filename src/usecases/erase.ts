/** Erases the personal data of ended cases once the area's retention period is over. */
import type { Rules } from '#src/domain/area.ts';
import { before, erase } from '#src/domain/case/keeping.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { endOfDay, londonDate } from '#src/domain/london.ts';
import { keepClasses } from '#src/domain/vocabulary.ts';
import { changeCaseBy } from './change-case.ts';
import { errorFields, type Log } from './log-port.ts';
import type { AgendaItem, Cases, Clock } from './ports.ts';

export interface EraseDeps {
  cases: Pick<Cases, 'read' | 'erase' | 'toErase'>;
  rules: Pick<Rules, 'keep' | 'repeatVictimMonths'>;
  log: Log;
  now: Clock;
}

export interface Erased {
  /** Referrals erased in this run, without those erased earlier whose person is only forgotten now. */
  erased: number;
  /** To be retried by the next run. */
  failed: number;
}

/** With less time left, no further erasure is started; the next run continues. */
const reserveMs = 20_000;

/** @param timeLeftMs time until the function is stopped */
export async function eraseDue(deps: EraseDeps, timeLeftMs = () => Number.POSITIVE_INFINITY): Promise<Erased> {
  const done: Erased = { erased: 0, failed: 0 };
  for await (const { id } of allDue(deps)) {
    if (timeLeftMs() < reserveMs) break;
    try {
      if (await eraseOne(deps, id)) done.erased += 1;
    } catch (error) {
      // It stays on the agenda for the next run, and must not block the others.
      deps.log.warn('erasing-failed', { referralId: id, ...errorFields(error) });
      done.failed += 1;
    }
  }
  return done;
}

/** Candidates from the index, possibly a day early: the domain rule decides before anything is erased. */
async function* allDue({ cases, rules, now }: EraseDeps): AsyncGenerator<AgendaItem> {
  const instant = now();
  yield* cases.toErase('asked', instant.toISOString());
  const known = before(londonDate(instant), { months: rules.repeatVictimMonths });
  yield* cases.toErase('known', endOfDay(known).toISOString());
  for (const kept of keepClasses) {
    const lastDay = before(londonDate(instant), rules.keep[kept]);
    yield* cases.toErase(kept, endOfDay(lastDay).toISOString());
  }
}

async function eraseOne({ cases, rules, log, now }: EraseDeps, id: ReferralId): Promise<boolean> {
  const done = await changeCaseBy(
    cases,
    id,
    (whole) => erase(whole, rules, now()),
    (change) => cases.erase(change),
  );
  if (!('changed' in done)) return false;
  const [erased] = done.changed.events;
  if (erased) log.info('referral-erased', { referralId: id, reason: erased.reason ?? '' });
  else log.info('person-forgotten', { referralId: id });
  return erased !== undefined;
}
