/** The figures of a table: exact, or safe to publish. */
import type { VolumesRow } from './answer.ts';
import { type CellKey, publishCount } from './publish-count.ts';
import type { CountedPeriod, TablePeriod } from './table.ts';
import type { TableTally } from './tally-table.ts';

export interface Figures {
  rows: VolumesRow[];
  /** Null where it cannot be said from what is published. */
  total: number | null;
}

/** @param cellKey used only for figures to publish */
export function figuresOf({ table, countsIn }: TableTally, cellKey: CellKey): Figures {
  const { plan, periods, overall, publication, measure } = table;
  const figureIn = (period: CountedPeriod, line: number): number => {
    const count = countsIn(period)[line] ?? 0;
    return publication ? publishCount(count, publication.k, () => cellKey(publication.cellName(period, line))) : count;
  };
  const figure = ({ sumOf }: TablePeriod, line: number): number | null => {
    // People who are in several of the published periods would be counted in each.
    if (measure === 'victims' && sumOf.length > 1) return null;
    return sumOf.reduce((sum, period) => sum + figureIn(period, line), 0);
  };
  return {
    rows: periods.flatMap((period) =>
      plan.lines.map(({ values }, line) => ({ period: period.label, values, count: figure(period, line) })),
    ),
    total: figure(overall, plan.lines.length),
  };
}
