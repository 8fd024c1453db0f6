/**
 * govuk-frontend's footer without the crown, the licence and the copyright notice, which only the Crown may show.
 */
import type { Attributes, Content, Markup, TextOrHtml } from '#src/web/html.ts';
import { attributes, classes, contentOf, hasContent, html } from '#src/web/html.ts';

export interface FooterLink {
  text?: string | undefined;
  href?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface FooterSection {
  title: string;
  columns?: number | undefined;
  width?: string | undefined;
  items?: readonly FooterLink[] | undefined;
}

export interface FooterOptions {
  meta?:
    | (TextOrHtml & { visuallyHiddenTitle?: string | undefined; items?: readonly FooterLink[] | undefined })
    | undefined;
  navigation?: readonly FooterSection[] | undefined;
  containerClasses?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

const link = (item: FooterLink): Markup =>
  html`<a class="govuk-footer__link" href="${item.href}"${attributes(item.attributes)}>${item.text}</a>`;

function section(options: FooterSection): Markup {
  const names = classes(
    'govuk-footer__list',
    options.columns !== undefined && `govuk-footer__list--columns-${options.columns}`,
  );
  const items = (options.items ?? []).filter((item) => item.href && item.text);
  return html`
        <div class="govuk-footer__section govuk-grid-column-${options.width || 'full'}">
          <h2 class="govuk-footer__heading govuk-heading-m">${options.title}</h2>
          ${options.items?.length ? html`<ul class="${names}">${items.map((item) => html`<li class="govuk-footer__list-item">${link(item)}</li> `)}</ul>` : undefined}
        </div>`;
}

function meta(options: NonNullable<FooterOptions['meta']>): Content {
  const items = options.items ?? [];
  return html`<h2 class="govuk-visually-hidden">${options.visuallyHiddenTitle || 'Support links'}</h2>
        ${items.length > 0 && html`<ul class="govuk-footer__inline-list">${items.map((item) => html`<li class="govuk-footer__inline-list-item">${link(item)}</li> `)}</ul>`}
        ${hasContent(options) && html`<div class="govuk-footer__meta-custom">${contentOf(options)}</div>`}`;
}

export const footer = (options: FooterOptions): Markup =>
  html`<div class="${classes('govuk-footer', options.classes)}"${attributes(options.attributes)}>
  <div class="${classes('govuk-width-container', options.containerClasses)}">
    ${options.navigation?.length ? html`<div class="govuk-footer__navigation">${options.navigation.map(section)}</div><hr class="govuk-footer__section-break">` : undefined}
    <div class="govuk-footer__meta">
      <div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
        ${options.meta && meta(options.meta)}
      </div>
    </div>
  </div>
</div>`;
