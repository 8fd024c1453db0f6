/** Reads all figures of the page by the API's use case, with one shared read of the counters. */
import type { Area } from '#src/domain/area.ts';
import type { Dimension, Measure } from '#src/domain/counting/model.ts';
import { addMonths } from '#src/domain/london.ts';
import { completeMonths } from '#src/domain/months.ts';
import type { SupportOutcome } from '#src/domain/vocabulary.ts';
import type { Volumes, VolumesRow } from '#src/domain/volumes/answer.ts';
import type { MonthComparison } from '#src/domain/volumes/compare.ts';
import { enoughForPercent } from '#src/domain/volumes/percent-base.ts';
import { enoughToPublish } from '#src/domain/volumes/publish-count.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { type Waits, waitsOf } from '#src/domain/volumes/waits.ts';
import { queryVolumes, type VolumesDeps } from '#src/usecases/volumes/query-volumes.ts';
import { type Change, type Compared, decideComparison, shownFrom } from './compared.ts';
import { type DateRange, precedingRange } from './periods.ts';
import type { ValidSelection } from './selection.ts';
import { sharedReader } from './shared-reader.ts';

/** What people wait for, and where it is counted. */
export const waitSteps = {
  referral: { measure: 'referrals', dimension: 'time-to-referral' },
  contact: { measure: 'contacted', dimension: 'time-to-contact' },
} as const satisfies Record<string, { measure: Measure; dimension: Dimension }>;
export type WaitStep = keyof typeof waitSteps;

export const notReachedOutcome: SupportOutcome = 'no-contact-after-attempts';

/** In the order shown. */
export const keyMeasures = [
  'referrals',
  'victims',
  'handed-off',
  'accepted',
  'contacted',
  'closed',
  'within-code',
  'within-target',
] as const satisfies Measure[];

/** What went wrong, each with what says why. */
export const faultMeasures = ['held', 'declined', 'returned', 'expired', 'suspended'] as const satisfies Measure[];
const reasonDimensions: Readonly<Partial<Record<Measure, Dimension>>> = {
  held: 'held-reason',
  declined: 'decline-reason',
  returned: 'return-reason',
  suspended: 'suspend-reason',
};

export const headlineMeasures = [...keyMeasures, ...faultMeasures] as const;
export type HeadlineMeasure = (typeof headlineMeasures)[number];

/** Over the days shown, and where it can be compared. */
export interface Headline {
  measure: HeadlineMeasure;
  count: number | null;
  change: Change<number | null> | undefined;
  /** Undefined where no reason is recorded. */
  reasons: Volumes | undefined;
}

/** A figure over the days shown, and where it can be compared. */
export interface Compare<Figure> {
  now: Figure;
  change: Change<Figure> | undefined;
}

export interface Figures {
  /** The days that the figures cover: those selected, or for published figures the whole months among them. */
  range: DateRange;
  /** What is compared; undefined if nothing can be. */
  compared: Compared | undefined;
  /** London day of the first referral ever counted; of published figures, the day on which the area opened, if it is told. */
  firstDay: string | undefined;
  /** The first day that can be compared, where something before it cannot. */
  countedFrom: string | undefined;
  asOf: string;
  headlines: Headline[];
  /** Closed because nobody was reached. */
  notReached: Compare<number | null>;
  /** Denominator of the share within the Code, whose time limit applies to the police only. */
  policeReferrals: Compare<number | null>;
  statement: MonthComparison;
  /** Where months before were not counted: of those that were. */
  shorterStatement: MonthComparison | undefined;
  overTime: Volumes;
  /** Over the whole range, by the one or two selected dimensions. */
  breakdown: Volumes | undefined;
  /** Of whom and by whom, where no breakdown is selected. */
  profile: Volumes[];
  /** Undefined if the selection is limited to one service; likewise `districts` for one district. */
  services: Volumes | undefined;
  districts: Volumes | undefined;
  /** How long people waited for the referral and for first contact. */
  waits: Record<WaitStep, Compare<Waits>>;
  /** Counter keys read and read units consumed for the page. */
  cost: { keys: number; readUnits: number };
}

/** How many must stand behind a percentage. */
export const enoughIn = ({ overTime: { publication } }: Pick<Figures, 'overTime'>): number =>
  enoughForPercent(publication?.k);

const profileOf = ({ by, where }: VolumesQuery): Dimension[] =>
  by.length > 0 ? [] : (['age-band', 'sex', 'offence', 'source'] as const).filter((name) => name !== where?.dimension);

const countOf = ({ rows }: Volumes, value: string): number | null =>
  rows.find(({ values: [one] }) => one === value)?.count ?? null;

const waitsIn = ({ rows, publication, total }: Volumes): Waits =>
  waitsOf(
    new Map(rows.map(({ values: [band = ''], count }) => [band, count])),
    publication ? enoughToPublish(publication.k) : 1,
    publication ? (total ?? 0) : 0,
  );

/** Undefined where it cannot be said, or where too few stand behind it. */
export function shareOf(
  figures: Pick<Figures, 'overTime'>,
  part: number | null,
  whole: number | null,
): number | undefined {
  if (part === null || whole === null || whole < enoughIn(figures)) return undefined;
  // Of published figures 0 may stand for a few.
  if (figures.overTime.publication && part === 0) return undefined;
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

  const total = (counted: Measure) => async (asked: DateRange) => (await ask({ measure: counted, ...asked })).total;
  const police = async (asked: DateRange) =>
    countOf(await ask({ measure: 'referrals', by: ['source-kind'], ...asked }), 'police');
  const notReached = async (asked: DateRange) =>
    countOf(await ask({ measure: 'closed', by: ['outcome'], ...asked }), notReachedOutcome);
  const waitsOn = (step: WaitStep) => async (asked: DateRange) => {
    const { measure: counted, dimension } = waitSteps[step];
    return waitsIn(await ask({ measure: counted, by: [dimension], ...asked }));
  };
  const readBoth = async <Figure>(read: (asked: DateRange) => Promise<Figure>): Promise<ReadBoth<Figure>> => {
    const [now, before] = await Promise.all([read(range), read(previousRange)]);
    return { read, now, before };
  };

  // A held referral is with no service: of one, 0 would say that all went well.
  const shownMeasures = headlineMeasures.filter((name) => name !== 'held' || where?.dimension !== 'service');

  // All start before the first is awaited, because the shared reader batches what is requested in one turn.
  const [totals, reasons, onPolice, onNotReached, onReferral, onContact, statement, firstDay, shownMonths, ...answers] =
    await Promise.all([
      Promise.all(shownMeasures.map((name) => readBoth(total(name)))),
      Promise.all(
        shownMeasures.map((name) => {
          const reason = reasonDimensions[name];
          return reason && ask({ measure: name, by: [reason] });
        }),
      ),
      readBoth(police),
      readBoth(notReached),
      readBoth(waitsOn('referral')),
      readBoth(waitsOn('contact')),
      ask({ measure, compare }),
      // When counting began, published figures do not tell (ADR 31): they have the day that the authority tells.
      publish ? deps.area.openedOn : counters.firstDay(),
      isFirstDayUntold(query, deps.area)
        ? readShownMonths(deps, { from: firstOf(previousRange.from, addMonths(range.from, -compare)), to: range.to })
        : [],
      ask({ measure, interval }),
      by.length > 0 ? ask({ measure, by }) : undefined,
      Promise.all(profileOf(query).map((dimension) => ask({ measure, by: [dimension] }))),
      askBy('service', { interval }),
      askBy('district', {}),
    ]);
  const [overTime, breakdown, profile, services, districts] = answers;
  if (!statement.compare) throw new Error('The answer has no comparison, although the query asked for one');

  const { countedFrom, compared, shorter } = decideComparison(
    { range, previousRange, today },
    // Of published figures, whether anything was counted is not told.
    firstDay ?? (publish ? shownFrom(shownMonths) : 'nothing'),
    statement.compare,
  );
  const change = async <Figure>({ read, now, before }: ReadBoth<Figure>): Promise<Change<Figure> | undefined> => {
    if (!compared) return undefined;
    if (compared.months === undefined) return { now, before };
    const [nowOfFewer, beforeOfFewer] = await Promise.all([read(compared.now), read(compared.before)]);
    return { now: nowOfFewer, before: beforeOfFewer };
  };
  const compareBoth = async <Figure>(both: ReadBoth<Figure>): Promise<Compare<Figure>> => ({
    now: both.now,
    change: await change(both),
  });
  return {
    range,
    compared,
    firstDay,
    countedFrom,
    asOf: overTime.asOf,
    headlines: await Promise.all(
      totals.map(async (both, index) => ({
        measure: shownMeasures[index] ?? 'referrals',
        count: both.now,
        change: await change(both),
        reasons: reasons[index],
      })),
    ),
    notReached: await compareBoth(onNotReached),
    policeReferrals: await compareBoth(onPolice),
    statement: statement.compare,
    shorterStatement: shorter && (await ask({ measure, ...shorter.current, compare: shorter.months })).compare,
    overTime,
    breakdown,
    profile,
    services,
    districts,
    waits: { referral: await compareBoth(onReferral), contact: await compareBoth(onContact) },
    cost: counters.cost(),
  };
}

/** Then what is published by month says what can be compared. */
const isFirstDayUntold = ({ publish }: VolumesQuery, { openedOn }: Area): boolean =>
  publish === true && openedOn === undefined;

/** What is published of the whole area by month. */
async function readShownMonths(deps: VolumesDeps, range: DateRange): Promise<VolumesRow[]> {
  const question = { measure: 'referrals', interval: 'month', by: [], publish: true, format: 'json' } as const;
  return (await queryVolumes(deps, { ...question, ...range })).rows;
}

const firstOf = (one: string, other: string): string => (one < other ? one : other);

interface ReadBoth<Figure> extends Change<Figure> {
  read: (asked: DateRange) => Promise<Figure>;
}
