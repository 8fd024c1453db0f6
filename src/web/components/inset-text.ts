import type { Attributes, Markup, TextOrHtml } from '#src/web/html.ts';
import { attribute, attributes, classes, contentOf, html } from '#src/web/html.ts';

export interface InsetTextOptions extends TextOrHtml {
  id?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export const insetText = (options: InsetTextOptions): Markup =>
  html`<div${attribute('id', options.id)} class="${classes('govuk-inset-text', options.classes)}"${attributes(options.attributes)}>
  ${contentOf(options)}
</div>`;
