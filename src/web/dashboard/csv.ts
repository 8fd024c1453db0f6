/** Links to a chart's numbers as CSV, which repeats the chart's query. */
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { csvPath, hrefWith, narrowingParameters } from './paths.ts';

/** Uses the API's parameters. */
export function csvHref(query: VolumesQuery): string {
  const { measure, from, to, interval, by } = query;
  return hrefWith(csvPath, {
    measure,
    from,
    to,
    interval,
    ...(by.length > 0 ? { by: by.join(',') } : {}),
    ...narrowingParameters(query),
  });
}

export const csvLink = (texts: Texts, query: VolumesQuery, headline: string): Markup =>
  html`<p class="govuk-body-s app-on-screen"><a class="govuk-link" href="${csvHref(query)}">${texts.dashboard.use.csv}<span class="govuk-visually-hidden">: ${headline}</span></a></p>`;
