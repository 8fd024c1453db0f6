/** Average durations: from receipt to first contact, and from first contact to closing. */
import { counterKey, timeCells } from '../counting/cells.ts';
import type { CounterRow } from '../counting/model.ts';
import type { VolumesQuery } from './query.ts';

/** The steps whose time since the step before is counted. */
export const timedSteps = ['contacted', 'closed'] as const;
export type TimedStep = (typeof timedSteps)[number];

export interface Duration {
  /** How many cases the mean is of. */
  count: number;
  /** Undefined when there are none. */
  meanMinutes?: number;
}

type Scope = Pick<VolumesQuery, 'where'>;

const keyOf = (step: TimedStep, { where }: Scope): string => counterKey(step, where ?? 'all');

/** The counter rows and cells that durations are read from. */
export const planDurations = (scope: Scope): { keys: string[]; cells: string[] } => ({
  keys: timedSteps.map((step) => keyOf(step, scope)),
  cells: [timeCells.minutes, timeCells.timed],
});

export interface DurationSums {
  minutes: number;
  count: number;
}

export function tallyDurations(scope: Scope, rows: readonly CounterRow[]): Record<TimedStep, DurationSums> {
  const sumsOf = (step: TimedStep): DurationSums => {
    const stepRows = rows.filter(({ k }) => k === keyOf(step, scope));
    const sum = (cell: string): number => stepRows.reduce((total, { cells }) => total + (cells[cell] ?? 0), 0);
    return { minutes: sum(timeCells.minutes), count: sum(timeCells.timed) };
  };
  return { contacted: sumsOf('contacted'), closed: sumsOf('closed') };
}

export const meanDuration = ({ minutes, count }: DurationSums): Duration =>
  count === 0 ? { count } : { count, meanMinutes: minutes / count };
