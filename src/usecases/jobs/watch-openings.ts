/** Tells the operator when a person opens cases on pages as they do not usually do: by log lines, which an alarm counts. */
import type { Area } from '#src/domain/area.ts';
import type { PartyId } from '#src/domain/ids.ts';
import { londonDate } from '#src/domain/london.ts';
import { isFirstBeyondUsual, isOutOfHours, type WorkOf, whyNotTheirs } from '#src/domain/openings.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Disclosure, NewDisclosure } from '#src/usecases/ports/disclosures.ts';
import { Unavailable, Unreadable } from '#src/usecases/ports/errors.ts';
import { errorFields, type Log } from '#src/usecases/ports/log.ts';
import type { Openings } from '#src/usecases/ports/openings.ts';

export interface OpeningDeps {
  area: Pick<Area, 'rules'>;
  openings: Openings;
  now: Clock;
  log: Log;
}

/** The same dependencies; what they show of a case to this person is watched. */
export function watchOpenings<Deps extends object>(
  deps: Deps,
  { party, user }: { party: PartyId; user: string },
  watch: OpeningDeps,
): Deps {
  const { cases }: { cases?: Partial<Pick<Cases, 'disclose'>> } = deps;
  const disclose = cases?.disclose;
  if (!disclose) return deps;
  const discloseWatched = async (entry: NewDisclosure): Promise<void> => {
    await disclose(entry);
    // A test is of nobody, whoever opens it.
    if (entry.by === party && entry.workOf !== undefined && !entry.test)
      await noteOpening(watch, { party, user }, entry, entry.workOf);
  };
  return { ...deps, cases: { ...cases, disclose: discloseWatched } };
}

/** A case must open also while nothing can be noted: it is in the disclosure log, and only this watch misses it. */
async function noteOpening(
  deps: OpeningDeps,
  person: { party: PartyId; user: string },
  entry: Disclosure,
  workOf: WorkOf,
): Promise<void> {
  try {
    await tellOfUnusual(deps, person, entry, workOf);
  } catch (error) {
    if (!(error instanceof Unavailable || error instanceof Unreadable)) throw error;
    deps.log.warn('opening-not-watched', { ...person, referralId: entry.referral, ...errorFields(error) });
  }
}

async function tellOfUnusual(
  { area: { rules }, openings, now, log }: OpeningDeps,
  person: { party: PartyId; user: string },
  { referral }: Disclosure,
  workOf: WorkOf,
): Promise<void> {
  const at = now();
  const opened = await openings.add(person.party, person.user, referral, londonDate(at));
  // Opened again on the same day: it was told of then.
  if (!opened) return;
  if (isFirstBeyondUsual(opened, rules)) log.warn('opened-unusually-many', { ...person, count: opened.count });
  const reason = isOutOfHours(at, rules) ? whyNotTheirs(workOf, person.user) : undefined;
  if (reason) log.warn('opened-out-of-hours', { ...person, referralId: referral, reason });
}
