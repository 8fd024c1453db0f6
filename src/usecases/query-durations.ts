/** Average durations: from receipt to first contact, and from first contact to closing. */
import type { Area } from '#src/domain/area.ts';
import { counterKey, type Scope, timeCells } from '#src/domain/counting/cells.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import type { CounterReader } from './counter-ports.ts';

/** The steps whose time since the step before is counted. */
export const timedSteps = ['contacted', 'closed'] as const;
export type TimedStep = (typeof timedSteps)[number];

export interface Duration {
  /** How many cases the mean is of. */
  count: number;
  /** Undefined when there are none, or too few to publish. */
  meanMinutes?: number;
}

/** Means over the steps taken in a range of London days (inclusive), whenever the referral was received. */
export async function queryDurations(
  deps: { counters: CounterReader; area: Area },
  { from, to, where, publish }: Pick<VolumesQuery, 'from' | 'to' | 'where' | 'publish'>,
): Promise<Record<TimedStep, Duration>> {
  const scope: Scope = where ?? 'all';
  const keyOf = (step: TimedStep): string => counterKey(step, scope);
  const cells = [timeCells.minutes, timeCells.timed];
  const { rows } = await deps.counters.read({ keys: timedSteps.map(keyOf), from, to, cells });
  const durationOf = (step: TimedStep): Duration => {
    const stepRows = rows.filter((row) => row.k === keyOf(step));
    const sum = (cell: string): number => stepRows.reduce((total, row) => total + (row.cells[cell] ?? 0), 0);
    const count = sum(timeCells.timed);
    const minCount = publish ? deps.area.rules.suppressUnder : 1;
    return count < minCount ? { count } : { count, meanMinutes: sum(timeCells.minutes) / count };
  };
  return { contacted: durationOf('contacted'), closed: durationOf('closed') };
}
