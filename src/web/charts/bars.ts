/** A horizontal bar chart: how a number is distributed over values, each bar with its number. */
import { scaleLinear } from 'd3-scale';
import { axisColour, barColour } from '#src/web/charts/colours.ts';
import { type ChartHead, type Count, chartFigure, formatCount, numbersTable } from '#src/web/charts/figure.ts';
import {
  fontSize,
  rect,
  rule,
  type Shape,
  shapes,
  svgDrawing,
  text,
  textLines,
  textWidth,
  wrap,
} from '#src/web/charts/svg.ts';
import type { Content, Markup } from '#src/web/html.ts';
import type { Texts } from '#src/web/texts/en.ts';

export interface BarChart extends ChartHead {
  measure: string;
  /** x is the number, y the values. */
  axes: { x: string; y: string };
  /** In the order shown. */
  items: readonly { label: string; value: Count }[];
}

/** A bar; its text is drawn at its end. */
export interface Bar {
  label: string;
  value: Count;
  text: string;
  /** Smaller, below the label. */
  note?: string | undefined;
}

const lineHeight = fontSize + 3;
const thickness = 24;

interface PlacedBar {
  bar: Bar;
  lines: string[];
  /** Baseline of the first line of the label. */
  labelY: number;
  top: number;
  bottom: number;
}

/** The label is left of its bar in the wide shape, above it in the narrow one. */
function placeBars(bars: readonly Bar[], labelWidth: number, start: number, shape: Shape): PlacedBar[] {
  let y = start;
  return bars.map((one) => {
    const lines = [...wrap(one.label, labelWidth), ...(one.note ? wrap(one.note, labelWidth) : [])];
    const text = lines.length * lineHeight;
    const height = shape === 'wide' ? Math.max(34, text + 14) : text + thickness + 14;
    const placed =
      shape === 'wide'
        ? { labelY: y + (height - text) / 2 + fontSize - 1, top: y + (height - thickness) / 2 }
        : { labelY: y + fontSize, top: y + text + 4 };
    y += height;
    return { bar: one, lines, bottom: y, ...placed };
  });
}

const longestWidth = (words: readonly string[]): number => Math.max(0, ...words.map((each) => textWidth(each)));

function drawBarsIn(bars: readonly Bar[], axes: { x: string; y: string }, altText: string, shape: Shape): Markup {
  const wide = shape === 'wide';
  const width = wide ? 640 : 340;
  const labelWidth = wide
    ? Math.min(220, Math.max(longestWidth(bars.flatMap((one) => [one.label, one.note ?? ''])), 60))
    : width;
  const left = wide ? labelWidth + 14 : 1;
  const textRoom = longestWidth(bars.map((one) => one.text)) + 10;
  const x = scaleLinear([0, Math.max(1, ...bars.map((one) => one.value ?? 0))], [0, width - left - textRoom]);
  const placed = placeBars(bars, labelWidth, 32, shape);
  const bottom = placed.at(-1)?.bottom ?? 32;
  return svgDrawing({ width, height: bottom + 30 }, altText, `app-chart__${shape}`, [
    text(0, 16, axes.y, { bold: true }),
    placed.map(({ bar: one, lines, labelY, top }) => [
      textLines(wide ? labelWidth : 0, labelY, lines, { anchor: wide ? 'end' : 'start' }),
      rect(left, top, x(one.value ?? 0), thickness, barColour),
      text(left + x(one.value ?? 0) + 6, top + thickness / 2 + 5, one.text),
    ]),
    rule(left, 28, left, bottom, axisColour),
    text(left, bottom + 22, axes.x, { bold: true }),
  ]);
}

/** Draws both shapes of a bar chart; `altText` is its text alternative. */
export const drawBars = (bars: readonly Bar[], axes: { x: string; y: string }, altText: string): Content =>
  shapes.map((shape) => drawBarsIn(bars, axes, altText, shape));

function altText(texts: Texts, chart: BarChart): string {
  const words = texts.charts.bar;
  const items = chart.items.map((item) => words.item(item.label, formatCount(texts, item.value)));
  return [words.summary(chart.measure, chart.axes.y), ...items].join(' ');
}

export const barChart = (texts: Texts, chart: BarChart): Markup =>
  chartFigure(
    texts,
    chart,
    chart.items.map((item) => item.value),
    drawBars(
      chart.items.map((item) => ({ ...item, text: formatCount(texts, item.value) })),
      chart.axes,
      altText(texts, chart),
    ),
  );

export const barTable = (texts: Texts, chart: BarChart): Markup =>
  numbersTable(texts, chart, {
    columns: [chart.axes.y, chart.axes.x],
    rows: chart.items.map((item) => ({ label: item.label, values: [formatCount(texts, item.value)] })),
  });
