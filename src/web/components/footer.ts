/**
 * govuk-frontend's footer without the crown, the licence and the copyright notice, which only the Crown may show.
 */
import type { Attributes, Content, Markup, Part } from '#src/web/html.ts';
import { attributes, classes, has, html, pick } from '#src/web/html.ts';

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
  meta?: (Part & { visuallyHiddenTitle?: string | undefined; items?: readonly FooterLink[] | undefined }) | undefined;
  navigation?: readonly FooterSection[] | undefined;
  containerClasses?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

const link = (item: FooterLink): Markup =>
  html`<a class="govuk-footer__link" href="${item.href}"${attributes(item.attributes)}>${item.text}</a>`;

function section(given: FooterSection): Markup {
  const names = classes(
    'govuk-footer__list',
    given.columns !== undefined && `govuk-footer__list--columns-${given.columns}`,
  );
  const items = (given.items ?? []).filter((item) => item.href && item.text);
  return html`
        <div class="govuk-footer__section govuk-grid-column-${given.width || 'full'}">
          <h2 class="govuk-footer__heading govuk-heading-m">${given.title}</h2>
          ${given.items?.length ? html`<ul class="${names}">${items.map((item) => html`<li class="govuk-footer__list-item">${link(item)}</li> `)}</ul>` : undefined}
        </div>`;
}

function meta(given: NonNullable<FooterOptions['meta']>): Content {
  const items = given.items ?? [];
  return html`<h2 class="govuk-visually-hidden">${given.visuallyHiddenTitle || 'Support links'}</h2>
        ${items.length > 0 && html`<ul class="govuk-footer__inline-list">${items.map((item) => html`<li class="govuk-footer__inline-list-item">${link(item)}</li> `)}</ul>`}
        ${has(given) && html`<div class="govuk-footer__meta-custom">${pick(given)}</div>`}`;
}

export const footer = (given: FooterOptions): Markup =>
  html`<div class="${classes('govuk-footer', given.classes)}"${attributes(given.attributes)}>
  <div class="${classes('govuk-width-container', given.containerClasses)}">
    ${given.navigation?.length ? html`<div class="govuk-footer__navigation">${given.navigation.map(section)}</div><hr class="govuk-footer__section-break">` : undefined}
    <div class="govuk-footer__meta">
      <div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
        ${given.meta && meta(given.meta)}
      </div>
    </div>
  </div>
</div>`;
