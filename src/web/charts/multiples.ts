/** Small multiples: a small line chart for each value, each on a scale of its own, so that a small one can be seen. */
import { scaleLinear, scalePoint } from 'd3-scale';
import { line as pathOf } from 'd3-shape';
import { axisColour, barColour, gridColour } from '#src/web/charts/colours.ts';
import { type ChartHead, isDotted, isKnown, type PeriodCount, suppressedNote } from '#src/web/charts/figure.ts';
import { describeSeries, type LineSeries } from '#src/web/charts/line.ts';
import { dot, rule, svgDrawing, text, textWidth } from '#src/web/charts/svg.ts';
import { drawUncounted } from '#src/web/charts/uncounted.ts';
import type { Markup } from '#src/web/html.ts';
import { html, raw } from '#src/web/html.ts';
import type { Texts } from '#src/web/texts/en.ts';

export interface SmallMultiples extends ChartHead {
  measure: string;
  axes: { x: string; y: string };
  periods: readonly string[];
  series: readonly LineSeries[];
}

const width = 280;
const top = 30;
const bottom = 120;

function altText(texts: Texts, chart: SmallMultiples, one: LineSeries): string {
  const what = texts.charts.line.summary(
    chart.measure,
    chart.axes.x,
    chart.periods[0] ?? '',
    chart.periods.at(-1) ?? '',
  );
  return `${what} ${describeSeries(texts, chart.periods, one)}`;
}

function smallChart(texts: Texts, chart: SmallMultiples, one: LineSeries): Markup {
  const max = Math.max(1, ...one.values.map((value) => value ?? 0));
  const y = scaleLinear([0, max], [bottom, top]).nice(2);
  const ticks = y.ticks(2).filter(Number.isInteger);
  const left = Math.max(...ticks.map((tick) => textWidth(texts.charts.number(tick)))) + 8;
  const x = scalePoint(
    chart.periods.map((_, index) => index),
    [left + 5, width - 8],
  );
  const path = pathOf<PeriodCount>()
    .defined(isKnown)
    .x((_, index) => x(index) ?? 0)
    .y((value) => y(value ?? 0))
    .digits(1)([...one.values]);
  return svgDrawing({ width, height: bottom + 48 }, altText(texts, chart, one), '', [
    text(0, 14, chart.axes.y, { bold: true }),
    ticks.map((tick) => [
      rule(left, y(tick), width, y(tick), tick === 0 ? axisColour : gridColour),
      text(left - 6, y(tick) + 5, texts.charts.number(tick), { anchor: 'end' }),
    ]),
    drawUncounted(texts, [one], { x, left, right: width, top, bottom }),
    html`<path d="${path ?? ''}" fill="none" stroke="${barColour}" stroke-width="3" stroke-linejoin="round"/>`,
    one.values.map(
      (value, index) => isKnown(value) && isDotted(one.values, index) && dot(x(index) ?? 0, y(value), 4, barColour),
    ),
    text(left, bottom + 20, chart.periods[0] ?? ''),
    text(width, bottom + 20, chart.periods.at(-1) ?? '', { anchor: 'end' }),
    text((left + width) / 2, bottom + 42, chart.axes.x, { anchor: 'middle', bold: true }),
  ]);
}

export function smallMultiples(texts: Texts, chart: SmallMultiples): Markup {
  const level = chart.headingLevel ?? 2;
  const heading = raw(`h${level}`);
  const subheading = raw(`h${level + 1}`);
  return html`<${heading} class="govuk-heading-s app-chart__headline" id="${chart.id}-headline">${chart.headline}</${heading}>
${chart.note && html`<p class="govuk-body-s app-chart__note">${chart.note}</p>`}
<ul class="app-multiples">
  ${chart.series.map(
    (
      one,
    ) => html`<li><${subheading} class="govuk-body govuk-!-margin-bottom-1">${one.name}</${subheading}>${smallChart(texts, chart, one)}</li>
  `,
  )}
</ul>
${suppressedNote(
  texts,
  chart.series.flatMap((one) => one.values),
)}`;
}
