/**
 * Answers volumes queries from counter rows alone, so that the cost does not grow with the number of referrals:
 * plan, read, tally, make safe to publish, compare, print.
 */
import type { Area } from '#src/domain/area.ts';
import { londonDate } from '#src/domain/london.ts';
import type { Volumes } from '#src/domain/volumes/answer.ts';
import { compareMonths } from '#src/domain/volumes/compare.ts';
import { type Figures, figuresOf } from '#src/domain/volumes/figures.ts';
import { printVolumes } from '#src/domain/volumes/print.ts';
import { type CellKey, enoughToPublish } from '#src/domain/volumes/publish-count.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { mapTables, planTables } from '#src/domain/volumes/table.ts';
import { tallyTable } from '#src/domain/volumes/tally-table.ts';
import type { CounterReader } from '#src/usecases/ports/counters.ts';
import { readTables } from './read-volumes.ts';

export interface VolumesDeps {
  counters: CounterReader;
  /** Loads what moves the counts that are published: asked for with these alone. Without it only exact figures can be asked for. */
  cellKey?: () => Promise<CellKey>;
  area: Area;
  now: () => Date;
}

const noCellKey: CellKey = () => {
  throw new Error('figures to publish were asked for without a key');
};

/** Exact figures, or figures that are safe to publish if the query asks for those. */
export async function queryVolumes(deps: VolumesDeps, query: VolumesQuery): Promise<Volumes> {
  const now = deps.now();
  const today = londonDate(now);
  const plan = planTables(query, deps.area, today);
  const [{ rows, readUnits }, firstDay] = await Promise.all([
    readTables(deps.counters, plan),
    // The day of the first referral tells that somebody was there: figures to publish know nothing of it (ADR 31).
    query.publish ? (deps.area.openedOn ?? ('not-told' as const)) : deps.counters.firstDay(),
  ]);
  const cellKey = query.publish && deps.cellKey ? await deps.cellKey() : noCellKey;
  const figures = mapTables(mapTables(rows, tallyTable), (tallied) => figuresOf(tallied, cellKey));
  const enough = query.publish ? enoughToPublish(deps.area.rules.suppressUnder) : 0;
  const compare =
    plan.comparison &&
    compareMonths(
      plan.comparison,
      { current: sumOfMonths(query, figures.current), baseline: sumOfMonths(query, figures.baseline) },
      firstDay,
      enough,
    );
  return printVolumes({
    query,
    today,
    asOf: now.toISOString(),
    firstDay,
    range: plan.requested?.range,
    figures: figures.requested,
    k: deps.area.rules.suppressUnder,
    compare,
    readUnits,
  });
}

/** A person counts in each month; the total of any other measure is the sum of its months, and is moved less when published. */
const sumOfMonths = ({ measure }: VolumesQuery, figures: Figures | undefined): number | null => {
  if (measure !== 'victims') return figures?.total ?? null;
  return figures ? figures.rows.reduce((sum, { count }) => sum + (count ?? 0), 0) : null;
};

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
