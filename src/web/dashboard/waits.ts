/** How long people waited: the median and the 90th percentile in words, and the distribution as a chart. */
import type { Percentile, Waits } from '#src/domain/volumes/waits.ts';
import { type BarChart, barChart, barTable } from '../charts/bars.ts';
import { formatCount, withTable } from '../charts/figure.ts';
import { html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import type { Change } from './compared.ts';
import { type Figures, type WaitStep, waitSteps } from './figures.ts';
import { partIds } from './part-ids.ts';

/** What of the page's figures is about waiting. */
export type WaitFigures = Pick<Figures, 'waits' | 'compared'>;

/** Only the end of its band is true of a percentile: minutes within the band would be made up. */
const formatTime = (texts: Texts, { from, to }: Percentile): string => {
  const words = texts.dashboard.waits;
  return Number.isFinite(to) ? words.within(words.time(to)) : words.least(words.time(from));
};

/** One sentence for both: half within, nine in ten within. */
export function describeWaits(texts: Texts, { hidden, median, ninetieth }: Waits): string {
  const words = texts.dashboard.waits;
  if (!median) return hidden > 0 ? words.cannotBeSaid : words.tooFew;
  return words.half(formatTime(texts, median), ninetieth && formatTime(texts, ninetieth));
}

/** An empty band between two others is a gap in the times, which the chart must show. */
function fromFirstToLast(bands: Waits['bands']): Waits['bands'] {
  const isUsed = ({ count }: Waits['bands'][number]): boolean => count > 0;
  const first = bands.findIndex(isUsed);
  return first < 0 ? [] : bands.slice(first, bands.findLastIndex(isUsed) + 1);
}

function describeBefore(texts: Texts, { compared }: WaitFigures, change: Change<Waits> | undefined): string[] {
  const words = texts.dashboard.waits;
  if (!change?.before.median) return [];
  const before = formatTime(texts, change.before.median);
  if (compared?.months === undefined) return [words.before(before)];
  return change.now.median ? [words.beforeFewer(compared.months, formatTime(texts, change.now.median), before)] : [];
}

function waitChart(texts: Texts, figures: WaitFigures, step: WaitStep): Markup {
  const words = texts.dashboard.waits;
  const { now, change } = figures.waits[step];
  const { dimension } = waitSteps[step];
  const used = fromFirstToLast(now.bands);
  const chart: BarChart = {
    id: `waits-${step}`,
    headline: `${words.steps[step]}: ${describeWaits(texts, now)}`,
    headingLevel: 3,
    note: [
      ...describeBefore(texts, figures, change),
      words.of(words.counted[step](formatCount(texts, now.count + now.hidden))),
      ...(now.hidden > 0 ? [words.hidden(formatCount(texts, now.hidden))] : []),
      ...(now.median && now.ninetieth
        ? [
            words.bands(
              texts.dashboard.valueName(dimension, now.median.band),
              texts.dashboard.valueName(dimension, now.ninetieth.band),
            ),
          ]
        : []),
    ].join(' '),
    measure: words.measure,
    axes: words.axes,
    items: used.map(({ band, count }) => ({ label: texts.dashboard.valueName(dimension, band), value: count })),
  };
  if (used.length === 0) return html`<p class="govuk-body">${chart.headline}.</p>`;
  return withTable(texts, barChart(texts, chart), barTable(texts, chart));
}

export const waitsSection = (
  texts: Texts,
  figures: WaitFigures,
): Markup => html`<h2 class="govuk-heading-m" id="${partIds.howFast}">${texts.dashboard.waits.title}</h2>
  ${waitChart(texts, figures, 'contact')}
  ${waitChart(texts, figures, 'referral')}`;
