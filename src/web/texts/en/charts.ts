/** Texts of charts. Numbers are passed as formatted text. */
import { lazyValue } from '#src/domain/lazy-value.ts';

const british = lazyValue(() => new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 }));
const number = (value: number): string => british().format(value);
const per100 = (share: number): string => `${Math.round(share * 100)}%`;

const lower = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

interface Extreme {
  label: string;
  value: string;
}

export const charts = {
  number,
  /** A count in words and tables; of published figures it says what 0 stands for. */
  count: number,
  per100,
  /** Shown instead of a suppressed count. */
  suppressed: '[c]',
  suppressedNote: 'A gap, or [c], means that the number is not shown, so that nobody can be recognised by it.',
  /** Of a period that was not counted: in a table, and in a drawing. */
  notCounted: 'not counted',
  noData: 'No data',
  asTable: (headline: string): string => `${headline}: the numbers as a table`,
  tableSummary: 'See the numbers as a table',
  line: {
    summary: (measure: string, axis: string, from: string, to: string): string =>
      `Line chart of ${measure} by ${lower(axis)}, ${from} to ${to}.`,
    series: (name: string, high: Extreme, low: Extreme, last: Extreme): string =>
      `${name}: highest ${high.value} (${high.label}), lowest ${low.value} (${low.label}), last ${last.value} (${last.label}).`,
    seriesPartly: (name: string, high: Extreme, low: Extreme, last: Extreme, hidden: number, of: number): string =>
      `${name}: of the numbers shown, highest ${high.value} (${high.label}), lowest ${low.value} (${low.label}), last ${last.value} (${last.label}). Not shown: ${hidden} of ${of}.`,
    flat: (name: string, value: string): string => `${name}: ${value} throughout.`,
    flatPartly: (name: string, value: string, hidden: number, of: number): string =>
      `${name}: ${value} wherever it is shown. Not shown: ${hidden} of ${of}.`,
    noValues: (name: string): string => `${name}: no numbers to show.`,
  },
  bar: {
    summary: (measure: string, axis: string): string => `Bar chart of ${measure} by ${lower(axis)}.`,
    item: (label: string, value: string): string => `${label}: ${value}.`,
  },
  funnel: {
    summary: (measure: string): string => `Bar chart of how many ${measure} reached each step.`,
  },
  map: {
    summary: (measure: string): string => `Map of ${measure} by district, each district a square of the same size.`,
    district: 'District',
    key: (from: string, to: string): string => (from === to ? from : `${from} to ${to}`),
  },
};
