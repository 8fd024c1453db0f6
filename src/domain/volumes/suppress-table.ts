/** The figures of a table: exact or, if they are to be published, suppressed or rounded. */
import type { VolumesRow } from './answer.ts';
import { periodsIn } from './periods.ts';
import { publishedLevels } from './published-periods.ts';
import { createSuppressor, type PeriodNode, roundToMultiple } from './suppress.ts';
import type { Table, TablePeriod } from './table.ts';
import type { PeriodCounts, TableTally } from './tally-table.ts';

export interface Figures {
  rows: VolumesRow[];
  /** Null where suppressed. */
  total: number | null;
}

/** The figure of a position in a period; null where suppressed. */
type FigureAt = (interval: Table['interval'], period: TablePeriod, at: number) => number | null;

export function suppressTable(tallied: TableTally): Figures {
  const { table } = tallied;
  const figureAt = figuresOf(tallied);
  const rows = table.periods.flatMap((period) =>
    table.lines.map(
      ({ values, at }): VolumesRow => ({
        period: period.label,
        values,
        count: at === undefined ? 0 : figureAt(table.interval, period, at),
      }),
    ),
  );
  return { rows, total: figureAt('all', table.overall, table.totalAt) };
}

function figuresOf({ table: { publication, range }, counts, parents }: TableTally): FigureAt {
  const countAt = (interval: Table['interval'], label: string, at: number): number =>
    counts.get(interval)?.get(label)?.[at] ?? 0;
  if (!publication) return (interval, { label }, at) => countAt(interval, label, at);
  const { mode, k, shape } = publication;
  if (mode === 'rounded') return (interval, { label }, at) => roundToMultiple(countAt(interval, label, at), k);

  const hide = createSuppressor(shape, k);
  const nodes = nodesOf(range, counts, parents);
  const isHidden = ({ level, label }: TablePeriod['parts'][number], at: number): boolean => {
    const node = nodes.get(`${level} ${label}`);
    return !node || hide(node)[at] !== false;
  };
  return (interval, { label, parts }, at) => {
    if (parts.some((part) => isHidden(part, at))) return null;
    const count = countAt(interval, label, at);
    // For people, the sum of the parts minus the whole reveals how many were counted in several parts.
    const overlap = parts.reduce((sum, part) => sum + countAt(part.level, part.label, at), 0) - count;
    return overlap > 0 && overlap < k ? null : count;
  };
}

/** The months, quarters and financial years that lie entirely in the range, each with its parts. */
function nodesOf(
  { from: first, to: last }: Table['range'],
  counts: PeriodCounts,
  parents: readonly PeriodCounts[],
): Map<string, PeriodNode> {
  const nodes = new Map<string, PeriodNode>();
  publishedLevels.forEach((level, depth) => {
    const lowerLevel = publishedLevels[depth - 1];
    for (const { label, from, to, isComplete } of periodsIn(level, first, last)) {
      if (!isComplete) continue;
      const children = lowerLevel
        ? periodsIn(lowerLevel, from, to).map((child) => nodes.get(`${lowerLevel} ${child.label}`))
        : [];
      nodes.set(`${level} ${label}`, {
        counts: counts.get(level)?.get(label) ?? [],
        partOf: parents.map((parent) => parent.get(level)?.get(label) ?? []),
        children: children.filter((child) => child !== undefined),
      });
    }
  });
  return nodes;
}
