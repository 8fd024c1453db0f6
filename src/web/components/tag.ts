import type { Attributes, Markup, Part } from '#src/web/html.ts';
import { attributes, classes, html, pick } from '#src/web/html.ts';

export interface TagOptions extends Part {
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export const tag = (given: TagOptions): Markup =>
  html`<strong class="${classes('govuk-tag', given.classes)}"${attributes(given.attributes)}>
  ${pick(given)}
</strong>`;
