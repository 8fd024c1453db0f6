import type { Attributes, Content, TextOrHtml } from '#src/web/html.ts';
import { attribute, attributes, classes, contentOf, hasContent, html } from '#src/web/html.ts';

export interface LabelOptions extends TextOrHtml {
  /** Id of the input. */
  for?: string | undefined;
  isPageHeading?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** Renders nothing if there is neither text nor markup. */
export function label(options: LabelOptions): Content {
  if (!hasContent(options)) return undefined;
  const element = html`<label class="${classes('govuk-label', options.classes)}"${attributes(options.attributes)}${attribute('for', options.for)}>
  ${contentOf(options)}
</label>`;
  return options.isPageHeading ? html`<h1 class="govuk-label-wrapper">${element}</h1>` : element;
}
