/**
 * Reminders before a suspect is released. Of the suspects a case holds the dates alone: who they are stays sealed with
 * the referral.
 */
import type { Area } from '#src/domain/area.ts';
import type { CaseHead, HandOff, ReleaseReminder, RuleContext } from '#src/domain/case/model.ts';
import { subtractWorkingDays } from '#src/domain/judgement/clock.ts';
import { londonDate, startOfDay } from '#src/domain/london.ts';
import { showsSuspects } from '#src/domain/submission/sharing.ts';
import type { Submission } from '#src/domain/submission.ts';

/** The dates from this day on, each once, earliest first; undefined if there are none. */
export function releaseDatesOf({ suspects = [] }: Pick<Submission, 'suspects'>, today: string): string[] | undefined {
  const dates = suspects.flatMap(({ releaseOn }) => (releaseOn === undefined || releaseOn < today ? [] : [releaseOn]));
  return dates.length === 0 ? undefined : [...new Set(dates)].sort();
}

/**
 * The reminder of the earliest release that is still to come. When the release is nearer than the area's lead time, the
 * reminder is due at once.
 * @param reminded the date of the last reminder: only later ones follow
 */
export function nextReleaseReminder(
  dates: readonly string[] | undefined,
  { area, now }: RuleContext,
  reminded = '',
): ReleaseReminder | undefined {
  const today = londonDate(now);
  const on = dates?.find((date) => date >= today && date > reminded);
  if (on === undefined) return undefined;
  const { workingDays } = area.rules.remindBeforeRelease;
  return { on, remindAt: startOfDay(subtractWorkingDays(on, workingDays, area.rules)).toISOString() };
}

/** ISO date of a release that is due for a reminder, whether anybody was reminded or not. */
export function findNearRelease({ releaseDates }: CaseHead, context: RuleContext): string | undefined {
  const next = nextReleaseReminder(releaseDates, context);
  return next && Date.parse(next.remindAt) <= context.now.getTime() ? next.on : undefined;
}

/**
 * Whether the service may be told that a suspect is released: only one that is shown suspects. Triage is reminded in
 * any case.
 */
export function mayKnowOfReleases(
  { service: id }: Pick<HandOff, 'service'>,
  { services }: Pick<Area, 'services'>,
): boolean {
  const service = services.find((one) => one.id === id);
  return service !== undefined && showsSuspects(service.sharing);
}

/** Whether the service was reminded of a release that is not over yet. */
export const isReleaseNear = (handOff: HandOff, area: Pick<Area, 'services'>, now: Date): boolean =>
  handOff.remindedRelease !== undefined &&
  handOff.remindedRelease >= londonDate(now) &&
  mayKnowOfReleases(handOff, area);
