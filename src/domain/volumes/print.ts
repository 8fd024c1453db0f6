/** Puts an answer together from its figures. */
import { recordedElsewhere } from '../counting/registry.ts';
import type { Volumes } from './answer.ts';
import type { MonthComparison } from './compare.ts';
import type { VolumesQuery } from './query.ts';
import type { Figures } from './suppress-table.ts';
import type { DateRange } from './table.ts';

export interface Printing {
  query: VolumesQuery;
  /** London date. */
  today: string;
  /** RFC 3339, UTC. */
  asOf: string;
  /** The days counted, and their figures; undefined when there is nothing to publish. */
  range: DateRange | undefined;
  figures: Figures | undefined;
  compare: MonthComparison | undefined;
  readUnits: number;
}

export function printVolumes({ query, today, asOf, range, figures, compare, readUnits }: Printing): Volumes {
  const months = query.publish ? range : undefined;
  return {
    query,
    asOf,
    ...(months ? { months } : {}),
    rows: figures?.rows ?? [],
    total: figures?.total ?? null,
    readUnits,
    notes: [...(query.publish ? publicationNotes(query, months) : []), ...queryNotes(query, today)],
    ...(compare ? { compare } : {}),
  };
}

function publicationNotes({ from, to }: VolumesQuery, months: DateRange | undefined): string[] {
  const always = 'Only whole periods that are over are published.';
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
