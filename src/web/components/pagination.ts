import type { Attributes, Content, Markup, Sparse, TextOrHtml } from '#src/web/html.ts';
import { attributes, classes, contentOf, hasContent, html, raw, renderEach } from '#src/web/html.ts';

export interface PaginationLink extends TextOrHtml {
  href: string;
  /** What the page holds, below the link's text. Only without items. */
  labelText?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface PaginationItem {
  number?: number | string | undefined;
  href?: string | undefined;
  visuallyHiddenText?: string | undefined;
  current?: boolean | undefined;
  ellipsis?: boolean | undefined;
  attributes?: Attributes | undefined;
}

export interface PaginationOptions {
  previous?: PaginationLink | undefined;
  next?: PaginationLink | undefined;
  items?: Sparse<PaginationItem> | undefined;
  landmarkLabel?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

type Direction = 'prev' | 'next';

const arrows: Record<Direction, Markup> = {
  prev: raw(
    '<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path></svg>',
  ),
  next: raw(
    '<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path></svg>',
  ),
};

const names: Record<Direction, string> = { prev: 'Previous', next: 'Next' };

function arrowLink(link: PaginationLink | undefined, direction: Direction, isBlock: boolean): Content {
  if (!link?.href) return undefined;
  const text = hasContent(link)
    ? contentOf(link)
    : html`${names[direction]}<span class="govuk-visually-hidden"> page</span>`;
  const title = classes(
    'govuk-pagination__link-title',
    isBlock && !link.labelText && 'govuk-pagination__link-title--decorated',
  );
  const isArrowFirst = isBlock || direction === 'prev';
  const label =
    isBlock &&
    link.labelText &&
    html`<span class="govuk-visually-hidden">:</span>
      <span class="govuk-pagination__link-label">${link.labelText}</span>`;
  return html`<div class="govuk-pagination__${direction}">
    <a class="govuk-link govuk-pagination__link" href="${link.href}" rel="${direction}"${attributes(link.attributes)}>
      ${isArrowFirst && arrows[direction]}
      <span class="${title}">${text}</span>
      ${label}
      ${!isArrowFirst && arrows[direction]}
    </a>
  </div>`;
}

function pageItem(item: PaginationItem): Content {
  if (Object.keys(item).length === 0) return undefined;
  const name = classes(
    'govuk-pagination__item',
    item.current && 'govuk-pagination__item--current',
    item.ellipsis && 'govuk-pagination__item--ellipsis',
  );
  if (item.ellipsis) return html`<li class="${name}">${raw('&ctdot;')}</li>`;
  const label = item.visuallyHiddenText ?? `Page ${item.number}`;
  return html`<li class="${name}">
    <a class="govuk-link govuk-pagination__link" href="${item.href}" aria-label="${label}"${item.current && html` aria-current="page"`}${attributes(item.attributes)}>
      ${item.number}
    </a>
  </li>`;
}

export function pagination(options: PaginationOptions): Markup {
  const { previous, next, items } = options;
  const isBlock = !items && (previous !== undefined || next !== undefined);
  const name = classes('govuk-pagination', isBlock && 'govuk-pagination--block', options.classes);
  return html`<nav class="${name}" aria-label="${options.landmarkLabel || 'Pagination'}"${attributes(options.attributes)}>
  ${arrowLink(previous, 'prev', isBlock)}
  ${items && html`<ul class="govuk-pagination__list">${renderEach(items, pageItem)}</ul>`}
  ${arrowLink(next, 'next', isBlock)}
</nav>`;
}
