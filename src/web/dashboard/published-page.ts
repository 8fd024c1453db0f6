/** An area's published figures of one period, to read: what the file of them has. */
import type { PublishedFigures } from '#src/contracts/published-figures.ts';
import { londonDate } from '#src/domain/london.ts';
import type { DashboardCall } from '../app/page.ts';
import { type BarChart, barChart, barTable } from '../charts/bars.ts';
import {
  type ChartHead,
  formatCount,
  formatPeriodCount,
  numbersTable,
  type PeriodCount,
  withTable,
} from '../charts/figure.ts';
import { type LineChart, lineChart, lineTable } from '../charts/line.ts';
import { insetText } from '../components/inset-text.ts';
import { tag } from '../components/tag.ts';
import { docsPaths } from '../docs/paths.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Page } from '../layout.ts';
import type { Texts } from '../texts/en.ts';
import { hrefWith, publishedPagePath, publishedPath } from './paths.ts';
import { type DateRange, dateRangeOf, financialYears } from './periods.ts';
import { hrefOf } from './selection.ts';
import { wideTables } from './tables.ts';

export function publishedPage({ site, area, now }: DashboardCall, figures: PublishedFigures): Page {
  const { texts } = site;
  const words = texts.dashboard.publishedPage;
  const content = html`<p class="govuk-body">${tag({ text: texts.dashboard.published.tag })}</p>
  <h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body-l govuk-!-margin-bottom-2">${texts.dashboard.lead.dates(figures.area.name, figures.from, figures.to)}</p>
  <p class="govuk-body-s">${texts.dashboard.asOf(figures.asOf)}</p>
  ${insetText({ html: html`<p class="govuk-body govuk-!-margin-bottom-0">${texts.dashboard.published.method(area.rules.suppressUnder, area.openedOn !== undefined)}</p>` })}
  ${wholePeriod(texts, figures)}
  ${byMonth(texts, figures)}
  ${figures.breakdowns.map((one) => breakdownOf(texts, figures, one))}
  ${notesOf(texts, figures)}
  ${useSection(texts, figures, yearsThatAreOver(londonDate(now), area.openedOn))}`;
  return { title: words.title, width: 'full', content };
}

/** In the words of the file. */
const notesOf = (texts: Texts, { notes }: PublishedFigures): Content =>
  notes.length > 0 &&
  html`<h2 class="govuk-heading-m">${texts.dashboard.publishedPage.notes}</h2>
  <ul class="govuk-list govuk-list--bullet">${notes.map((note) => html`<li>${note}</li>`)}</ul>`;

function wholePeriod(texts: Texts, { measures }: PublishedFigures): Markup {
  const words = texts.dashboard.publishedPage;
  return html`<h2 class="govuk-heading-m">${words.whole}</h2>
  <p class="govuk-body"><a class="govuk-link" href="/help/figures">${texts.dashboard.definitions}</a></p>
  ${numbersTable(
    texts,
    { id: 'whole', headline: words.whole },
    {
      columns: [words.what, words.number],
      rows: measures.map(({ title, total }) => ({ label: title, values: [formatCount(texts, total)] })),
    },
  )}`;
}

const referrals = 'referrals';

function byMonth(texts: Texts, { measures, uncountedMonths }: PublishedFigures): Content {
  const words = texts.dashboard.publishedPage;
  const [first] = measures;
  const drawn = measures.find(({ measure }) => measure === referrals);
  if (!first || !drawn) return undefined;
  const periods = first.months.map(({ month }) => texts.dashboard.monthYear(`${month}-01`));
  const valuesOf = ({ months }: typeof first): PeriodCount[] =>
    months.map(({ month, count }) => (uncountedMonths.includes(month) ? undefined : count));
  const head: ChartHead = { id: 'all-by-month', headline: words.allByMonth };
  const chart: LineChart = {
    id: 'by-month',
    headline: words.byMonthOf(drawn.title),
    headingLevel: 3,
    measure: texts.dashboard.lower(drawn.title),
    axes: { x: texts.dashboard.interval.month, y: drawn.title },
    periods,
    series: [{ name: drawn.title, values: valuesOf(drawn) }],
  };
  return html`<h2 class="govuk-heading-m">${words.byMonth}</h2>
  ${withTable(texts, lineChart(texts, chart), lineTable(texts, chart))}
  ${wideTables(texts, head, {
    columns: [words.what, ...periods],
    rows: measures.map((one) => ({
      label: one.title,
      values: valuesOf(one).map((value) => formatPeriodCount(texts, value)),
    })),
  })}`;
}

/** Of referrals. */
function breakdownOf(
  texts: Texts,
  { measures }: PublishedFigures,
  { by, title, rows }: PublishedFigures['breakdowns'][number],
): Markup {
  const words = texts.dashboard.breakdown;
  const counted = measures.find(({ measure }) => measure === referrals)?.title ?? referrals;
  const chart: BarChart = {
    id: `by-${by}`,
    headline: words.plain(counted, title),
    headingLevel: 3,
    measure: texts.dashboard.lower(counted),
    axes: { x: counted, y: title },
    items: rows.map(({ name, count }) => ({ label: name, value: count })),
  };
  return html`<h2 class="govuk-heading-m">${words.title([title])}</h2>
  ${withTable(texts, barChart(texts, chart), barTable(texts, chart))}`;
}

/** The latest first; when counting began is told by the authority alone. */
const yearsThatAreOver = (today: string, openedOn: string | undefined): [string, DateRange][] =>
  financialYears(today, openedOn).flatMap((year): [string, DateRange][] => {
    const range = dateRangeOf(year, today);
    return range && range.to < today ? [[year, range]] : [];
  });

function useSection(texts: Texts, { from, to }: PublishedFigures, years: readonly [string, DateRange][]): Markup {
  const words = texts.dashboard.publishedPage;
  const others = years.filter(([, range]) => range.from !== from || range.to !== to);
  return html`<div class="app-on-screen">
    <h2 class="govuk-heading-m">${texts.dashboard.use.title}</h2>
    <ul class="govuk-list govuk-list--spaced">
      <li><a class="govuk-link" href="${hrefWith(publishedPath, { from, to })}">${words.file}</a>. ${texts.dashboard.use.publishedHint} <a class="govuk-link" href="${docsPaths.publishedFigures}">${words.shape}</a></li>
      ${others.map(([year, range]) => html`<li><a class="govuk-link" href="${hrefWith(publishedPagePath, { ...range })}">${words.year(year)}</a></li>`)}
      <li><a class="govuk-link" href="${hrefOf({ from, to, publish: 'true' })}">${words.otherPeriods}</a></li>
    </ul>
  </div>`;
}
