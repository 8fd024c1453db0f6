/** A line chart: how a number changed over time. Its y axis starts at 0. */
import { type ScaleLinear, type ScalePoint, scaleLinear, scalePoint } from 'd3-scale';
import { line as pathOf } from 'd3-shape';
import { axisColour, gridColour, inkColour, lineStyles } from '#src/web/charts/colours.ts';
import {
  type ChartHead,
  chartFigure,
  formatPeriodCount,
  isDotted,
  isKnown,
  numbersTable,
  type PeriodCount,
} from '#src/web/charts/figure.ts';
import { dot, rule, type Shape, shapes, svgDrawing, text, textWidth } from '#src/web/charts/svg.ts';
import { drawUncounted } from '#src/web/charts/uncounted.ts';
import type { Content, Markup } from '#src/web/html.ts';
import { html } from '#src/web/html.ts';
import type { Texts } from '#src/web/texts/en.ts';

export interface LineSeries {
  name: string;
  /** One for each period. */
  values: readonly PeriodCount[];
}

export interface LineChart extends ChartHead {
  /** Within a sentence, for example "referrals". */
  measure: string;
  axes: { x: string; y: string };
  periods: readonly string[];
  /** One to four; more belong in small multiples. */
  series: readonly LineSeries[];
  /** A reference line, for example the mean of earlier months. */
  level?: { value: number; label: string } | undefined;
}

interface Plot {
  x: ScalePoint<number>;
  y: ScaleLinear<number, number>;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const widths: Readonly<Record<Shape, number>> = { wide: 640, narrow: 340 };
const lineStyleOf = (index: number) => lineStyles[index % lineStyles.length] ?? lineStyles[0];
const highestValue = (chart: LineChart): number =>
  Math.max(1, chart.level?.value ?? 0, ...chart.series.flatMap((one) => one.values.map((value) => value ?? 0)));
const lastKnownIndex = (values: readonly PeriodCount[]): number => values.findLastIndex(isKnown);

function plotOf(chart: LineChart, shape: Shape, texts: Texts, top: number): Plot {
  const several = chart.series.length > 1;
  const nameWidth = several && shape === 'wide' ? Math.max(...chart.series.map((one) => textWidth(one.name))) + 14 : 16;
  const bottom = top + (shape === 'wide' ? 240 : 200);
  const y = scaleLinear([0, highestValue(chart)], [bottom, top]).nice(5);
  const left = Math.max(...y.ticks(5).map((tick) => textWidth(texts.charts.number(tick)))) + 10;
  const right = widths[shape] - Math.min(nameWidth, 200);
  const indexes = chart.periods.map((_, index) => index);
  return { x: scalePoint(indexes, [left + 8, right - 8]), y, left, right, top, bottom };
}

function drawAxes(chart: LineChart, plot: Plot, texts: Texts, width: number): Content {
  const ticks = plot.y.ticks(5).filter(Number.isInteger);
  const widest = Math.max(...chart.periods.map((period) => textWidth(period))) + 16;
  const labelInterval = Math.max(1, Math.ceil((chart.periods.length * widest) / (plot.right - plot.left)));
  // Centred below its point, but moved inwards if it would be cut off at an edge.
  const labelX = (x: number, label: string): number => {
    const half = textWidth(label) / 2;
    return Math.max(half, Math.min(x, width - half));
  };
  return [
    ticks.map((tick) => [
      rule(plot.left, plot.y(tick), plot.right, plot.y(tick), tick === 0 ? axisColour : gridColour),
      text(plot.left - 8, plot.y(tick) + 5, texts.charts.number(tick), { anchor: 'end' }),
    ]),
    chart.periods.map((period, index) => {
      if (index % labelInterval !== 0) return undefined;
      const x = plot.x(index) ?? 0;
      return [
        rule(x, plot.bottom, x, plot.bottom + 5, axisColour),
        text(labelX(x, period), plot.bottom + 21, period, { anchor: 'middle' }),
      ];
    }),
    text((plot.left + plot.right) / 2, plot.bottom + 44, chart.axes.x, { anchor: 'middle', bold: true }),
  ];
}

function drawLine(plot: Plot, values: readonly PeriodCount[], index: number): Content {
  const { colour, dashes } = lineStyleOf(index);
  const at = (value: PeriodCount, position: number): [number, number] => [plot.x(position) ?? 0, plot.y(value ?? 0)];
  const path = pathOf<PeriodCount>()
    .defined(isKnown)
    .x((value, position) => at(value, position)[0])
    .y((value, position) => at(value, position)[1])
    .digits(1)(values);
  const dots = values.map(
    (value, position) => isKnown(value) && isDotted(values, position) && dot(...at(value, position), 4, colour),
  );
  return html`<path d="${path ?? ''}" fill="none" stroke="${colour}" stroke-width="3" stroke-linejoin="round"${dashes && html` stroke-dasharray="${dashes}"`}/>${dots}`;
}

/** Names at the ends of their lines, moved apart so that they do not overlap. */
function drawNames(chart: LineChart, plot: Plot): Content {
  const ends = chart.series
    .map((one) => {
      const last = lastKnownIndex(one.values);
      return { name: one.name, x: plot.x(last) ?? plot.right, y: plot.y(one.values[last] ?? 0) + 5 };
    })
    .sort((one, other) => one.y - other.y);
  let floor = Number.NEGATIVE_INFINITY;
  return ends.map((end) => {
    const y = Math.max(end.y, floor);
    floor = y + 17;
    return text(plot.right + 4, y, end.name);
  });
}

/** The key above the narrow shape, with a sample of each line. */
const drawKey = (chart: LineChart): Content =>
  chart.series.map((one, index) => {
    const { colour, dashes } = lineStyleOf(index);
    const y = 16 + index * 20;
    return [rule(0, y, 40, y, colour, dashes, 3), text(48, y + 5, one.name)];
  });

/** The reference line; its name is in the key, where no line can cross it. */
function drawLevel(chart: LineChart, plot: Plot): Content {
  if (!chart.level) return undefined;
  const y = plot.y(chart.level.value);
  return rule(plot.left, y, plot.right, y, inkColour, levelDashes, 2);
}

const levelDashes = '1 3';
const levelKey = (name: string, y: number): Content => [
  rule(0, y, 40, y, inkColour, levelDashes, 2),
  text(48, y + 5, name),
];

function drawChart(texts: Texts, chart: LineChart, shape: Shape): Markup {
  const hasKey = shape === 'narrow' && chart.series.length > 1;
  const seriesHeight = hasKey ? chart.series.length * 20 : 0;
  const keyHeight = seriesHeight || chart.level ? seriesHeight + (chart.level ? 20 : 0) + 12 : 0;
  const plot = plotOf(chart, shape, texts, keyHeight + 38);
  const size = { width: widths[shape], height: plot.bottom + 52 };
  return svgDrawing(size, altText(texts, chart), `app-chart__${shape}`, [
    hasKey && drawKey(chart),
    chart.level && levelKey(chart.level.label, 16 + seriesHeight),
    text(0, keyHeight + 16, chart.axes.y, { bold: true }),
    drawAxes(chart, plot, texts, size.width),
    drawUncounted(texts, chart.series, plot),
    drawLevel(chart, plot),
    chart.series.map((one, index) => drawLine(plot, one.values, index)),
    shape === 'wide' && chart.series.length > 1 && drawNames(chart, plot),
  ]);
}

/** Describes one series in words; suppressed numbers are not compared. */
export function describeSeries(texts: Texts, periods: readonly string[], { name, values }: LineSeries): string {
  const words = texts.charts.line;
  const known = values.flatMap((value, index) => (isKnown(value) ? [{ value, label: periods[index] ?? '' }] : []));
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) return words.noValues(name);
  const hidden = values.filter((value) => value === null).length;
  if (known.every((each) => each.value === first.value)) {
    const value = texts.charts.number(first.value);
    return hidden > 0 ? words.flatPartly(name, value, hidden, values.length) : words.flat(name, value);
  }
  const describePoint = (point: typeof first) => ({ label: point.label, value: texts.charts.number(point.value) });
  const high = describePoint(known.reduce((best, point) => (point.value > best.value ? point : best)));
  const low = describePoint(known.reduce((best, point) => (point.value < best.value ? point : best)));
  if (hidden > 0) return words.seriesPartly(name, high, low, describePoint(last), hidden, values.length);
  return words.series(name, high, low, describePoint(last));
}

/** The text alternative of the drawing. */
function altText(texts: Texts, chart: LineChart): string {
  const words = texts.charts.line;
  const what = words.summary(chart.measure, chart.axes.x, chart.periods[0] ?? '', chart.periods.at(-1) ?? '');
  const { level: reference } = chart;
  const levelText = reference ? [texts.charts.bar.item(reference.label, texts.charts.number(reference.value))] : [];
  return [what, ...chart.series.map((one) => describeSeries(texts, chart.periods, one)), ...levelText].join(' ');
}

export const lineChart = (texts: Texts, chart: LineChart): Markup =>
  chartFigure(
    texts,
    chart,
    chart.series.flatMap((one) => one.values),
    shapes.map((shape) => drawChart(texts, chart, shape)),
  );

export const lineTable = (texts: Texts, chart: LineChart): Markup =>
  numbersTable(texts, chart, {
    columns: [chart.axes.x, ...chart.series.map((one) => one.name)],
    rows: chart.periods.map((label, index) => ({
      label,
      values: chart.series.map((one) => formatPeriodCount(texts, one.values[index])),
    })),
  });
