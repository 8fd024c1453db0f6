/**
 * An adversary who holds every published table of two years and knows the method: for each count the least and the most
 * that may stand behind it, narrowed by every sum that must hold, over and over, until nothing narrows any more. Lines
 * that are empty throughout are given to it for nothing.
 */
import type { Area } from '#src/domain/area.ts';
import type { Count } from '#src/domain/counting/model.ts';
import { wholeMonths } from '#src/domain/months.ts';
import { cellName } from '#src/domain/volumes/cell-name.ts';
import { type CellKey, countsBehind, publishCount } from '#src/domain/volumes/publish-count.ts';
import { type PublishedPeriod, publishedLevels, publishedPeriods } from '#src/domain/volumes/published-periods.ts';
import { type CountedLine, countLines, type Lines, nameOfValues } from './counted-lines.ts';
import { narrow, type Sum, sumsOverTime, sumsOverValues } from './sums.ts';

export interface Attack {
  /** Counts that were published, and those among them from 1 to k-1. */
  cells: number;
  small: number;
  sums: number;
  /** Small counts of which the adversary knows that they are not 0, or which they are. */
  toldFromZero: string[];
  pinned: string[];
  /** Means of the differences between what is and what is published: of all, and of counts from k on. */
  meanError: number;
  meanErrorFromK: number;
  /** Counts that were ruled out although they are true: then the adversary is wrong about the method. */
  contradictions: number;
}

export interface Published {
  area: Area;
  /** Whole months. */
  range: { from: string; to: string };
  counts: readonly Count[];
  method: Method;
}

/** How a count is published, and which counts may stand behind a published one. */
export interface Method {
  publish(count: number, k: number, cell: () => string): number;
  behind(figure: number, k: number): { least: number; most: number };
}

export const byCellKey = (cellKey: CellKey): Method => ({
  publish: (count, k, cell) => publishCount(count, k, () => cellKey(cell())),
  behind: countsBehind,
});

/** What a spreadsheet does: not safe, and here to show that the adversary finds what can be found. */
export const roundToNearest: Method = {
  publish: (count, k) => k * Math.round(count / k),
  behind: (figure, k) => ({ least: Math.max(0, figure - Math.floor(k / 2)), most: figure + Math.ceil(k / 2) - 1 }),
};

export function attack({ area, range, counts, method }: Published): Attack {
  const k = area.rules.suppressUnder;
  const periods = publishedLevels.flatMap((level) => publishedPeriods(level, range));
  const lines = countLines(counts, wholeMonths(range.from, range.to));
  const { counts: actual, starts } = countCells(lines, periods, wholeMonths(range.from, range.to));
  const named = [...lines.values()];
  const lineAt = (at: number) => named[Math.floor(at / periods.length)] as CountedLine;
  const periodAt = (at: number) => periods[at % periods.length] as PublishedPeriod;
  const published = actual.map((count, at) =>
    method.publish(count, k, () => cellName(lineAt(at).measure, periodAt(at), new Map(lineAt(at).values), area)),
  );
  const bounds = {
    least: published.map((figure) => method.behind(figure, k).least),
    most: published.map((figure) => method.behind(figure, k).most),
  };
  const sums: Sum[] = [...sumsOverTime(lines, starts, periods), ...sumsOverValues(lines, starts, periods.length)];
  narrow(bounds, sums);
  const found: Attack = {
    cells: actual.length,
    small: 0,
    sums: sums.reduce((all, { width }) => all + width, 0),
    toldFromZero: [],
    pinned: [],
    meanError: 0,
    meanErrorFromK: 0,
    contradictions: 0,
  };
  let fromK = 0;
  for (const [at, count] of actual.entries()) {
    const [least = 0, most = 0, figure = 0] = [bounds.least[at], bounds.most[at], published[at]];
    const error = Math.abs(count - figure);
    found.meanError += error / actual.length;
    if (count < least || count > most) found.contradictions += 1;
    if (count >= k) {
      fromK += 1;
      found.meanErrorFromK += error;
    }
    if (count === 0 || count >= k) continue;
    found.small += 1;
    if (least === 0) continue;
    const { measure, values } = lineAt(at);
    const what = `${measure} ${nameOfValues(values)} ${periodAt(at).label} is ${count}, told ${least} to ${most}`;
    found.toldFromZero.push(what);
    if (least === most) found.pinned.push(what);
  }
  found.meanErrorFromK /= Math.max(1, fromK);
  return found;
}

/** The count of every published cell, line by line and in each line period by period, and where each line begins. */
function countCells(
  lines: Lines,
  periods: readonly PublishedPeriod[],
  months: readonly string[],
): { counts: Int32Array; starts: Map<string, number> } {
  const monthsOf = periods.map(({ from, to }) => wholeMonths(from, to).map((month) => months.indexOf(month)));
  const counts = new Int32Array(lines.size * periods.length);
  const starts = new Map<string, number>();
  for (const [name, { measure, byMonth }] of lines) {
    const start = starts.size * periods.length;
    starts.set(name, start);
    for (const [index, inPeriod] of monthsOf.entries()) {
      const counted = inPeriod.flatMap((month) => byMonth[month] ?? []);
      counts[start + index] =
        measure === 'victims'
          ? new Set(counted.flatMap(({ people }) => [...people])).size
          : counted.reduce((sum, one) => sum + one.count, 0);
    }
  }
  return { counts, starts };
}
