/** The result of a volumes query, before it is rendered as JSON, CSV or a page. */
import type { MonthComparison } from './compare.ts';
import type { VolumesQuery } from './query.ts';

/** One count of one period. `values` has one value per dimension in `by`; `count` is null where suppressed. */
export interface VolumesRow {
  period: string;
  values: readonly string[];
  count: number | null;
}

export interface Volumes {
  query: VolumesQuery;
  /** Ordered by period, then by value; values with a count of 0 are included. */
  rows: VolumesRow[];
  /** The complete months that published figures cover, if any. */
  months?: { from: string; to: string };
  /** Of published figures: how they were made safe. */
  publication?: { method: string; k: number };
  /** Labels of the rows' periods that are cut by the range, not over, or begun before counting did. */
  partialPeriods: readonly string[];
  /** Those of them of which no day was counted: their rows are 0. */
  uncountedPeriods: readonly string[];
  /** Over the whole range, or over `months`, counting each referral or person once; null where suppressed. */
  total: number | null;
  /** RFC 3339, UTC. */
  asOf: string;
  compare?: MonthComparison;
  /** Remarks for the reader, one sentence each. */
  notes: string[];
  /** DynamoDB read units consumed by the query. */
  readUnits: number;
}
