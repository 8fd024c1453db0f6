/** The parts around a drawing: headline, note and table of numbers. */
import { details } from '#src/web/components/details.ts';
import type { TableCell } from '#src/web/components/table.ts';
import { table } from '#src/web/components/table.ts';
import type { Content, Markup } from '#src/web/html.ts';
import { html, raw } from '#src/web/html.ts';
import { scrollableRegion } from '#src/web/scrollable.ts';
import type { Texts } from '#src/web/texts/en.ts';

export interface ChartHead {
  /** Unique on the page. */
  id: string;
  /** What the chart shows, as a finding if there is one. */
  headline: string;
  headingLevel?: 2 | 3 | 4 | undefined;
  /** Below the headline: the source, the period, a caveat. */
  note?: string | undefined;
}

/** A count; null if it is suppressed. */
export type Count = number | null;

/** A count of one period; undefined if the period was not counted. */
export type PeriodCount = Count | undefined;
export const isKnown = (value: PeriodCount): value is number => typeof value === 'number';

/** Whether a point of a line gets a dot: the last number, and a number between two unknown ones, which has no line. */
export const isDotted = (values: readonly PeriodCount[], index: number): boolean =>
  index === values.findLastIndex(isKnown) || (!isKnown(values[index - 1]) && !isKnown(values[index + 1]));

export const formatCount = (texts: Texts, value: Count): string =>
  value === null ? texts.charts.suppressed : texts.charts.count(value);

export const formatPeriodCount = (texts: Texts, value: PeriodCount): string =>
  value === undefined ? texts.charts.notCounted : formatCount(texts, value);

/** Explains the symbol for suppressed numbers, if there are any. */
export const suppressedNote = (texts: Texts, values: readonly PeriodCount[]): Content =>
  values.includes(null) && html`<p class="govuk-body-s">${texts.charts.suppressedNote}</p>`;

/** @param values all values of the chart, to tell whether any is suppressed */
export function chartFigure(texts: Texts, head: ChartHead, values: readonly PeriodCount[], drawings: Content): Markup {
  const heading = raw(`h${head.headingLevel ?? 2}`);
  return html`<figure class="app-chart" aria-labelledby="${head.id}-headline">
  <figcaption>
    <${heading} class="govuk-heading-s app-chart__headline" id="${head.id}-headline">${head.headline}</${heading}>
    ${head.note && html`<p class="govuk-body-s app-chart__note">${head.note}</p>`}
  </figcaption>
  ${drawings}
  ${suppressedNote(texts, values)}
</figure>`;
}

export interface Numbers {
  /** The first column names the rows. */
  columns: readonly string[];
  rows: readonly { label: string; values: readonly string[] }[];
}

export function numbersTable(texts: Texts, head: ChartHead, numbers: Numbers): Markup {
  const caption = texts.charts.asTable(head.headline);
  const [first = '', ...others] = numbers.columns;
  return scrollableRegion(
    caption,
    table({
      caption,
      captionClasses: 'govuk-table__caption--s',
      firstCellIsHeader: true,
      head: [{ text: first }, ...others.map((column): TableCell => ({ text: column, format: 'numeric' }))],
      rows: numbers.rows.map((row) => [
        { text: row.label },
        ...row.values.map((value): TableCell => ({ text: value, format: 'numeric' })),
      ]),
    }),
  );
}

/** The chart, with its table in a details element. */
export const withTable = (texts: Texts, chart: Markup, numbers: Markup): Markup =>
  html`${chart}${details({ summaryText: texts.charts.tableSummary, html: numbers })}`;
