/** Reads all figures of the page by the API's use case, with one shared read of the counters. */
import type { Dimension, Measure } from '#src/domain/counting/model.ts';
import { completeMonths } from '#src/domain/months.ts';
import type { Volumes } from '#src/domain/volumes/answer.ts';
import type { MonthComparison } from '#src/domain/volumes/compare.ts';
import { enoughToPublish } from '#src/domain/volumes/publish-count.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { type Waits, waitsOf } from '#src/domain/volumes/waits.ts';
import { queryVolumes, type VolumesDeps } from '#src/usecases/query-volumes.ts';
import { type DateRange, precedingRange } from './periods.ts';
import type { ValidSelection } from './selection.ts';
import { sharedReader } from './shared-reader.ts';

/** What people wait for, and where it is counted. */
export const waitSteps = {
  referral: { measure: 'referrals', dimension: 'time-to-referral' },
  contact: { measure: 'contacted', dimension: 'time-to-contact' },
} as const satisfies Record<string, { measure: Measure; dimension: Dimension }>;
export type WaitStep = keyof typeof waitSteps;

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
  // What went wrong.
  'declined',
  'returned',
  'expired',
  'suspended',
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
  /** London day of the first referral ever counted; of published figures, the day on which the area opened, if it is told. */
  firstDay: string | undefined;
  asOf: string;
  headlines: Headline[];
  /** Denominator of the share within the Code, whose time limit applies to the police only. */
  policeReferrals: number | null;
  /** The same of the preceding range; undefined if counting began during it. */
  previousPoliceReferrals: number | null | undefined;
  statement: MonthComparison;
  overTime: Volumes;
  /** Over the whole range, by the one or two selected dimensions. */
  breakdown: Volumes | undefined;
  /** Of whom and by whom, where no breakdown is selected. */
  profile: Volumes[];
  /** Undefined if the selection is limited to one service; likewise `districts` for one district. */
  services: Volumes | undefined;
  districts: Volumes | undefined;
  /** How long people waited for the referral and for first contact; before, only as far as counting had begun. */
  waits: Record<WaitStep, { now: Waits; before: Waits | undefined }>;
  /** Counter keys read and read units consumed for the page. */
  cost: { keys: number; readUnits: number };
}

const profileOf = ({ by, where }: VolumesQuery): Dimension[] =>
  by.length > 0 ? [] : (['age-band', 'source'] as const).filter((name) => name !== where?.dimension);

const policeIn = ({ rows }: Volumes): number | null =>
  rows.find(({ values: [kind] }) => kind === 'police')?.count ?? null;

const waitsIn = ({ rows, publication, total }: Volumes): Waits =>
  waitsOf(
    new Map(rows.map(({ values: [band = ''], count }) => [band, count])),
    publication ? enoughToPublish(publication.k) : 1,
    publication ? (total ?? 0) : 0,
  );

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

  const askWaits = async (step: WaitStep) => {
    const { measure: counted, dimension } = waitSteps[step];
    const [now, before] = await Promise.all([
      ask({ measure: counted, by: [dimension] }),
      ask({ measure: counted, by: [dimension], ...previousRange }),
    ]);
    return { now: waitsIn(now), before: waitsIn(before) };
  };

  // A held referral is with no service: of one, 0 would say that all went well.
  const shownMeasures = headlineMeasures.filter((name) => name !== 'held' || where?.dimension !== 'service');

  // All start before the first is awaited, because the shared reader batches what is requested in one turn.
  const [
    headlines,
    police,
    policeBefore,
    statement,
    overTime,
    breakdown,
    profile,
    services,
    districts,
    firstDay,
    waits,
  ] = await Promise.all([
    Promise.all(
      shownMeasures.map((name) => Promise.all([ask({ measure: name }), ask({ measure: name, ...previousRange })])),
    ),
    ask({ measure: 'referrals', by: ['source-kind'] }),
    ask({ measure: 'referrals', by: ['source-kind'], ...previousRange }),
    ask({ measure, compare }),
    ask({ measure, interval }),
    by.length > 0 ? ask({ measure, by }) : undefined,
    Promise.all(profileOf(query).map((dimension) => ask({ measure, by: [dimension] }))),
    askBy('service', { interval }),
    askBy('district', {}),
    // Whether it was counted, published figures do not tell (ADR 31): they have the day that the authority tells.
    publish ? deps.area.openedOn : counters.firstDay(),
    Promise.all([askWaits('referral'), askWaits('contact')]),
  ]);
  if (!statement.compare) throw new Error('The answer has no comparison, although the query asked for one');
  // Where no day is told, published figures are compared with what is published of earlier periods.
  const isPreviousCounted = firstDay === undefined ? publish : previousRange.from >= firstDay;
  return {
    range,
    previousRange,
    firstDay,
    asOf: overTime.asOf,
    headlines: headlines.map(([current, previousAnswer], index) => ({
      measure: shownMeasures[index] ?? 'referrals',
      count: current.total,
      previous: isPreviousCounted ? previousAnswer.total : undefined,
    })),
    policeReferrals: policeIn(police),
    previousPoliceReferrals: isPreviousCounted ? policeIn(policeBefore) : undefined,
    statement: statement.compare,
    overTime,
    breakdown,
    profile,
    services,
    districts,
    waits: {
      referral: isPreviousCounted ? waits[0] : { ...waits[0], before: undefined },
      contact: isPreviousCounted ? waits[1] : { ...waits[1], before: undefined },
    },
    cost: counters.cost(),
  };
}
