import type { Attributes, Markup, Part } from '#src/web/html.ts';
import { attributes, classes, html, pick } from '#src/web/html.ts';

export interface Breadcrumb extends Part {
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
    ? html`<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="${item.href}"${attributes(item.attributes)}>${pick(item)}</a></li>
    `
    : html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${pick(item)}</li>
    `;

export function breadcrumbs(given: BreadcrumbsOptions): Markup {
  const names = classes(
    'govuk-breadcrumbs',
    given.classes,
    given.collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile',
  );
  return html`<nav class="${names}"${attributes(given.attributes)} aria-label="${given.labelText ?? 'Breadcrumb'}">
  <ol class="govuk-breadcrumbs__list">
    ${given.items.map(crumb)}
  </ol>
</nav>`;
}
