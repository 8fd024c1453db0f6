import type { Attributes, Markup, TextOrHtml } from '#src/web/html.ts';
import { attributes, classes, contentOf, html } from '#src/web/html.ts';

export interface TagOptions extends TextOrHtml {
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export const tag = (options: TagOptions): Markup =>
  html`<strong class="${classes('govuk-tag', options.classes)}"${attributes(options.attributes)}>
  ${contentOf(options)}
</strong>`;
