/** An area's published figures of one period as one file. */
import { type PublishedFigures, publishedFiguresForm } from '#src/contracts/published-figures.ts';
import type { ValueName } from '#src/contracts/volumes-response.ts';
import { dimensionDefinitions, metrics } from '#src/domain/counting/registry.ts';
import { publishMethod } from '#src/domain/volumes/publish-count.ts';
import type { VolumesDeps } from '#src/usecases/volumes/query-volumes.ts';
import { type BreakdownQuestion, readPeriodTables } from './period-tables.ts';
import type { DateRange } from './periods.ts';

/** What areas compare; services and senders are each area's own. */
const breakdowns = (['offence', 'age-band', 'sex', 'source-kind', 'section-13'] as const).map(
  (by): BreakdownQuestion => ({ by, measures: ['referrals'] }),
);

/** @param range one calendar period that is over */
export async function readPublishedFigures(
  deps: VolumesDeps,
  { from, to }: DateRange,
  nameOf: ValueName,
): Promise<PublishedFigures> {
  const { area } = deps;
  const tables = await readPeriodTables(deps, { from, to, publish: true }, breakdowns, nameOf);
  return {
    form: publishedFiguresForm,
    area: { id: area.id, name: area.name },
    from,
    to,
    asOf: tables.asOf,
    publish: { method: publishMethod, k: area.rules.suppressUnder },
    notes: tables.notes,
    uncountedMonths: [...tables.uncountedMonths],
    measures: tables.measures.map(({ measure, ...counts }) => ({
      measure,
      title: metrics[measure].title,
      definition: metrics[measure].definition,
      ...counts,
    })),
    breakdowns: tables.breakdowns.map(({ by, rows }) => ({
      by,
      title: dimensionDefinitions[by].title,
      rows: rows.map(({ value, name, counts: [count = null] }) => ({ value, name, count })),
    })),
  };
}
