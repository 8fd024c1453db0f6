import type { Attributes, Content, Markup, Sparse, TextOrHtml } from '#src/web/html.ts';
import { attribute, attributes, classes, contentOf, hasContent, html, raw, renderEach } from '#src/web/html.ts';

export interface PaginationLink extends TextOrHtml {
  href?: string | undefined;
  /** Name of the target page, if there are no page numbers. */
  labelText?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface PaginationItem {
  number?: number | string | undefined;
  visuallyHiddenText?: string | undefined;
  href?: string | undefined;
  current?: boolean | undefined;
  ellipsis?: boolean | undefined;
  attributes?: Attributes | undefined;
}

export interface PaginationOptions {
  items?: Sparse<PaginationItem> | undefined;
  previous?: PaginationLink | undefined;
  next?: PaginationLink | undefined;
  landmarkLabel?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

type Way = 'prev' | 'next';
const arrows: Record<Way, Markup> = {
  prev: raw(
    '<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path></svg>',
  ),
  next: raw(
    '<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path></svg>',
  ),
};
const defaults: Record<Way, Markup> = {
  prev: raw('Previous<span class="govuk-visually-hidden"> page</span>'),
  next: raw('Next<span class="govuk-visually-hidden"> page</span>'),
};

function arrowLink(options: PaginationLink | undefined, way: Way, block: boolean): Content {
  if (!options?.href) return undefined;
  const arrowFirst = block || way === 'prev';
  const titleNames = classes(
    'govuk-pagination__link-title',
    block && !options.labelText && 'govuk-pagination__link-title--decorated',
  );
  return html`<div class="govuk-pagination__${way}">
    <a class="govuk-link govuk-pagination__link" href="${options.href}" rel="${way}"${attributes(options.attributes)}>
      ${arrowFirst && arrows[way]}
      <span class="${titleNames}">${hasContent(options) ? contentOf(options) : defaults[way]}</span>
      ${
        block &&
        options.labelText &&
        html`<span class="govuk-visually-hidden">:</span>
      <span class="govuk-pagination__link-label">${options.labelText}</span>`
      }
      ${!arrowFirst && arrows[way]}
    </a>
  </div>`;
}

function pageItem(item: PaginationItem): Content {
  if (Object.keys(item).length === 0) return undefined;
  const names = classes(
    'govuk-pagination__item',
    item.current && 'govuk-pagination__item--current',
    item.ellipsis && 'govuk-pagination__item--ellipsis',
  );
  const link = html`<a class="govuk-link govuk-pagination__link" href="${item.href}" aria-label="${item.visuallyHiddenText ?? `Page ${item.number}`}"${attribute('aria-current', item.current && 'page')}${attributes(item.attributes)}>
      ${item.number}
    </a>`;
  return html`<li class="${names}">
    ${item.ellipsis ? '⋯' : link}
  </li>`;
}

export function pagination(options: PaginationOptions): Markup {
  const block = !options.items && Boolean(options.next || options.previous);
  const names = classes('govuk-pagination', block && 'govuk-pagination--block', options.classes);
  return html`<nav class="${names}" aria-label="${options.landmarkLabel || 'Pagination'}"${attributes(options.attributes)}>
  ${arrowLink(options.previous, 'prev', block)}
  ${options.items && html`<ul class="govuk-pagination__list">${renderEach(options.items, pageItem)}</ul>`}
  ${arrowLink(options.next, 'next', block)}
</nav>`;
}
