import type { Attributes, Markup, Part } from '#src/web/html.ts';
import { attribute, attributes, classes, html, pick } from '#src/web/html.ts';

export interface HintOptions extends Part {
  id?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export const hint = (given: HintOptions): Markup =>
  html`<div${attribute('id', given.id)} class="${classes('govuk-hint', given.classes)}"${attributes(given.attributes)}>
  ${pick(given)}
</div>`;
