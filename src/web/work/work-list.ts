/** A paged table of work. */
import { type TableCell, table } from '../components/table.ts';
import { type Content, html, type Markup } from '../html.ts';
import { scrollableRegion } from '../scrollable.ts';
import type { Texts } from '../texts/en.ts';

export interface WorkList {
  title: string;
  lead: string;
  notice?: Content;
  caption: string;
  none: string;
  columns: readonly string[];
  rows: readonly (readonly TableCell[])[];
  /** Address of the next page; undefined on the last. */
  next?: string | undefined;
  first?: string | undefined;
  after?: Content;
}

export function workList(texts: Texts, list: WorkList): Markup {
  const { next, first } = texts.work;
  return html`<h1 class="govuk-heading-l">${list.title}</h1>
  <p class="govuk-body">${list.lead}</p>
  ${list.notice}
  ${
    list.rows.length === 0
      ? html`<p class="govuk-body">${list.none}</p>`
      : scrollableRegion(
          list.caption,
          table({
            caption: list.caption,
            captionClasses: 'govuk-table__caption--m',
            classes: 'app-work',
            head: list.columns.map((text) => ({ text })),
            rows: list.rows.map((cells) =>
              cells.map((cell, index) => ({ ...cell, attributes: columnLabel(list, index) })),
            ),
            firstCellIsHeader: true,
          }),
        )
  }
  ${
    (list.next || list.first) &&
    html`<p class="govuk-body">
    ${list.first && html`<a class="govuk-link" href="${list.first}">${first}</a>`}
    ${list.next && html`<a class="govuk-link" href="${list.next}" rel="next">${next}</a>`}
  </p>`
  }
  ${list.after}`;
}

/** In a narrow window the cells of a row are stacked, each after its column's name (see own.css). */
const columnLabel = ({ columns }: WorkList, index: number) => ({ 'data-label': columns[index] ?? '' });

/** Address of the page of a list that starts at a cursor. */
export const pageHref = (
  path: string,
  cursor: string | undefined,
  narrowed: Record<string, string> = {},
): string | undefined => (cursor === undefined ? undefined : `${path}?${new URLSearchParams({ ...narrowed, cursor })}`);

export const readCursor = (query: URLSearchParams): string | undefined => query.get('cursor') || undefined;
