import type { Attributes, Markup, Part } from '#src/web/html.ts';
import { attribute, attributes, classes, flag, html, pick } from '#src/web/html.ts';

export interface DetailsOptions extends Part {
  summaryText?: string | undefined;
  summaryHtml?: Markup | undefined;
  id?: string | undefined;
  open?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export const details = (given: DetailsOptions): Markup =>
  html`<details${attribute('id', given.id)} class="${classes('govuk-details', given.classes)}"${attributes(given.attributes)}${flag('open', given.open)}>
  <summary class="govuk-details__summary">
    <span class="govuk-details__summary-text">
      ${pick({ text: given.summaryText, html: given.summaryHtml })}
    </span>
  </summary>
  <div class="govuk-details__text">
    ${pick(given)}
  </div>
</details>`;
