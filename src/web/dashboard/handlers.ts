/** The dashboard, and each chart's numbers as CSV. */

import type { PublishedFigures } from '#src/contracts/published-figures.ts';
import { parseVolumesQuery, publishedRangeFaults } from '#src/contracts/volumes.ts';
import { csvFileName, type ValueName, volumesToCsv } from '#src/contracts/volumes-response.ts';
import { londonDate } from '#src/domain/london.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import {
  csvResponse,
  downloadHeaders,
  fileResponse,
  type HttpResponse,
  jsonResponse,
} from '#src/platform/http-message.ts';
import { spreadsheetFile, spreadsheetType } from '#src/platform/spreadsheet.ts';
import { readWaitingNow } from '#src/usecases/jobs/waiting-now.ts';
import { queryVolumes } from '#src/usecases/volumes/query-volumes.ts';
import type { DashboardCall } from '../app/page.ts';
import { privateHeaders } from '../headers.ts';
import { readFigures } from './figures.ts';
import { placeName, valueName } from './names.ts';
import { dashboardPage, invalidSelectionPage } from './page.ts';
import { allBreakdowns, canReadAllTables, readPeriodTables } from './period-tables.ts';
import { readPublishedFigures } from './published-figures.ts';
import { publishedPage } from './published-page.ts';
import { publishedTexts } from './published-texts.ts';
import { hrefOf, parseSelection } from './selection.ts';
import { workbookSheets } from './workbook.ts';

const volumesDepsOf = ({ deps, area, now }: DashboardCall) => ({ ...deps, area, now: () => now });

/** Pages of figures to publish tell of when counting began what the authority tells (ADR 31). */
const firstDayFor = async ({ deps, area, query }: DashboardCall): Promise<string | undefined> =>
  query.get('publish') === 'true' ? area.openedOn : deps.counters.firstDay();

export async function show(call: DashboardCall): Promise<HttpResponse> {
  const selection = parseSelection(call.query, call.area, call.now, call.site.texts);
  if ('errors' in selection) {
    return call.page(invalidSelectionPage(call, selection, selection.errors, await firstDayFor(call)), 400);
  }
  // A GET form adds its empty fields to the URL: redirects to the canonical one, which is better to keep and share.
  if (!selection.isCanonical) return call.redirect(hrefOf(selection.parameters));
  const [figures, waiting] = await Promise.all([
    readFigures(volumesDepsOf(call), selection),
    selection.query.publish ? undefined : readWaitingNow(call.deps.cases, call.area),
  ]);
  const firstDay = figures ? figures.firstDay : await firstDayFor(call);
  // Whole months are empty while counting is in its first month: what there is, is in this one.
  const hasNoDates = !selection.parameters.period && !selection.parameters.from;
  if (hasNoDates && !selection.query.publish && firstDay !== undefined && firstDay > selection.query.to) {
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
  return csvResponse(volumesToCsv(volumes, area, valueNameFor(call)), csvFileName(volumes, area), privateHeaders);
}

/** What the files of one period are of, or where the form says what is wrong. */
function parsePeriod(
  { area, query, now }: DashboardCall,
  names: readonly string[],
  fixed: Readonly<Record<string, string>>,
): { query: VolumesQuery } | { formHref: string } {
  const today = londonDate(now);
  const given = Object.fromEntries([...query].filter(([name]) => names.includes(name)));
  const parsed = parseVolumesQuery({ ...given, interval: 'all', ...fixed }, area, today);
  const isWrong =
    'faults' in parsed || !canReadAllTables(parsed.query) || publishedRangeFaults(parsed.query, today).length > 0;
  return isWrong ? { formHref: hrefOf({ ...given, ...fixed }) } : parsed;
}

const valueNameFor =
  ({ site, area }: DashboardCall): ValueName =>
  (dimension, value) =>
    valueName(site.texts, area, dimension, value);

/** Of the last financial year that is over, or of the period that `from` and `to` give; of a wrong one, where the form is. */
async function readPublished(call: DashboardCall): Promise<PublishedFigures | { formHref: string }> {
  const period = parsePeriod(call, ['from', 'to'], { publish: 'true' });
  return 'formHref' in period ? period : readPublishedFigures(volumesDepsOf(call), period.query, valueNameFor(call));
}

/** What the file has, to read. */
export async function showPublished(call: DashboardCall): Promise<HttpResponse> {
  const figures = await readPublished(call);
  if ('formHref' in figures) return call.redirect(figures.formHref);
  const texts = publishedTexts(call.site.texts);
  return call.page(publishedPage({ ...call, site: { ...call.site, texts } }, figures));
}

/** What the page has, as a file. */
export async function downloadPublished(call: DashboardCall): Promise<HttpResponse> {
  const figures = await readPublished(call);
  if ('formHref' in figures) return call.redirect(figures.formHref);
  const name = `${call.area.id}-${figures.from}-${figures.to}-published.json`;
  return jsonResponse(200, figures, { ...privateHeaders, ...downloadHeaders(name) });
}

/** Of the period of two years at most that `from` and `to` give, narrowed by `where`; exact, or with `publish=true` safe to publish. */
export async function downloadWorkbook(call: DashboardCall): Promise<HttpResponse> {
  const period = parsePeriod(call, ['from', 'to', 'where', 'publish'], {});
  if ('formHref' in period) return call.redirect(period.formHref);
  const { area, site } = call;
  const { from, to, where, publish } = period.query;
  const tables = await readPeriodTables(volumesDepsOf(call), period.query, allBreakdowns, valueNameFor(call));
  const sheets = workbookSheets(tables, {
    texts: site.texts,
    place: placeName(site.texts, area, where),
    publishMethod:
      publish && site.texts.dashboard.published.method(area.rules.suppressUnder, area.openedOn !== undefined),
  });
  const name = `${area.id}-${from}-${to}${publish ? '-safe-to-publish' : ''}.xlsx`;
  return fileResponse(await spreadsheetFile(sheets), spreadsheetType, name, privateHeaders);
}
