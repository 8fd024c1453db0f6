import type { Attributes, Markup, Part } from '#src/web/html.ts';
import { attributes, classes, html, pick } from '#src/web/html.ts';

export interface WarningTextOptions extends Part {
  iconFallbackText?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export const warningText = (given: WarningTextOptions): Markup =>
  html`<div class="${classes('govuk-warning-text', given.classes)}"${attributes(given.attributes)}>
  <span class="govuk-warning-text__icon" aria-hidden="true">!</span>
  <strong class="govuk-warning-text__text">
    <span class="govuk-visually-hidden">${given.iconFallbackText || 'Warning'}</span>
    ${pick(given)}
  </strong>
</div>`;
