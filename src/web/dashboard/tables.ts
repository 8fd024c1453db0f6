/** Splits tables that are too wide for a printed page. */
import { type ChartHead, type Numbers, numbersTable } from '../charts/figure.ts';
import { type Content, html } from '../html.ts';
import type { Texts } from '../texts/en.ts';

/** Columns of numbers that fit on a printed page, next to the column that names the rows. */
export const maxColumns = 12;

export function wideTables(texts: Texts, head: ChartHead, { columns, rows }: Numbers, max = maxColumns): Content {
  const [first = '', ...others] = columns;
  const count = Math.ceil(others.length / max);
  return Array.from({ length: count }, (_, index) => {
    const part = (values: readonly string[]): string[] => values.slice(index * max, (index + 1) * max);
    const headline = count > 1 ? texts.dashboard.tablePart(head.headline, index + 1, count) : head.headline;
    return html`${numbersTable(
      texts,
      { ...head, headline },
      {
        columns: [first, ...part(others)],
        rows: rows.map(({ label, values }) => ({ label, values: part(values) })),
      },
    )}`;
  });
}
