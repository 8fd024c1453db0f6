import type { Attributes, Content, Part } from '#src/web/html.ts';
import { attribute, attributes, classes, has, html, pick } from '#src/web/html.ts';

export interface LabelOptions extends Part {
  /** Id of the input. */
  for?: string | undefined;
  isPageHeading?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** Renders nothing if there is neither text nor markup. */
export function label(given: LabelOptions): Content {
  if (!has(given)) return undefined;
  const element = html`<label class="${classes('govuk-label', given.classes)}"${attributes(given.attributes)}${attribute('for', given.for)}>
  ${pick(given)}
</label>`;
  return given.isPageHeading ? html`<h1 class="govuk-label-wrapper">${element}</h1>` : element;
}
