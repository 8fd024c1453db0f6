import type { Attributes, Markup, TextOrHtml } from '#src/web/html.ts';
import { attribute, attributes, classes, contentOf, html } from '#src/web/html.ts';

export interface ErrorMessageOptions extends TextOrHtml {
  id?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
  /** Read out before the message; "Error" by default, nothing if empty. */
  visuallyHiddenText?: string | undefined;
}

export function errorMessage(options: ErrorMessageOptions): Markup {
  const hidden = options.visuallyHiddenText ?? 'Error';
  return html`<p${attribute('id', options.id)} class="${classes('govuk-error-message', options.classes)}"${attributes(options.attributes)}>
  ${hidden && html`<span class="govuk-visually-hidden">${hidden}:</span> `}${contentOf(options)}
</p>`;
}
