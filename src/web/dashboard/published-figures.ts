/** An area's published figures of one period as one file. */
import { type PublishedFigures, publishedFiguresForm } from '#src/contracts/published-figures.ts';
import type { ValueName } from '#src/contracts/volumes-response.ts';
import { type Dimension, measures } from '#src/domain/counting/model.ts';
import { dimensionDefinitions, metrics } from '#src/domain/counting/registry.ts';
import { publishMethod } from '#src/domain/volumes/publish-count.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { queryVolumes, type VolumesDeps } from '#src/usecases/query-volumes.ts';
import type { DateRange } from './periods.ts';
import { sharedReader } from './shared-reader.ts';

/** What areas compare; services and senders are each area's own. */
const breakdowns = ['offence', 'age-band', 'sex', 'source-kind', 'section-13'] as const satisfies Dimension[];

/** @param range one calendar period that is over */
export async function readPublishedFigures(
  volumesDeps: VolumesDeps,
  { from, to }: DateRange,
  nameOf: ValueName,
): Promise<PublishedFigures> {
  const { area, now } = volumesDeps;
  const deps = { ...volumesDeps, counters: sharedReader(volumesDeps.counters) };
  const ask = (overrides: Pick<VolumesQuery, 'measure' | 'interval' | 'by'>) =>
    queryVolumes(deps, { from, to, publish: true, format: 'json', ...overrides });
  const [totals, months, tables] = await Promise.all([
    Promise.all(measures.map((measure) => ask({ measure, interval: 'all', by: [] }))),
    Promise.all(measures.map((measure) => ask({ measure, interval: 'month', by: [] }))),
    Promise.all(breakdowns.map((dimension) => ask({ measure: 'referrals', interval: 'all', by: [dimension] }))),
  ]);
  return {
    form: publishedFiguresForm,
    area: { id: area.id, name: area.name },
    from,
    to,
    asOf: now().toISOString(),
    publish: { method: publishMethod, k: area.rules.suppressUnder },
    notes: [...new Set(months.flatMap(({ notes }) => notes))],
    measures: measures.map((measure, index) => ({
      measure,
      title: metrics[measure].title,
      definition: metrics[measure].definition,
      total: totals[index]?.total ?? null,
      months: (months[index]?.rows ?? []).map(({ period, count }) => ({ month: period, count })),
    })),
    breakdowns: breakdowns.map((by, index) => ({
      by,
      title: dimensionDefinitions[by].title,
      rows: (tables[index]?.rows ?? []).map(({ values: [value = ''], count }) => ({
        value,
        name: nameOf(by, value),
        count,
      })),
    })),
  };
}
