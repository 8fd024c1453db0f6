import type { Attributes, Markup, TextOrHtml } from '#src/web/html.ts';
import { attributes, classes, contentOf, html } from '#src/web/html.ts';

export interface Breadcrumb extends TextOrHtml {
  /** Undefined for the current page. */
  href?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface BreadcrumbsOptions {
  items: readonly Breadcrumb[];
  classes?: string | undefined;
  collapseOnMobile?: boolean | undefined;
  attributes?: Attributes | undefined;
  labelText?: string | undefined;
}

const crumb = (item: Breadcrumb): Markup =>
  item.href
    ? html`<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="${item.href}"${attributes(item.attributes)}>${contentOf(item)}</a></li>
    `
    : html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${contentOf(item)}</li>
    `;

export function breadcrumbs(options: BreadcrumbsOptions): Markup {
  const names = classes(
    'govuk-breadcrumbs',
    options.classes,
    options.collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile',
  );
  return html`<nav class="${names}"${attributes(options.attributes)} aria-label="${options.labelText ?? 'Breadcrumb'}">
  <ol class="govuk-breadcrumbs__list">
    ${options.items.map(crumb)}
  </ol>
</nav>`;
}
