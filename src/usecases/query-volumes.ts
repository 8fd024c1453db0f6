/** Answers volumes queries from counter rows alone, so that the cost does not grow with the number of referrals. */
import { onlyMeasureFor } from '#src/domain/counting/registry.ts';
import { londonDate } from '#src/domain/london.ts';
import type { Volumes, VolumesRow } from '#src/domain/volumes/answer.ts';
import { compareMonths, type MonthComparison, monthsToCompare } from '#src/domain/volumes/compare.ts';
import { periodsIn } from '#src/domain/volumes/periods.ts';
import { buildPlan } from '#src/domain/volumes/plan.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { tally } from '#src/domain/volumes/tally.ts';
import { publishVolumes } from './publish-volumes.ts';
import { readPlan, type VolumesDeps } from './read-volumes.ts';

export type { VolumesDeps };

/** Exact figures, or figures that are safe to publish if the query asks for those. */
export async function queryVolumes(deps: VolumesDeps, query: VolumesQuery): Promise<Volumes> {
  const today = londonDate(deps.now());
  const answer = query.publish ? await publishVolumes(deps, query) : await queryExactVolumes(deps, query);
  const notes = [...answer.notes, ...notesOn(query, today)];
  if (query.compare === undefined) return { ...answer, notes };
  return { ...answer, notes, compare: await compareWith(deps, query, query.compare, today) };
}

async function queryExactVolumes(deps: VolumesDeps, query: VolumesQuery): Promise<Volumes> {
  const plan = buildPlan(query, deps.area);
  const { from, to, interval } = query;
  const periods = periodsIn(interval, from, to);
  const read = await readPlan(deps.counters, plan, from, to);
  const { lines, total } = tally(plan, periods, read.rows, read.links);
  const rows = periods.flatMap(({ label }, period) =>
    plan.lines.map(
      ({ values }, line): VolumesRow => ({ period: label, values, count: lines[line]?.periods[period] ?? 0 }),
    ),
  );
  const asOf = deps.now().toISOString();
  return { query, rows, total: total.overall, asOf, notes: [], readUnits: read.readUnits };
}

async function compareWith(
  deps: VolumesDeps,
  query: VolumesQuery,
  years: number,
  today: string,
): Promise<MonthComparison> {
  const months = monthsToCompare(query.from, query.to, years, today);
  if (!months) return compareMonths(undefined, years, new Map(), undefined);
  const { compare: _, ...rest } = query;
  const monthly: VolumesQuery = {
    ...rest,
    by: [],
    interval: 'month',
    from: months.baseline.from,
    to: months.current.to,
  };
  const [answer, firstDay] = await Promise.all([queryVolumes(deps, monthly), deps.counters.firstDay()]);
  const counts = new Map(answer.rows.map(({ period, count }) => [period, count]));
  return compareMonths(months, years, counts, firstDay);
}

function notesOn({ measure, by, to, publish }: VolumesQuery, today: string): string[] {
  const notes = by.flatMap((dimension) => {
    const recorded = onlyMeasureFor[dimension];
    return recorded && recorded !== measure ? [`${dimension} is recorded with the measure ${recorded} alone.`] : [];
  });
  return to >= today && !publish ? [...notes, 'The range is not over yet: its last figures will rise.'] : notes;
}

/**
 * The ETag of an answer: the same figures give the same tag at any time. Every period has the same values
 * in the same order, so they are hashed once.
 */
export async function entityTag({ asOf: _, readUnits: __, rows, ...rest }: Volumes): Promise<string> {
  const values = rows.filter(({ period }) => period === rows[0]?.period).map((row) => row.values);
  const figures = JSON.stringify([rest, values, rows.map(({ count }) => count)]);
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(figures));
  return `"${[...new Uint8Array(hash).subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}"`;
}
