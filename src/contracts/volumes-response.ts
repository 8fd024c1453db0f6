/** Volumes responses as JSON and CSV. */
import { stringify } from 'csv-stringify/sync';
import { dimensionDefinitions, metrics } from '#src/domain/counting/registry.ts';
import type { Volumes } from '#src/domain/volumes/answer.ts';
import type { VolumesResponse } from './volumes.ts';

/** In the shape of volumesResponseSchema, with each row's values under the names of their dimensions. */
export function volumesToJson({ query, rows, total, asOf, compare, notes, publication }: Volumes): VolumesResponse {
  const { measure, from, to, interval, by, where } = query;
  return {
    measure,
    from,
    to,
    interval,
    by: [...by],
    ...(where ? { where: `${where.dimension}:${where.value}` } : {}),
    ...(publication ? { publish: publication } : {}),
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

/** Marks a suppressed count in a file, as UK official statistics do ([c] for confidential). */
export const suppressedMarker = '[c]';

/** File name with the measure, the days and whether it may be published. */
export function csvFileName({ query, months }: Volumes): string {
  const { from, to } = months ?? query;
  return `${query.measure}-${from}-${to}${query.publish ? '-safe-to-publish' : ''}.csv`;
}

/** RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8. Formulas are escaped. */
export function volumesToCsv({ query, rows }: Volumes): string {
  const headings = [
    'Period',
    ...query.by.map((dimension) => dimensionDefinitions[dimension].title),
    metrics[query.measure].title,
  ];
  const lines = rows.map(({ period, values, count }) => [period, ...values, count ?? suppressedMarker]);
  return stringify([headings, ...lines], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
}
