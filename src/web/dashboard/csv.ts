/** Links to a chart's numbers as CSV, which repeats the chart's query. */
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { csvPath } from './paths.ts';

/** Uses the API's parameters. */
export function csvHref({ measure, from, to, interval, by, where, publish }: VolumesQuery): string {
  const query = new URLSearchParams({
    measure,
    from,
    to,
    interval,
    ...(by.length > 0 ? { by: by.join(',') } : {}),
    ...(where ? { where: `${where.dimension}:${where.value}` } : {}),
    ...(publish ? { publish: 'true' } : {}),
  });
  return `${csvPath}?${query}`;
}

export const csvLink = (texts: Texts, query: VolumesQuery, headline: string): Markup =>
  html`<p class="govuk-body-s app-on-screen"><a class="govuk-link" href="${csvHref(query)}">${texts.dashboard.use.csv}<span class="govuk-visually-hidden">: ${headline}</span></a></p>`;
