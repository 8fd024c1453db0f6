import type { Attributes, Markup, Part } from '#src/web/html.ts';
import { attributes, classes, html, pick } from '#src/web/html.ts';

export interface SkipLinkOptions extends Part {
  href?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export const skipLink = (given: SkipLinkOptions): Markup =>
  html`<a href="${given.href || '#content'}" class="${classes('govuk-skip-link', given.classes)}"${attributes(given.attributes)} data-module="govuk-skip-link">${pick(given)}</a>`;
