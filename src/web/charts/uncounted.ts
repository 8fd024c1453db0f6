/** Periods that were not counted: a grey band in place of the line, so that they are not taken for 0. */
import type { ScalePoint } from 'd3-scale';
import { uncountedColour } from '#src/web/charts/colours.ts';
import type { PeriodCount } from '#src/web/charts/figure.ts';
import { fontSize, rect, textLines, textWidth, wrap } from '#src/web/charts/svg.ts';
import type { Content } from '#src/web/html.ts';
import type { Texts } from '#src/web/texts/en.ts';

interface Plot {
  x: ScalePoint<number>;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Runs of periods without a count, first and last index. */
function runsOf(values: readonly PeriodCount[]): [number, number][] {
  const runs: [number, number][] = [];
  values.forEach((value, index) => {
    if (value !== undefined) return;
    const open = runs.at(-1);
    if (open && open[1] === index - 1) open[1] = index;
    else runs.push([index, index]);
  });
  return runs;
}

/** A period is counted for every series or for none. */
export function drawUncounted(
  texts: Texts,
  series: readonly { values: readonly PeriodCount[] }[],
  { x, left, right, top, bottom }: Plot,
): Content {
  const half = x.step() / 2;
  return runsOf(series[0]?.values ?? []).map(([first, last]) => {
    const start = Math.max(left, (x(first) ?? left) - half);
    const end = Math.min(right, (x(last) ?? right) + half);
    const lines = wrap(texts.charts.notCounted, end - start);
    const fits = lines.every((line) => textWidth(line) <= end - start);
    const middle = (top + bottom - (lines.length - 1) * fontSize) / 2;
    return [
      rect(start, top, end - start, bottom - top, uncountedColour),
      fits && textLines((start + end) / 2, middle, lines, { anchor: 'middle' }),
    ];
  });
}
