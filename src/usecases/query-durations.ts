/** Answers how long the timed steps took, from counter rows alone. */
import {
  type Duration,
  meanDuration,
  planDurations,
  type TimedStep,
  tallyDurations,
} from '#src/domain/volumes/durations.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import type { CounterReader } from './counter-ports.ts';

/**
 * Means over the steps taken in a range of London days (inclusive), whenever the referral was received. None of figures
 * to publish: a mean is made of exact minutes.
 */
export async function queryDurations(
  deps: { counters: CounterReader },
  { from, to, publish, ...scope }: Pick<VolumesQuery, 'from' | 'to' | 'where' | 'publish'>,
): Promise<Record<TimedStep, Duration>> {
  if (publish) return { contacted: { count: 0 }, closed: { count: 0 } };
  const { rows } = await deps.counters.read({ ...planDurations(scope), from, to });
  const { contacted, closed } = tallyDurations(scope, rows);
  return { contacted: meanDuration(contacted), closed: meanDuration(closed) };
}
