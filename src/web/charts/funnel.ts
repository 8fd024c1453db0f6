/** A funnel chart: each step's number and its share of the first step. */
import { drawBars } from '#src/web/charts/bars.ts';
import { type ChartHead, type Count, chartFigure, formatCount, numbersTable } from '#src/web/charts/figure.ts';
import type { Markup } from '#src/web/html.ts';
import type { Texts } from '#src/web/texts/en.ts';

export interface FunnelChart extends ChartHead {
  measure: string;
  axes: { x: string; y: string };
  steps: readonly { label: string; value: Count; note?: string | undefined }[];
}

function shareOf(texts: Texts, chart: FunnelChart, value: Count): string {
  const first = chart.steps[0]?.value ?? null;
  return first && value !== null ? texts.charts.per100(value / first) : texts.charts.suppressed;
}

function altText(texts: Texts, chart: FunnelChart): string {
  const words = texts.charts.funnel;
  const steps = chart.steps.map((step) =>
    words.step(step.label, formatCount(texts, step.value), shareOf(texts, chart, step.value)),
  );
  return [words.summary(chart.measure), ...steps].join(' ');
}

export function funnelChart(texts: Texts, chart: FunnelChart): Markup {
  const bars = chart.steps.map((step) => ({
    ...step,
    text: `${formatCount(texts, step.value)} (${shareOf(texts, chart, step.value)})`,
  }));
  return chartFigure(
    texts,
    chart,
    chart.steps.map((step) => step.value),
    drawBars(bars, chart.axes, altText(texts, chart)),
  );
}

export const funnelTable = (texts: Texts, chart: FunnelChart): Markup =>
  numbersTable(texts, chart, {
    columns: [chart.axes.y, chart.axes.x, texts.charts.funnel.share],
    rows: chart.steps.map((step) => ({
      label: step.label,
      values: [formatCount(texts, step.value), shareOf(texts, chart, step.value)],
    })),
  });
