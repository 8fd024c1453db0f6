import type { Attributes, Markup, TextOrHtml } from '#src/web/html.ts';
import { attribute, attributes, classes, contentOf, html } from '#src/web/html.ts';

export interface HintOptions extends TextOrHtml {
  id?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export const hint = (options: HintOptions): Markup =>
  html`<div${attribute('id', options.id)} class="${classes('govuk-hint', options.classes)}"${attributes(options.attributes)}>
  ${contentOf(options)}
</div>`;
