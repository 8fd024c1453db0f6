import type { Attributes, Markup, Part } from '#src/web/html.ts';
import { attribute, attributes, classes, html, pick } from '#src/web/html.ts';

export interface ErrorMessageOptions extends Part {
  id?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
  /** Read out before the message; "Error" by default, nothing if empty. */
  visuallyHiddenText?: string | undefined;
}

export function errorMessage(given: ErrorMessageOptions): Markup {
  const hidden = given.visuallyHiddenText ?? 'Error';
  return html`<p${attribute('id', given.id)} class="${classes('govuk-error-message', given.classes)}"${attributes(given.attributes)}>
  ${hidden && html`<span class="govuk-visually-hidden">${hidden}:</span> `}${pick(given)}
</p>`;
}
