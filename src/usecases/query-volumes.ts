/**
 * Answers volumes queries from counter rows alone, so that the cost does not grow with the number of referrals:
 * plan, read, tally, suppress, compare, print.
 */
import type { Area } from '#src/domain/area.ts';
import { londonDate } from '#src/domain/london.ts';
import type { Volumes } from '#src/domain/volumes/answer.ts';
import { compareRows } from '#src/domain/volumes/compare.ts';
import { printVolumes } from '#src/domain/volumes/print.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { suppressTable } from '#src/domain/volumes/suppress-table.ts';
import { mapTables, planTables } from '#src/domain/volumes/table.ts';
import { tallyTable } from '#src/domain/volumes/tally-table.ts';
import type { CounterReader } from './counter-ports.ts';
import { readTables } from './read-volumes.ts';

export interface VolumesDeps {
  counters: CounterReader;
  area: Area;
  now: () => Date;
}

/** Exact figures, or figures that are safe to publish if the query asks for those. */
export async function queryVolumes(deps: VolumesDeps, query: VolumesQuery): Promise<Volumes> {
  const now = deps.now();
  const today = londonDate(now);
  const plan = planTables(query, deps.area, today);
  const { rows, firstDay, readUnits } = await readTables(deps.counters, plan);
  const tallies = mapTables(rows, tallyTable);
  const { requested, monthly } = mapTables(tallies, suppressTable);
  const compare = plan.comparison && compareRows(plan.comparison, monthly?.rows ?? [], firstDay);
  return printVolumes({
    query,
    today,
    asOf: now.toISOString(),
    range: plan.requested?.range,
    figures: requested,
    compare,
    readUnits,
  });
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
