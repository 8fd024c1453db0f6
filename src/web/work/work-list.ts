/** A paged table of work. */
import { pagination } from '../components/pagination.ts';
import { type TableCell, table } from '../components/table.ts';
import { type Content, html, type Markup } from '../html.ts';
import { scrollableRegion } from '../scrollable.ts';
import type { Texts } from '../texts/en.ts';

export interface WorkTable {
  caption: string;
  /** Where a heading before the table says the same. */
  isCaptionHidden?: boolean;
  columns: readonly string[];
  rows: readonly (readonly TableCell[])[];
}

export interface WorkList extends WorkTable {
  title: string;
  lead: string;
  /** Instead of title and lead, where more stands above the list. */
  heading?: Content;
  none: string;
  /** Addresses of the pages beside it; undefined where there is none. */
  next?: string | undefined;
  previous?: string | undefined;
  first?: string | undefined;
  after?: Content;
}

export const workList = (texts: Texts, list: WorkList): Markup =>
  html`${list.heading ?? heading(list)}
  ${list.rows.length === 0 ? html`<p class="govuk-body">${list.none}</p>` : workTable(list)}
  ${list.first && html`<p class="govuk-body"><a class="govuk-link" href="${list.first}">${texts.work.first}</a></p>`}
  ${pageLinks(texts, list)}
  ${list.after}`;

export const workTable = (list: WorkTable): Markup =>
  scrollableRegion(
    list.caption,
    table({
      caption: list.caption,
      captionClasses: list.isCaptionHidden ? 'govuk-visually-hidden' : 'govuk-table__caption--m',
      classes: 'app-work',
      head: list.columns.map((text) => ({ text })),
      rows: list.rows.map((cells) => cells.map((cell, index) => ({ ...cell, attributes: columnLabel(list, index) }))),
      firstCellIsHeader: true,
    }),
  );

/** @param label names the list, where a page has several */
export function pageLinks(
  { work }: Texts,
  { previous, next }: Pick<WorkList, 'previous' | 'next'>,
  label = work.pages,
): Content {
  if (previous === undefined && next === undefined) return undefined;
  return pagination({
    landmarkLabel: label,
    previous: previous === undefined ? undefined : { href: previous, text: work.previous },
    next: next === undefined ? undefined : { href: next, text: work.next },
  });
}

const heading = ({ title, lead }: WorkList): Markup =>
  html`<h1 class="govuk-heading-l">${title}</h1>
  <p class="govuk-body">${lead}</p>`;

/** In a narrow window the cells of a row are stacked, each after its column's name (see own.css). */
const columnLabel = ({ columns }: WorkTable, index: number) => ({ 'data-label': columns[index] ?? '' });

/** Address of the page of a list that starts at a cursor. */
export const pageHref = (
  path: string,
  cursor: string | undefined,
  narrowed: Record<string, string> = {},
): string | undefined => (cursor === undefined ? undefined : `${path}?${new URLSearchParams({ ...narrowed, cursor })}`);

export const readCursor = (query: URLSearchParams): string | undefined => query.get('cursor') || undefined;
