/** The dashboard from top to bottom: filters, key figures, charts, and ways to use them. */

import { publishedRangeFaults } from '#src/contracts/volumes.ts';
import { financialYearOf } from '#src/domain/london.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import type { WaitingNow } from '#src/usecases/jobs/waiting-now.ts';
import type { DashboardCall } from '../app/page.ts';
import { insetText } from '../components/inset-text.ts';
import { tag } from '../components/tag.ts';
import type { FormError } from '../form/errors.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Page } from '../layout.ts';
import type { Texts } from '../texts/en.ts';
import { breakdown, byDistrict, funnel } from './breakdowns.ts';
import { contents } from './contents.ts';
import type { Figures } from './figures.ts';
import { filterForm, filterTags } from './filters.ts';
import { headlineFigures, whatWentWrong } from './headlines.ts';
import { placeName } from './names.ts';
import { hrefWith, narrowingParameters, publishedPagePath, publishedPath, workbookPath } from './paths.ts';
import { canReadAllTables } from './period-tables.ts';
import { type DateRange, dateRangeOf } from './periods.ts';
import { hrefOf, type Selection, type ValidSelection } from './selection.ts';
import { statementPart } from './statement.ts';
import { byService, overTime } from './trends.ts';
import { waitingSection } from './waiting-now.ts';
import { waitsSection } from './waits.ts';

const h1 = (text: string): Markup => html`<h1 class="govuk-heading-l">${text}</h1>`;

/** Shows only the form, as it was filled in, with its errors. */
export function invalidSelectionPage(
  { site, area }: DashboardCall,
  selection: Selection,
  errors: readonly FormError[],
  firstDay: string | undefined,
): Page {
  const { texts } = site;
  const filters = { selection, errors, area, texts, firstDay };
  return {
    title: texts.dashboard.title,
    errors,
    width: 'full',
    content: html`${h1(texts.dashboard.title)}${filterForm(filters)}`,
  };
}

export interface Shown {
  /** Undefined if nothing may be published. */
  figures: Figures | undefined;
  /** Undefined of figures to publish. */
  waiting: WaitingNow | undefined;
  firstDay: string | undefined;
}

export function dashboardPage(
  call: DashboardCall,
  selection: ValidSelection,
  { figures, waiting, firstDay }: Shown,
): Page {
  const { site, area } = call;
  const { texts } = site;
  const words = texts.dashboard;
  const { query } = selection;
  const filters = { selection, errors: [], area, texts, firstDay };
  const range = figures?.range ?? query;
  const content = html`${query.publish && html`<p class="govuk-body">${tag({ text: words.published.tag })}</p>`}
  ${h1(words.title)}
  <p class="govuk-body-l govuk-!-margin-bottom-2">${words.lead.dates(placeName(texts, area, query.where), range.from, range.to)}</p>
  ${figures && html`<p class="govuk-body-s">${words.asOf(figures.asOf)}${!query.publish && query.to >= selection.today && ` ${words.unfinished}`}${beganNote(call, figures)}</p>`}
  ${publishedNote(call, selection, figures)}
  ${filterTags(filters)}
  ${filterForm(filters)}
  ${figures ? body(call, selection, figures, waiting && waitingSection(texts, waiting, call.now)) : html`<p class="govuk-body">${words.published.none}</p>`}
  ${useSection(call, selection)}`;
  return { title: words.title, width: 'full', content };
}

/** A note if counting began within the range. */
const beganNote = ({ site }: DashboardCall, { firstDay, range }: Figures): string =>
  firstDay !== undefined && firstDay > range.from && firstDay <= range.to
    ? ` ${site.texts.dashboard.beganOn(firstDay)}`
    : '';

function publishedNote(
  { site, area }: DashboardCall,
  { query }: ValidSelection,
  figures: Figures | undefined,
): Content {
  if (!query.publish || !figures) return undefined;
  const words = site.texts.dashboard.published;
  const k = area.rules.suppressUnder;
  const { from, to } = figures.range;
  const isShortened = from !== query.from || to !== query.to;
  return insetText({
    html: html`<p class="govuk-body govuk-!-margin-bottom-0">${words.method(k, area.openedOn !== undefined)}${isShortened && ` ${words.shortened(from, to)}`}</p>`,
  });
}

function body(call: DashboardCall, selection: ValidSelection, figures: Figures, waiting: Content): Content {
  const { texts } = call.site;
  const { area } = call;
  const isEmpty = figures.headlines.every(({ count }) => count === 0) && figures.overTime.total === 0;
  if (isEmpty) return html`${emptySection(call, selection, figures)}${waiting}`;
  return html`${contents(texts, figures)}
  ${headlineFigures(texts, area, figures)}
  ${statementPart(texts, figures)}
  ${whatWentWrong(texts, area, figures)}
  ${waiting}
  ${waitsSection(texts, figures)}
  ${overTime(texts, figures, selection.today)}
  ${figures.breakdown && breakdown(texts, area, selection, figures.breakdown)}
  ${figures.profile.map((answer) => breakdown(texts, area, selection, answer))}
  ${figures.services && byService(texts, area, figures.services, selection.today)}
  ${funnel(texts, figures)}
  ${figures.districts && byDistrict(texts, area, figures.districts)}`;
}

/** Offers the year in which counting began, unless it is shown already. */
function emptySection({ site }: DashboardCall, { query, today }: ValidSelection, { firstDay, range }: Figures): Markup {
  const words = site.texts.dashboard.nothing;
  if (query.publish)
    return html`<h2 class="govuk-heading-m">${words.title}</h2><p class="govuk-body">${words.published}</p>`;
  const why = firstDay === undefined ? words.never : firstDay > range.to ? words.since(firstDay) : words.narrowed;
  const year = firstDay === undefined ? undefined : financialYearOf(firstDay);
  const first = year && dateRangeOf(year, today)?.from !== query.from ? year : undefined;
  return html`<h2 class="govuk-heading-m">${words.title}</h2><p class="govuk-body">${why}</p>${first && html`<p class="govuk-body"><a class="govuk-link" href="${hrefOf({ period: first })}">${words.firstYear(first)}</a></p>`}`;
}

/** Ways to use the figures elsewhere. The link has fixed dates, so that it shows the same next month. */
function useSection({ site }: DashboardCall, { parameters, query, today }: ValidSelection): Markup {
  const words = site.texts.dashboard;
  const { period: _, ...withoutPeriod } = parameters;
  const fixedDatesHref = hrefOf({ ...withoutPeriod, from: query.from, to: query.to });
  const { publish, ...withoutPublish } = parameters;
  const publishHref = hrefOf(publish ? withoutPublish : { ...withoutFineInterval(parameters), publish: 'true' });
  return html`<div class="app-on-screen">
    <h2 class="govuk-heading-m">${words.use.title}</h2>
    <ul class="govuk-list govuk-list--spaced">
      <li><a class="govuk-link" href="${fixedDatesHref}">${words.use.link}</a>. ${words.use.linkHint}</li>
      <li><a class="govuk-link" href="${publishHref}">${publish ? words.use.full : words.use.publish}</a></li>
      <li>${hasWorkbook(query, today) ? html`<a class="govuk-link" href="${workbookHref(query)}">${words.use.workbook}</a>. ${words.use.workbookHint}` : publish ? words.use.noPublishedWorkbook : words.use.noWorkbook}</li>
      ${publish && publishedLinks(words, hasWorkbook(query, today) ? query : undefined)}
      <li><a class="govuk-link" href="/help/figures">${words.definitions}</a></li>
      <li>${words.use.print}</li>
    </ul>
  </div>`;
}

/** Of the dates shown, if they are one calendar period; else of the last financial year that is over. */
function publishedLinks({ use }: Texts['dashboard'], range: DateRange | undefined): Markup {
  const dates = range ? { from: range.from, to: range.to } : {};
  const words = range ? use.publishedOfDates : use.publishedOfYear;
  return html`<li><a class="govuk-link" href="${hrefWith(publishedPagePath, dates)}">${words.page}</a>. ${use.publishedPageHint}</li>
      <li><a class="govuk-link" href="${hrefWith(publishedPath, dates)}">${words.file}</a>. ${use.publishedHint}</li>`;
}

/** Figures to publish are of one calendar period that is over. */
const hasWorkbook = (query: VolumesQuery, today: string): boolean =>
  canReadAllTables(query) && publishedRangeFaults({ ...query, interval: 'all' }, today).length === 0;

const workbookHref = (query: VolumesQuery): string =>
  hrefWith(workbookPath, { from: query.from, to: query.to, ...narrowingParameters(query) });

/** Drops an interval of days or weeks, which are not published. */
function withoutFineInterval(parameters: Readonly<Record<string, string>>): Record<string, string> {
  const { interval = '', ...rest } = parameters;
  return interval === '' || interval === 'day' || interval === 'week' ? rest : { ...rest, interval };
}
