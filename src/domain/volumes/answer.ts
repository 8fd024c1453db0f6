/** The answer to a question about volumes, before it is written as JSON, CSV or a page. */
import type { Statement } from './compare.ts';
import type { VolumesQuery } from './query.ts';

/** One count: its period, its value of each dimension asked by in their order, and the number, null where suppressed. */
export interface VolumesRow {
  period: string;
  values: readonly string[];
  count: number | null;
}

export interface Volumes {
  query: VolumesQuery;
  /** In order of period, then of value; every value is there, also at 0. */
  rows: VolumesRow[];
  /** The whole months that figures to publish are of, where there are any. */
  months?: { from: string; to: string };
  /** Over the whole range, or its `months`, each once; null where suppressed. */
  total: number | null;
  /** RFC 3339, UTC. */
  asOf: string;
  compare?: Statement;
  /** What a reader should know of this answer, in sentences. */
  notes: string[];
  /** Read units that the question took. */
  readUnits: number;
}
