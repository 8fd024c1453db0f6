import type { Attributes, Markup, TextOrHtml } from '#src/web/html.ts';
import { attributes, classes, contentOf, html } from '#src/web/html.ts';

export interface SkipLinkOptions extends TextOrHtml {
  href?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export const skipLink = (options: SkipLinkOptions): Markup =>
  html`<a href="${options.href || '#content'}" class="${classes('govuk-skip-link', options.classes)}"${attributes(options.attributes)} data-module="govuk-skip-link">${contentOf(options)}</a>`;
