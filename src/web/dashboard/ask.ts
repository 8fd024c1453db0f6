/** All that one page shows, asked at once through the use case that the API asks, over one reading of the counters. */
import type { Dimension, Measure } from '#src/domain/counting/model.ts';
import type { Volumes } from '#src/domain/volumes/answer.ts';
import { monthsToCompare, type Statement } from '#src/domain/volumes/compare.ts';
import { wholeMonths } from '#src/domain/volumes/published-periods.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { askDurations, type Duration, type TimedStep } from '#src/usecases/ask-durations.ts';
import { askVolumes, type VolumesDeps } from '#src/usecases/ask-volumes.ts';
import type { RightlyAsked } from './asked.ts';
import { type Span, spanBefore } from './periods.ts';
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
  /** Over the span before; undefined where that was not wholly counted. */
  before: number | null | undefined;
}

export interface Figures {
  /** The days that the figures are of: those asked, or where they are published the whole months among them. */
  span: Span;
  before: Span;
  /** London day of the first referral ever counted. */
  firstDay: string | undefined;
  asOf: string;
  headlines: Headline[];
  /** For the share within the Code, whose clock runs for the police alone. */
  policeReferrals: number | null;
  statement: Statement;
  overTime: Volumes;
  /** Over the whole span, by the one or two dimensions asked. */
  breakdown: Volumes | undefined;
  /** Undefined where one service, or one district, is all that is asked about. */
  services: Volumes | undefined;
  districts: Volumes | undefined;
  /** The mean time to first contact, and from there to closing. */
  durations: Record<TimedStep, Duration>;
  /** What the page cost: counter keys read, and read units. */
  cost: { keys: number; readUnits: number };
}

/** Undefined where figures to publish are asked and no whole month among the days is over. */
export async function askFigures(all: VolumesDeps, { query, today }: RightlyAsked): Promise<Figures | undefined> {
  const span = query.publish ? wholeMonths(query.from, query.to, today) : { from: query.from, to: query.to };
  if (!span) return undefined;
  const { where, publish, measure, interval, by, compare } = query;
  const counters = sharedReader(all.counters);
  const deps: VolumesDeps = { ...all, counters };
  const before = spanBefore(span, today);
  const common = {
    ...span,
    by: [] as readonly Dimension[],
    ...(where ? { where } : {}),
    ...(publish ? { publish } : {}),
    format: 'json' as const,
  };
  const ask = (over: Pick<VolumesQuery, 'measure'> & Partial<VolumesQuery>): Promise<Volumes> =>
    askVolumes(deps, { interval: 'all', ...common, ...over });
  const askBy = (dimension: Dimension, over: Partial<VolumesQuery>) =>
    where?.dimension === dimension ? undefined : ask({ measure, by: [dimension], ...over });

  // All asked before the first waits: the reader gathers what is asked in one turn.
  const months = monthsToCompare(span.from, span.to, compare, today);
  const [headlines, police, statement, overTime, breakdown, services, districts, firstDay, durations] =
    await Promise.all([
      Promise.all(
        headlineMeasures.map((name) => Promise.all([ask({ measure: name }), ask({ measure: name, ...before })])),
      ),
      ask({ measure: 'referrals', by: ['source-kind'] }),
      ask({ measure, compare }),
      ask({ measure, interval }),
      by.length > 0 ? ask({ measure, by }) : undefined,
      askBy('service', { interval }),
      askBy('district', {}),
      counters.firstDay(),
      askDurations(deps, common),
      // What the statement asks once it has its own answer: read with the rest.
      months && ask({ measure, interval: 'month', from: months.baseline.from, to: months.current.to }),
    ]);
  if (!statement.compare) throw new Error('a comparison was asked for and not answered');
  const isCounted = firstDay !== undefined && before.from >= firstDay;
  return {
    span,
    before,
    firstDay,
    asOf: overTime.asOf,
    headlines: headlines.map(([now, then], index) => ({
      measure: headlineMeasures[index] ?? 'referrals',
      count: now.total,
      before: isCounted ? then.total : undefined,
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
