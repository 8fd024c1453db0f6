/** The dashboard, and each chart's numbers as CSV. */

import { parseVolumesQuery, publishedRangeFaults } from '#src/contracts/volumes.ts';
import { csvFileName, type ValueName, volumesToCsv } from '#src/contracts/volumes-response.ts';
import { londonDate } from '#src/domain/london.ts';
import { csvResponse, type HttpResponse, jsonResponse } from '#src/platform/http-message.ts';
import { queryVolumes } from '#src/usecases/query-volumes.ts';
import { readWaitingNow } from '#src/usecases/waiting-now.ts';
import type { DashboardCall } from '../app/page.ts';
import { privateHeaders } from '../headers.ts';
import { readFigures } from './figures.ts';
import { valueName } from './names.ts';
import { dashboardPage, invalidSelectionPage } from './page.ts';
import { readPublishedFigures } from './published-figures.ts';
import { publishedTexts } from './published-texts.ts';
import { hrefOf, parseSelection } from './selection.ts';

const volumesDepsOf = ({ deps, area, now }: DashboardCall) => ({ ...deps, area, now: () => now });

/** Pages of figures to publish do not tell when counting began (ADR 31). */
const firstDayFor = async ({ deps, query }: DashboardCall): Promise<string | undefined> =>
  query.get('publish') === 'true' ? undefined : deps.counters.firstDay();

export async function show(call: DashboardCall): Promise<HttpResponse> {
  const selection = parseSelection(call.query, call.area, call.now, call.site.texts);
  if ('errors' in selection) {
    return call.page(invalidSelectionPage(call, selection, selection.errors, await firstDayFor(call)), 400);
  }
  // A GET form adds its empty fields to the URL: redirects to the canonical one, which is better to keep and share.
  if (!selection.isCanonical) return call.redirect(hrefOf(selection.parameters));
  const services = call.area.services.map(({ id }) => id);
  const [figures, waiting] = await Promise.all([
    readFigures(volumesDepsOf(call), selection),
    selection.query.publish ? undefined : readWaitingNow(call.deps.cases, services),
  ]);
  const firstDay = figures ? figures.firstDay : await firstDayFor(call);
  // Whole months are empty while counting is in its first month: what there is, is in this one.
  const hasNoDates = !selection.parameters.period && !selection.parameters.from;
  if (hasNoDates && firstDay !== undefined && firstDay > selection.query.to) {
    return call.redirect(hrefOf({ ...selection.parameters, period: 'this-month' }));
  }
  const texts = selection.query.publish ? publishedTexts(call.site.texts) : call.site.texts;
  return call.page(
    dashboardPage({ ...call, site: { ...call.site, texts } }, selection, { figures, waiting, firstDay }),
  );
}

/** Takes the API's parameters, which the charts' CSV links use. */
export async function download(call: DashboardCall): Promise<HttpResponse> {
  const { area, now, site, query: parameters } = call;
  const parsed = parseVolumesQuery(parameters, area, londonDate(now));
  if ('faults' in parsed) {
    const selection = parseSelection(parameters, area, now, site.texts);
    if (!('errors' in selection)) return call.redirect(hrefOf(selection.parameters));
    return call.page(invalidSelectionPage(call, selection, selection.errors, await firstDayFor(call)), 400);
  }
  const { query } = parsed;
  const volumes = await queryVolumes(volumesDepsOf(call), { ...query, format: 'csv' });
  const nameOf: ValueName = (dimension, value) => valueName(site.texts, area, dimension, value);
  return csvResponse(volumesToCsv(volumes, area, nameOf), csvFileName(volumes), privateHeaders);
}

/** Of the last financial year that is over, or of the period that `from` and `to` give. A wrong one opens the form. */
export async function downloadPublished(call: DashboardCall): Promise<HttpResponse> {
  const { area, now, site } = call;
  const today = londonDate(now);
  const given = Object.fromEntries([...call.query].filter(([name]) => name === 'from' || name === 'to'));
  const parsed = parseVolumesQuery({ ...given, interval: 'all', publish: 'true' }, area, today);
  if ('faults' in parsed || publishedRangeFaults(parsed.query, today).length > 0) {
    return call.redirect(hrefOf({ ...given, publish: 'true' }));
  }
  const nameOf: ValueName = (dimension, value) => valueName(site.texts, area, dimension, value);
  const figures = await readPublishedFigures(volumesDepsOf(call), parsed.query, nameOf);
  const name = `${area.id}-${figures.from}-${figures.to}-published.json`;
  return jsonResponse(200, figures, { ...privateHeaders, 'content-disposition': `attachment; filename="${name}"` });
}
