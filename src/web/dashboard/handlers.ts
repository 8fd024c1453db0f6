/** The dashboard, and each chart's numbers as CSV. */

import { parseVolumesQuery } from '#src/contracts/volumes.ts';
import { csvName, volumesCsv } from '#src/contracts/volumes-answer.ts';
import { londonDate } from '#src/domain/london.ts';
import { csvReply, type Reply } from '#src/platform/exchange.ts';
import { askVolumes } from '#src/usecases/ask-volumes.ts';
import type { PrivateCall } from '../app/page.ts';
import { privateHeaders } from '../headers.ts';
import { askFigures } from './ask.ts';
import { hrefOf, readAsked } from './asked.ts';
import { dashboardPage, faultyPage } from './page.ts';

const volumesOf = ({ deps, now }: PrivateCall) => ({ counters: deps.counters, area: deps.area, now: () => now });

export async function show(call: PrivateCall): Promise<Reply> {
  const asked = readAsked(call.query, call.deps.area, call.now, call.site.texts);
  if ('errors' in asked) {
    return call.page(faultyPage(call, asked, asked.errors, await call.deps.counters.firstDay()), 400);
  }
  // A GET form adds its empty fields to the URL: redirects to the canonical one, which is better to keep and share.
  if (!asked.isShort) return call.redirect(hrefOf(asked.address));
  const figures = await askFigures(volumesOf(call), asked);
  const firstDay = figures ? figures.firstDay : await call.deps.counters.firstDay();
  return call.page(dashboardPage(call, asked, figures, firstDay));
}

/** Takes the API's parameters, which the charts' CSV links use. */
export async function download(call: PrivateCall): Promise<Reply> {
  const { deps, now, site, query: given } = call;
  const parsed = parseVolumesQuery(given, deps.area, londonDate(now));
  if ('faults' in parsed) {
    const asked = readAsked(given, deps.area, now, site.texts);
    if (!('errors' in asked)) return call.redirect(hrefOf(asked.address));
    return call.page(faultyPage(call, asked, asked.errors, await deps.counters.firstDay()), 400);
  }
  const { query } = parsed;
  const volumes = await askVolumes(volumesOf(call), { ...query, format: 'csv' });
  return csvReply(volumesCsv(volumes), csvName(volumes), privateHeaders);
}
