import type { Attributes, Content, Markup, Sparse, TextOrHtml } from '#src/web/html.ts';
import { attribute, attributes, classes, contentOf, html, renderEach } from '#src/web/html.ts';

export interface TableCell extends TextOrHtml {
  format?: 'numeric' | undefined;
  classes?: string | undefined;
  colspan?: number | undefined;
  rowspan?: number | undefined;
  attributes?: Attributes | undefined;
}

export interface TableOptions {
  caption?: string | undefined;
  captionClasses?: string | undefined;
  head?: readonly TableCell[] | undefined;
  rows: Sparse<readonly TableCell[]>;
  firstCellIsHeader?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

const spans = (cell: TableCell): Content => [
  attribute('colspan', cell.colspan),
  attribute('rowspan', cell.rowspan),
  attributes(cell.attributes),
];
const headerNames = (cell: TableCell, formatted: boolean): string =>
  classes('govuk-table__header', formatted && cell.format && `govuk-table__header--${cell.format}`, cell.classes);

function dataCell(cell: TableCell, asHeader: boolean): Markup {
  if (asHeader) return html`<th scope="row" class="${headerNames(cell, false)}"${spans(cell)}>${contentOf(cell)}</th>`;
  const names = classes('govuk-table__cell', cell.format && `govuk-table__cell--${cell.format}`, cell.classes);
  return html`<td class="${names}"${spans(cell)}>${contentOf(cell)}</td>`;
}

export function table(options: TableOptions): Markup {
  const head =
    options.head &&
    html`<thead class="govuk-table__head">
    <tr class="govuk-table__row">
    ${options.head.map((cell) => html`<th scope="col" class="${headerNames(cell, true)}"${spans(cell)}>${contentOf(cell)}</th> `)}
    </tr>
  </thead>`;
  const row = (cells: readonly TableCell[]): Markup =>
    html`<tr class="govuk-table__row">${cells.map((cell, index) => html` ${dataCell(cell, index === 0 && options.firstCellIsHeader === true)}`)}
    </tr>
    `;
  return html`<table class="${classes('govuk-table', options.classes)}"${attributes(options.attributes)}>
  ${options.caption && html`<caption class="${classes('govuk-table__caption', options.captionClasses)}">${options.caption}</caption>`}
  ${head}
  <tbody class="govuk-table__body">
    ${renderEach(options.rows, row)}
  </tbody>
</table>`;
}
