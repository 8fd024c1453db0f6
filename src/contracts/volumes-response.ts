/** Volumes responses as JSON and CSV. */
import { stringify } from 'csv-stringify/sync';
import type { Area } from '#src/domain/area.ts';
import type { Dimension } from '#src/domain/counting/model.ts';
import { dimensionDefinitions, metrics } from '#src/domain/counting/registry.ts';
import type { Volumes, VolumesRow } from '#src/domain/volumes/answer.ts';
import type { MonthComparison, MonthlyMean } from '#src/domain/volumes/compare.ts';
import { isCrossDimension } from '#src/domain/volumes/query.ts';
import type { VolumesResponse } from './volumes.ts';

/** In the shape of volumesResponseSchema, with each row's values under the names of their dimensions. */
export function volumesToJson({
  query,
  rows,
  total,
  asOf,
  compare,
  notes,
  publication,
  partialPeriods,
}: Volumes): VolumesResponse {
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
    ...(partialPeriods.length > 0 ? { partialPeriods: [...partialPeriods] } : {}),
    ...(compare ? { compare: comparisonToJson(compare) } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  };
}

const comparisonToJson = ({ current, baseline, ...rest }: MonthComparison): VolumesResponse['compare'] => {
  const side = ({ sum: _, ...shown }: MonthlyMean): Omit<MonthlyMean, 'sum'> => shown;
  return { current: side(current), baseline: side(baseline), ...rest };
};

/** Marks a suppressed count in a file, as UK official statistics do ([c] for confidential). */
export const suppressedMarker = '[c]';

/** File name that says of which area, what is counted by what, for which days and whether it may be published. */
export function csvFileName({ query, months }: Volumes, area: Pick<Area, 'id'>): string {
  const { measure, by, where, interval, publish } = query;
  const { from, to } = months ?? query;
  const parts = [
    ...[area.id, measure],
    ...(by.length > 0 ? ['by', ...by] : []),
    ...(where ? ['where', where.dimension, where.value] : []),
    ...[from, to, ...(interval === 'all' ? [] : ['each', interval])],
    ...(publish ? ['safe-to-publish'] : []),
  ];
  return `${parts.join('-').toLowerCase()}.csv`;
}

/** The display name of a dimension's value. */
export type ValueName = (dimension: Dimension, value: string) => string;

/** Names of the area's own services, parties and districts; other values are words of the API. */
export const nameInArea =
  (area: Area): ValueName =>
  (dimension, value) => {
    const named = {
      service: area.services.find(({ id }) => id === value)?.name,
      source: area.parties.find(({ id }) => id === value)?.name,
      district: area.districts.find(({ code }) => code === value)?.name,
    };
    const list = dimension === 'home-district' ? 'district' : dimension;
    return (isCrossDimension(list) ? named[list] : undefined) ?? value;
  };

/**
 * RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8. Formulas are escaped. Each row says of which
 * area it is, when it was counted and whether its period was counted whole; each value stands as its code and by its name. The count is last, after what it counts and
 * a note of how to read it, so that one row that was sent on can be read by itself.
 */
export function volumesToCsv(volumes: Volumes, area: Area, nameOf: ValueName = nameInArea(area)): string {
  const { query, rows, asOf, partialPeriods } = volumes;
  const partial = new Set(partialPeriods);
  const { by, measure } = query;
  const titles = by.map((dimension) => dimensionDefinitions[dimension].title);
  const headings = [
    'Area',
    'As of',
    'Period',
    'Whole period',
    ...titles.flatMap((title) => [`${title} code`, title]),
    'Note',
    'Definition',
    metrics[measure].title,
  ];
  const named = (values: readonly string[]): string[] =>
    values.flatMap((value, index) => [value, nameOf(by[index] ?? 'service', value)]);
  const noteOf = rowNotes(volumes);
  const lines = rows.map((row) => [
    area.name,
    asOf,
    row.period,
    partial.has(row.period) ? 'no' : 'yes',
    ...named(row.values),
    noteOf(row),
    metrics[measure].definition,
    row.count ?? suppressedMarker,
  ]);
  return stringify([headings, ...lines], { bom: true, escape_formulas: true, record_delimiter: 'windows' });
}

/** How the count of a row is to be read. */
export const rowNote = {
  exact: 'exact, not to be published',
  uncounted: 'not counted',
  few: 'few or none',
  rounded: (k: number): string => `rounded to ${k}`,
  suppressed: 'cannot be said from what is published',
} as const;

function rowNotes({ publication, uncountedPeriods }: Volumes): (row: VolumesRow) => string {
  const uncounted = new Set(uncountedPeriods);
  return ({ period, count }) => {
    if (uncounted.has(period)) return rowNote.uncounted;
    if (!publication) return rowNote.exact;
    if (count === null) return rowNote.suppressed;
    return count === 0 ? rowNote.few : rowNote.rounded(publication.k);
  };
}
