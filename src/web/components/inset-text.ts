import type { Attributes, Markup, Part } from '#src/web/html.ts';
import { attribute, attributes, classes, html, pick } from '#src/web/html.ts';

export interface InsetTextOptions extends Part {
  id?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export const insetText = (given: InsetTextOptions): Markup =>
  html`<div${attribute('id', given.id)} class="${classes('govuk-inset-text', given.classes)}"${attributes(given.attributes)}>
  ${pick(given)}
</div>`;
