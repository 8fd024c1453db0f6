/** Reads all figures of the page by the API's use case, with one shared read of the counters. */
import type { Dimension, Measure } from '#src/domain/counting/model.ts';
import { completeMonths } from '#src/domain/months.ts';
import type { Volumes } from '#src/domain/volumes/answer.ts';
import type { MonthComparison } from '#src/domain/volumes/compare.ts';
import type { Duration, TimedStep } from '#src/domain/volumes/durations.ts';
import { enoughToPublish } from '#src/domain/volumes/publish-count.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { queryDurations } from '#src/usecases/query-durations.ts';
import { queryVolumes, type VolumesDeps } from '#src/usecases/query-volumes.ts';
import { type DateRange, precedingRange } from './periods.ts';
import type { ValidSelection } from './selection.ts';
import { sharedReader } from './shared-reader.ts';

/** In the order shown. */
export const headlineMeasures = [
  'referrals',
  'victims',
  'held',
  'handed-off',
  'accepted',
  'contacted',
  'closed',
  'within-code',
  'within-target',
] as const satisfies Measure[];
export type HeadlineMeasure = (typeof headlineMeasures)[number];

export interface Headline {
  measure: HeadlineMeasure;
  count: number | null;
  /** Over the preceding range; undefined if counting began during it. */
  previous: number | null | undefined;
}

export interface Figures {
  /** The days that the figures cover: those selected, or for published figures the whole months among them. */
  range: DateRange;
  previousRange: DateRange;
  /** London day of the first referral ever counted. */
  firstDay: string | undefined;
  asOf: string;
  headlines: Headline[];
  /** Denominator of the share within the Code, whose time limit applies to the police only. */
  policeReferrals: number | null;
  statement: MonthComparison;
  overTime: Volumes;
  /** Over the whole range, by the one or two selected dimensions. */
  breakdown: Volumes | undefined;
  /** Undefined if the selection is limited to one service; likewise `districts` for one district. */
  services: Volumes | undefined;
  districts: Volumes | undefined;
  /** The mean time to first contact, and from first contact to closing. */
  durations: Record<TimedStep, Duration>;
  /** Counter keys read and read units consumed for the page. */
  cost: { keys: number; readUnits: number };
}

/** Undefined where it cannot be said; of published figures also where they are of too few. */
export function shareOf({ overTime }: Figures, part: number | null, whole: number | null): number | undefined {
  const { publication } = overTime;
  if (part === null || !whole) return undefined;
  if (publication && (part === 0 || whole < enoughToPublish(publication.k))) return undefined;
  return Math.min(1, part / whole);
}

/** Undefined if the figures are for publication and the range has no complete month. */
export async function readFigures(
  volumesDeps: VolumesDeps,
  { query, today }: ValidSelection,
): Promise<Figures | undefined> {
  const range = query.publish ? completeMonths(query.from, query.to, today) : { from: query.from, to: query.to };
  if (!range) return undefined;
  const { where, publish, measure, interval, by, compare } = query;
  const counters = sharedReader(volumesDeps.counters);
  const deps: VolumesDeps = { ...volumesDeps, counters };
  const previousRange = precedingRange(range, today);
  const common = {
    ...range,
    by: [] as readonly Dimension[],
    ...(where ? { where } : {}),
    ...(publish ? { publish } : {}),
    format: 'json' as const,
  };
  const ask = (overrides: Pick<VolumesQuery, 'measure'> & Partial<VolumesQuery>): Promise<Volumes> =>
    queryVolumes(deps, { interval: 'all', ...common, ...overrides });
  const askBy = (dimension: Dimension, overrides: Partial<VolumesQuery>) =>
    where?.dimension === dimension ? undefined : ask({ measure, by: [dimension], ...overrides });

  // All start before the first is awaited, because the shared reader batches what is requested in one turn.
  const [headlines, police, statement, overTime, breakdown, services, districts, firstDay, durations] =
    await Promise.all([
      Promise.all(
        headlineMeasures.map((name) => Promise.all([ask({ measure: name }), ask({ measure: name, ...previousRange })])),
      ),
      ask({ measure: 'referrals', by: ['source-kind'] }),
      ask({ measure, compare }),
      ask({ measure, interval }),
      by.length > 0 ? ask({ measure, by }) : undefined,
      askBy('service', { interval }),
      askBy('district', {}),
      counters.firstDay(),
      queryDurations(deps, common),
    ]);
  if (!statement.compare) throw new Error('The answer has no comparison, although the query asked for one');
  const isPreviousCounted = firstDay !== undefined && previousRange.from >= firstDay;
  return {
    range,
    previousRange,
    firstDay,
    asOf: overTime.asOf,
    headlines: headlines.map(([current, previousAnswer], index) => ({
      measure: headlineMeasures[index] ?? 'referrals',
      count: current.total,
      previous: isPreviousCounted ? previousAnswer.total : undefined,
    })),
    policeReferrals: police.rows.find(({ values: [kind] }) => kind === 'police')?.count ?? null,
    statement: statement.compare,
    overTime,
    breakdown,
    services,
    districts,
    durations,
    cost: counters.cost(),
  };
}
