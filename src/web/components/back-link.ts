import type { Attributes, Markup, Part } from '#src/web/html.ts';
import { attributes, classes, has, html, pick } from '#src/web/html.ts';

export interface BackLinkOptions extends Part {
  href?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export const backLink = (given: BackLinkOptions): Markup =>
  html`<a href="${given.href || '#'}" class="${classes('govuk-back-link', given.classes)}"${attributes(given.attributes)}>${has(given) ? pick(given) : 'Back'}</a>`;
