/** Puts an answer together from its figures. */
import { recordedElsewhere } from '../counting/registry.ts';
import type { Volumes } from './answer.ts';
import type { MonthComparison } from './compare.ts';
import type { Figures } from './figures.ts';
import { type FirstDay, partialPeriods, uncountedPeriods } from './periods.ts';
import { countsBehind, publishMethod } from './publish-count.ts';
import type { VolumesQuery } from './query.ts';
import type { DateRange } from './table.ts';

export interface Printing {
  query: VolumesQuery;
  /** London date. */
  today: string;
  firstDay: FirstDay;
  /** RFC 3339, UTC. */
  asOf: string;
  /** The days counted, and their figures; undefined when there is nothing to publish. */
  range: DateRange | undefined;
  figures: Figures | undefined;
  compare: MonthComparison | undefined;
  readUnits: number;
  /** Counts from 1 to k-1 are not published. */
  k: number;
}

export function printVolumes({
  query,
  today,
  firstDay,
  asOf,
  range,
  figures,
  compare,
  readUnits,
  k,
}: Printing): Volumes {
  const months = query.publish ? range : undefined;
  const began = firstDay === 'not-told' ? undefined : firstDay;
  const printed = new Set(figures?.rows.map(({ period }) => period));
  const labelsOf = (kind: typeof partialPeriods): string[] =>
    range ? kind(query.interval, range, today, began).filter((one) => printed.has(one)) : [];
  const partial = labelsOf(partialPeriods);
  return {
    query,
    asOf,
    partialPeriods: partial,
    uncountedPeriods: labelsOf(uncountedPeriods),
    ...(months ? { months } : {}),
    ...(query.publish ? { publication: { method: publishMethod, k } } : {}),
    rows: figures?.rows ?? [],
    total: figures?.total ?? null,
    readUnits,
    notes: [
      ...(query.publish ? publicationNotes(query, months, k) : []),
      ...queryNotes(query, today),
      ...partialNotes(partial, began, range),
    ],
    ...(compare ? { compare } : {}),
  };
}

function publicationNotes({ from, to }: VolumesQuery, months: DateRange | undefined, k: number): string[] {
  const { most } = countsBehind(k, k);
  const always = `Counts under ${k} are published as 0, and so are some up to ${countsBehind(0, k).most}: 0 does not mean none. Any other is moved at random, mostly by less than ${k} and never by ${most - k + 1} or more, always alike for the same count, and is a multiple of ${k}: lines need not add up. Only whole periods that are over are published.`;
  if (!months) return [always, 'The range holds no whole month that is over, so there is nothing to publish.'];
  if (months.from === from && months.to === to) return [always];
  return [always, `The total is of the whole months that are over: ${months.from} to ${months.to}.`];
}

function queryNotes({ measure, by, to, publish }: VolumesQuery, today: string): string[] {
  const notes = by.flatMap((dimension) => {
    const recording = recordedElsewhere(dimension, measure);
    return recording ? [`${dimension} is not recorded with the measure ${measure}; ask for ${recording}.`] : [];
  });
  return to >= today && !publish ? [...notes, 'The range is not over yet: its last figures will rise.'] : notes;
}

function partialNotes(partial: readonly string[], began: string | undefined, range: DateRange | undefined): string[] {
  const isWithin = began !== undefined && range && began > range.from && began <= range.to;
  return [
    ...(isWithin ? [`Counting began on ${began}.`] : []),
    ...(partial.length > 0 ? [`Not whole, so not to be compared with whole periods: ${listed(partial)}.`] : []),
  ];
}

/** Of many, the first and the last: `partialPeriods` has all. */
const listed = (labels: readonly string[]): string =>
  labels.length > 4 ? `${labels.length} periods, the first ${labels[0]}, the last ${labels.at(-1)}` : labels.join(', ');
