import type { Attributes, Markup, TextOrHtml } from '#src/web/html.ts';
import { attribute, attributes, booleanAttribute, classes, contentOf, html } from '#src/web/html.ts';

export interface DetailsOptions extends TextOrHtml {
  summaryText?: string | undefined;
  summaryHtml?: Markup | undefined;
  id?: string | undefined;
  open?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export const details = (options: DetailsOptions): Markup =>
  html`<details${attribute('id', options.id)} class="${classes('govuk-details', options.classes)}"${attributes(options.attributes)}${booleanAttribute('open', options.open)}>
  <summary class="govuk-details__summary">
    <span class="govuk-details__summary-text">
      ${contentOf({ text: options.summaryText, html: options.summaryHtml })}
    </span>
  </summary>
  <div class="govuk-details__text">
    ${contentOf(options)}
  </div>
</details>`;
