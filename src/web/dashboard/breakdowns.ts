/** Breakdowns: by the selected dimensions, by district, and by step (funnel). */
import type { Area } from '#src/domain/area.ts';
import type { Dimension } from '#src/domain/counting/model.ts';
import { dimensionDefinitions, metrics, recordedElsewhere } from '#src/domain/counting/registry.ts';
import type { Volumes } from '#src/domain/volumes/answer.ts';
import { type BarChart, barChart, barTable, drawBars } from '../charts/bars.ts';
import { type ChartHead, type Count, chartFigure, formatCount, numbersTable, withTable } from '../charts/figure.ts';
import { hasTiles, mapTable, tileMap } from '../charts/map.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { csvLink } from './csv.ts';
import { enoughIn, type Figures, type HeadlineMeasure, shareOf } from './figures.ts';
import { valueName } from './names.ts';
import { partIds } from './part-ids.ts';
import { hrefOf, type ValidSelection } from './selection.ts';
import { wideTables } from './tables.ts';

interface Item {
  code: string;
  label: string;
  value: Count;
}

/** Of an answer by one dimension. */
export const itemsOf = (texts: Texts, area: Area, { query: { by }, rows }: Volumes): Item[] =>
  rows.map(({ values: [value = ''], count }) => ({
    code: value,
    label: valueName(texts, area, by[0] ?? 'service', value),
    value: count,
  }));

/** The largest item; undefined if there is a tie, or if a suppressed number might be larger. */
export function largest(items: readonly Item[]): { label: string; value: number } | undefined {
  if (items.some(({ value }) => value === null)) return undefined;
  const [first, second] = items.toSorted((one, other) => (other.value ?? 0) - (one.value ?? 0));
  if (!first?.value || first.value === second?.value) return undefined;
  return { label: first.label, value: first.value };
}

/** Explains why all is 0 for a dimension that is recorded with another measure only. */
function recordedElsewhereNote(texts: Texts, { query, parameters }: ValidSelection): Content {
  const words = texts.dashboard.breakdown;
  for (const dimension of query.by) {
    const measure = recordedElsewhere(dimension, query.measure);
    if (!measure) continue;
    const { title } = metrics[measure];
    return html`<p class="govuk-body">${words.recordedWith(dimensionDefinitions[dimension].title, title)} <a class="govuk-link" href="${hrefOf({ ...parameters, measure })}">${words.recordedLink(title)}</a></p>`;
  }
  return undefined;
}

export const breakdownTitle = (texts: Texts, { query }: Volumes): string =>
  texts.dashboard.breakdown.title(query.by.map((dimension) => dimensionDefinitions[dimension].title));

export function breakdown(texts: Texts, area: Area, selection: ValidSelection, answer: Volumes): Content {
  const words = texts.dashboard;
  const [row, column] = answer.query.by;
  if (!row) return undefined;
  const entry = dimensionDefinitions[row];
  const id = partIds.by(answer.query.by);
  const heading = html`<h2 class="govuk-heading-m" id="${id}">${breakdownTitle(texts, answer)}</h2>`;
  if (answer.rows.length === 0) return undefined;
  const elsewhereNote = recordedElsewhereNote(texts, selection);
  if (elsewhereNote) return html`${heading}${elsewhereNote}`;
  if (column) return html`${heading}${crossTable(texts, area, row, column, answer)}`;
  const { title } = metrics[answer.query.measure];
  const items = itemsOf(texts, area, answer);
  const top = largest(items);
  const chart: BarChart = {
    id,
    headline: top
      ? words.breakdown.top(title, top.label, formatCount(texts, top.value))
      : words.breakdown.plain(title, entry.title),
    headingLevel: 3,
    note: `${entry.definition}${entry.isMultiValued || answer.query.measure === 'victims' ? ` ${words.breakdown.several}` : ''}`,
    measure: words.lower(title),
    axes: { x: title, y: entry.title },
    items,
  };
  return html`${heading}
  ${withTable(texts, barChart(texts, chart), barTable(texts, chart))}
  ${csvLink(texts, answer.query, chart.headline)}`;
}

/** Fewer columns per table than for periods, because names are wider. */
const maxNamedColumns = 6;

/** Two dimensions are shown as a table, because a chart would have hundreds of bars. */
function crossTable(texts: Texts, area: Area, row: Dimension, column: Dimension, answer: Volumes): Markup {
  const words = texts.dashboard.breakdown;
  const { title } = metrics[answer.query.measure];
  const counts = new Map(answer.rows.map(({ values, count }) => [values.join('\n'), count]));
  const rows = [...new Set(answer.rows.map(({ values: [value = ''] }) => value))];
  const columns = [...new Set(answer.rows.map(({ values: [, value = ''] }) => value))];
  const at = (one: string, other: string): Count => counts.get(`${one}\n${other}`) ?? null;
  const emptyColumns = columns.filter((other) => rows.every((one) => at(one, other) === 0));
  const shownColumns = columns.filter((other) => !emptyColumns.includes(other));
  const head: ChartHead = {
    id: partIds.by(answer.query.by),
    headline: words.crossed(title, dimensionDefinitions[row].title, dimensionDefinitions[column].title),
    headingLevel: 3,
    note:
      dimensionDefinitions[row].isMultiValued || dimensionDefinitions[column].isMultiValued ? words.several : undefined,
  };
  const names = (dimension: Dimension, values: readonly string[]): string[] =>
    values.map((value) => valueName(texts, area, dimension, value));
  const numbers = wideTables(
    texts,
    head,
    {
      columns: [dimensionDefinitions[row].title, ...names(column, shownColumns)],
      rows: rows.map((one) => ({
        label: valueName(texts, area, row, one),
        values: shownColumns.map((other) => formatCount(texts, at(one, other))),
      })),
    },
    maxNamedColumns,
  );
  return html`${chartFigure(texts, head, [...counts.values()], numbers)}
  ${emptyColumns.length > 0 && html`<p class="govuk-body-s">${words.emptyColumns(names(column, emptyColumns))}</p>`}
  ${csvLink(texts, answer.query, head.headline)}`;
}

export function byDistrict(texts: Texts, area: Area, answer: Volumes): Content {
  const words = texts.dashboard.districts;
  if (answer.rows.length === 0) return undefined;
  const { title } = metrics[answer.query.measure];
  const byCode = new Map(area.districts.map((district) => [district.code, district]));
  const items = itemsOf(texts, area, answer).map((item) => ({
    ...item,
    tile: byCode.get(item.code)?.tile,
  }));
  const districts = items.filter(({ code }) => byCode.has(code));
  const top = largest(districts);
  const head = {
    id: partIds.districts,
    headline: top ? words.top(title, top.label, formatCount(texts, top.value)) : words.plain(title),
    headingLevel: 3 as const,
    note: dimensionDefinitions.district.definition,
    measure: texts.dashboard.lower(title),
  };
  const map = { ...head, axis: title, items };
  const bars = { ...head, axes: { x: title, y: dimensionDefinitions.district.title }, items };
  const drawing = hasTiles(districts) ? tileMap(texts, map) : barChart(texts, bars);
  return html`<h2 class="govuk-heading-m" id="${partIds.districts}">${words.title}</h2>
  ${withTable(texts, drawing, mapTable(texts, map))}
  ${csvLink(texts, answer.query, head.headline)}`;
}

const steps = ['referrals', 'handed-off', 'accepted', 'contacted', 'closed'] as const satisfies HeadlineMeasure[];

/** Shares are of hand-offs, because a referral can have several. */
export function funnel(texts: Texts, figures: Figures): Markup {
  const words = texts.dashboard.funnel;
  const countOf = (measure: HeadlineMeasure): Count =>
    figures.headlines.find((one) => one.measure === measure)?.count ?? null;
  const handOffs = countOf('handed-off');
  const bars = steps.map((step) => {
    const value = countOf(step);
    const known = step === 'referrals' ? undefined : shareOf(figures, value, handOffs);
    const share = known === undefined ? undefined : texts.charts.per100(known);
    const note =
      step === 'referrals' ? words.units.referrals : step === 'handed-off' ? words.units.handOffs : undefined;
    return { label: words.steps[step], value, share, note };
  });
  const contacted = countOf('contacted');
  const withinTarget = countOf('within-target');
  const sentences = bars.map(({ label, value, share }) =>
    texts.charts.bar.item(label, `${formatCount(texts, value)}${share ? `, ${words.shareOf(share)}` : ''}`),
  );
  const head: ChartHead = {
    id: 'funnel',
    headline:
      contacted === null || handOffs === null
        ? words.plain
        : words.headline(formatCount(texts, contacted), formatCount(texts, handOffs)),
    headingLevel: 3,
    note: [words.note, ...((handOffs ?? 0) < enoughIn(figures) ? [words.smallBase(enoughIn(figures))] : [])].join(' '),
  };
  const drawing = drawBars(
    bars.map((bar) => ({
      ...bar,
      text: bar.share ? `${formatCount(texts, bar.value)} (${bar.share})` : formatCount(texts, bar.value),
    })),
    words.axes,
    [texts.charts.funnel.summary(words.measure), ...sentences].join(' '),
  );
  const numbers = numbersTable(texts, head, {
    columns: [words.axes.y, words.axes.x, words.share],
    rows: bars.map(({ label, value, share }) => ({
      label,
      values: [formatCount(texts, value), share ?? words.noShare],
    })),
  });
  return html`<h2 class="govuk-heading-m">${words.title}</h2>
  ${withTable(
    texts,
    chartFigure(
      texts,
      head,
      bars.map(({ value }) => value),
      drawing,
    ),
    numbers,
  )}
  ${contacted !== null && withinTarget !== null && contacted > 0 && html`<p class="govuk-body">${words.inTime(formatCount(texts, withinTarget), formatCount(texts, contacted))}</p>`}`;
}
