/** Trends: one line chart in all, and a small one for each service. */

import type { Area } from '#src/domain/area.ts';
import type { Measure } from '#src/domain/counting/model.ts';
import { dimensionDefinitions, metrics } from '#src/domain/counting/registry.ts';
import { withoutTests } from '#src/domain/test-party.ts';
import type { Volumes, VolumesRow } from '#src/domain/volumes/answer.ts';
import { type Interval, periodOf, periodsIn } from '#src/domain/volumes/periods.ts';
import { formatCount, formatPeriodCount, isKnown, type PeriodCount, withTable } from '../charts/figure.ts';
import { type LineChart, lineChart, lineTable } from '../charts/line.ts';
import { type SmallMultiples, smallMultiples } from '../charts/multiples.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { csvLink } from './csv.ts';
import type { Figures } from './figures.ts';
import { valueName } from './names.ts';
import { partIds } from './part-ids.ts';
import { wideTables } from './tables.ts';

interface Points {
  labels: string[];
  /** Names of the periods that are counted in part. */
  incomplete: string[];
  /** Names of the periods of which no day was counted: those before counting began, and those to come. */
  uncounted: { before: string[]; toCome: string[] };
}

/** The periods of the answer's rows, by their display names. */
function pointsOf(texts: Texts, { query, rows, partialPeriods, uncountedPeriods }: Volumes, today: string): Points {
  const { interval, from, to } = query;
  const periodsByLabel = new Map(periodsIn(interval, from, to).map((period) => [period.label, period]));
  const labels: string[] = [];
  const incomplete: string[] = [];
  const uncounted: Points['uncounted'] = { before: [], toCome: [] };
  for (const label of new Set(rows.map((row) => row.period))) {
    const period = periodsByLabel.get(label);
    if (!period) continue;
    const fullPeriod = interval === 'all' ? period : periodOf(interval, period.from);
    const name = texts.dashboard.periodName(interval, { ...fullPeriod, label });
    labels.push(name);
    if (uncountedPeriods.includes(label)) uncounted[period.from > today ? 'toCome' : 'before'].push(name);
    else if (partialPeriods.includes(label)) incomplete.push(name);
  }
  return { labels, incomplete, uncounted };
}

/** Its 0 would say that nothing came. */
const periodCountOf = ({ uncountedPeriods }: Volumes, { period, count }: VolumesRow): PeriodCount =>
  uncountedPeriods.includes(period) ? undefined : count;

export function headline(
  texts: Texts,
  title: string,
  interval: Interval,
  labels: readonly string[],
  values: readonly PeriodCount[],
): string {
  const words = texts.dashboard.time;
  const known = values.filter(isKnown);
  const [first] = known;
  if (first === undefined || values.includes(null)) return words.plain(title);
  if (labels.length === 1) return words.single(title, words.when(interval, labels[0] ?? ''), formatCount(texts, first));
  const max = Math.max(...known);
  if (known.length === values.length && known.every((value) => value === first))
    return words.flat(title, formatCount(texts, first));
  const maxIndex = values.indexOf(max);
  if (maxIndex !== values.lastIndexOf(max)) return words.repeatedPeak(title, interval, formatCount(texts, max));
  return words.peak(title, words.when(interval, labels[maxIndex] ?? ''), formatCount(texts, max));
}

function chartNote(texts: Texts, { query, total }: Volumes, { labels, incomplete, uncounted }: Points): string {
  const words = texts.dashboard.time;
  const { title } = metrics[query.measure];
  const [first, last] = incomplete;
  return [
    words.total(title, formatCount(texts, total)),
    first && (last && last !== first ? words.bothUnfinished(first, last) : words.unfinished(first)),
    words.uncounted(firstToLast(texts, uncounted.before), firstToLast(texts, uncounted.toCome)),
    query.measure === 'victims' && labels.length > 1 && words.repeatedPeople,
  ]
    .filter(Boolean)
    .join(' ');
}

const firstToLast = (texts: Texts, [first = '', ...others]: readonly string[]): string =>
  texts.dashboard.statement.from(first, others.at(-1) ?? first);

export function overTime(texts: Texts, { overTime: answer, statement }: Figures, today: string): Markup {
  const words = texts.dashboard;
  const { query, rows } = answer;
  const { title } = metrics[query.measure];
  const points = pointsOf(texts, answer, today);
  const values = rows.map((row) => periodCountOf(answer, row));
  const { mean, months } = statement.baseline;
  const chart: LineChart = {
    id: 'over-time',
    headline: headline(texts, title, query.interval, points.labels, values),
    headingLevel: 3,
    note: chartNote(texts, answer, points),
    measure: words.lower(title),
    axes: { x: words.time.axis[query.interval], y: title },
    periods: points.labels,
    series: [{ name: title, values }],
    // A published average of 0 may stand for a few: a line at 0 would say that there were none.
    ...(query.interval === 'month' && mean !== null && (mean > 0 || !query.publish)
      ? { level: { value: mean, label: words.statement.level(months) } }
      : {}),
  };
  return html`<h2 class="govuk-heading-m">${words.time.title}</h2>
  ${rows.length === 0 ? html`<p class="govuk-body">${words.published.noPoints}</p>` : withTable(texts, lineChart(texts, chart), lineTable(texts, chart))}
  ${rows.length > 0 && csvLink(texts, query, chart.headline)}`;
}

/** Counted with the referral, so their note on services is that of referrals. */
const likeReferrals: readonly Measure[] = ['victims', 'within-code'];

export function byService(texts: Texts, area: Area, answer: Volumes, today: string): Content {
  const words = texts.dashboard;
  const { query, rows } = answer;
  const { title } = metrics[query.measure];
  const points = pointsOf(texts, answer, today);
  if (points.labels.length === 0) return undefined;
  const all = withoutTests(area).services.map(({ id }) => ({
    name: valueName(texts, area, 'service', id),
    values: rows.filter(({ values: [service] }) => service === id).map((row) => periodCountOf(answer, row)),
  }));
  const [nonZeroSeries, zeroSeries] = [
    all.filter(({ values }) => !isAllZero(values)),
    all.filter(({ values }) => isAllZero(values)),
  ];
  const heading = html`<h2 class="govuk-heading-m" id="${partIds.services}">${words.services.title}</h2>`;
  if (nonZeroSeries.length === 0) return html`${heading}<p class="govuk-body">${words.services.nothing(title)}</p>`;
  const chart: SmallMultiples = {
    id: partIds.services,
    headline: words.services.headline(title),
    headingLevel: 3,
    note: metrics[likeReferrals.includes(query.measure) ? 'referrals' : query.measure].byService,
    measure: words.lower(title),
    axes: { x: words.time.axis[query.interval], y: title },
    periods: points.labels,
    series: nonZeroSeries,
  };
  return html`${heading}
  ${withTable(texts, smallMultiples(texts, chart), html`${serviceTables(texts, chart)}`)}
  ${
    zeroSeries.length > 0 &&
    html`<p class="govuk-body-s">${words.services.none(
      title,
      zeroSeries.map(({ name }) => name),
    )}</p>`
  }
  ${csvLink(texts, query, chart.headline)}`;
}

/** Services as rows, because their names are long. */
const serviceTables = (texts: Texts, chart: SmallMultiples): Content =>
  wideTables(texts, chart, {
    columns: [dimensionDefinitions.service.title, ...chart.periods],
    rows: chart.series.map(({ name, values }) => ({
      label: name,
      values: values.map((value) => formatPeriodCount(texts, value)),
    })),
  });

const isAllZero = (values: readonly PeriodCount[]): boolean =>
  values.every((value) => value === 0 || value === undefined);
