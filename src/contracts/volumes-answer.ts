/** Volumes as JSON and as CSV. */
import { stringify } from 'csv-stringify/sync';
import { dimensionEntries, metrics } from '#src/domain/counting/registry.ts';
import type { Volumes } from '#src/domain/volumes/answer.ts';
import type { VolumesAnswer } from './volumes.ts';

/** In the shape of volumesAnswerSchema: each value under the name of its dimension as asked. */
export function volumesJson({ query, rows, total, asOf, compare, notes }: Volumes): VolumesAnswer {
  const { measure, from, to, interval, by, where, publish } = query;
  return {
    measure,
    from,
    to,
    interval,
    by: [...by],
    ...(where ? { where: `${where.dimension}:${where.value}` } : {}),
    ...(publish ? { publish } : {}),
    rows: rows.map(({ period, values, count }) => ({
      period,
      ...Object.fromEntries(by.map((dimension, index) => [dimension, values[index] ?? ''])),
      count,
      ...(count === null ? { suppressed: true as const } : {}),
    })),
    total,
    asOf,
    ...(compare ? { compare } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  };
}

/** What stands in a published file for a count that is left out to protect people, as government statistics write it. */
export const suppressedMark = '[c]';

/** What a file of figures is called: what it counts, of which days, and whether it may be published. */
export function csvName({ query, months }: Volumes): string {
  const { from, to } = months ?? query;
  const safe = { suppressed: '-safe-to-publish', rounded: '-rounded' };
  return `${query.measure}-${from}-${to}${query.publish ? safe[query.publish] : ''}.csv`;
}

/** RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8; no cell can be taken for a formula. */
export function volumesCsv({ query, rows }: Volumes): string {
  const headings = [
    'Period',
    ...query.by.map((dimension) => dimensionEntries[dimension].title),
    metrics[query.measure].title,
  ];
  const lines = rows.map(({ period, values, count }) => [period, ...values, count ?? suppressedMark]);
  return stringify([headings, ...lines], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
}
