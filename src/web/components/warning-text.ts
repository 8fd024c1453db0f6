import type { Attributes, Markup, TextOrHtml } from '#src/web/html.ts';
import { attributes, classes, contentOf, html } from '#src/web/html.ts';

export interface WarningTextOptions extends TextOrHtml {
  iconFallbackText?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export const warningText = (options: WarningTextOptions): Markup =>
  html`<div class="${classes('govuk-warning-text', options.classes)}"${attributes(options.attributes)}>
  <span class="govuk-warning-text__icon" aria-hidden="true">!</span>
  <strong class="govuk-warning-text__text">
    <span class="govuk-visually-hidden">${options.iconFallbackText || 'Warning'}</span>
    ${contentOf(options)}
  </strong>
</div>`;
