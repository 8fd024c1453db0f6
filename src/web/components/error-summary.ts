import type { Attributes, Markup, Part } from '#src/web/html.ts';
import { attributes, classes, html, pick } from '#src/web/html.ts';

export interface ErrorSummaryItem extends Part {
  /** "#" and the id of the first input to correct. */
  href?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface ErrorSummaryOptions {
  titleText?: string | undefined;
  titleHtml?: Markup | undefined;
  descriptionText?: string | undefined;
  descriptionHtml?: Markup | undefined;
  errorList?: readonly ErrorSummaryItem[] | undefined;
  disableAutoFocus?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

const entry = (item: ErrorSummaryItem): Markup =>
  html`<li>
    ${item.href ? html`<a href="${item.href}"${attributes(item.attributes)}>${pick(item)}</a>` : pick(item)}
  </li>
  `;

export function errorSummary(given: ErrorSummaryOptions): Markup {
  const description = pick({ text: given.descriptionText, html: given.descriptionHtml });
  const focus =
    given.disableAutoFocus !== undefined && html` data-disable-auto-focus="${String(given.disableAutoFocus)}"`;
  return html`<div class="${classes('govuk-error-summary', given.classes)}"${focus}${attributes(given.attributes)} data-module="govuk-error-summary">
  <div role="alert">
    <h2 class="govuk-error-summary__title">
      ${pick({ text: given.titleText, html: given.titleHtml })}
    </h2>
    <div class="govuk-error-summary__body">
      ${description && html`<p>${description}</p>`}
      ${given.errorList?.length ? html`<ul class="govuk-list govuk-error-summary__list">${given.errorList.map(entry)}</ul>` : undefined}
    </div>
  </div>
</div>`;
}
