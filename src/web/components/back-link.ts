import type { Attributes, Markup, TextOrHtml } from '#src/web/html.ts';
import { attributes, classes, contentOf, hasContent, html } from '#src/web/html.ts';

export interface BackLinkOptions extends TextOrHtml {
  href?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export const backLink = (options: BackLinkOptions): Markup =>
  html`<a href="${options.href || '#'}" class="${classes('govuk-back-link', options.classes)}"${attributes(options.attributes)}>${hasContent(options) ? contentOf(options) : 'Back'}</a>`;
