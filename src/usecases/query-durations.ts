/** Answers how long the timed steps took, from counter rows alone. */
import type { Area } from '#src/domain/area.ts';
import {
  type Duration,
  meanDuration,
  planDurations,
  type TimedStep,
  tallyDurations,
} from '#src/domain/volumes/durations.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import type { CounterReader } from './counter-ports.ts';

/** Means over the steps taken in a range of London days (inclusive), whenever the referral was received. */
export async function queryDurations(
  deps: { counters: CounterReader; area: Area },
  { from, to, publish, ...scope }: Pick<VolumesQuery, 'from' | 'to' | 'where' | 'publish'>,
): Promise<Record<TimedStep, Duration>> {
  const { rows } = await deps.counters.read({ ...planDurations(scope), from, to });
  const { contacted, closed } = tallyDurations(scope, rows);
  const minCount = publish ? deps.area.rules.suppressUnder : 1;
  return { contacted: meanDuration(contacted, minCount), closed: meanDuration(closed, minCount) };
}
