import type { Attributes, Markup, TextOrHtml } from '#src/web/html.ts';
import { attributes, classes, contentOf, html } from '#src/web/html.ts';

export interface ErrorSummaryItem extends TextOrHtml {
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
    ${item.href ? html`<a href="${item.href}"${attributes(item.attributes)}>${contentOf(item)}</a>` : contentOf(item)}
  </li>
  `;

export function errorSummary(options: ErrorSummaryOptions): Markup {
  const description = contentOf({ text: options.descriptionText, html: options.descriptionHtml });
  const focus =
    options.disableAutoFocus !== undefined && html` data-disable-auto-focus="${String(options.disableAutoFocus)}"`;
  return html`<div class="${classes('govuk-error-summary', options.classes)}"${focus}${attributes(options.attributes)} data-module="govuk-error-summary">
  <div role="alert">
    <h2 class="govuk-error-summary__title">
      ${contentOf({ text: options.titleText, html: options.titleHtml })}
    </h2>
    <div class="govuk-error-summary__body">
      ${description && html`<p>${description}</p>`}
      ${options.errorList?.length ? html`<ul class="govuk-list govuk-error-summary__list">${options.errorList.map(entry)}</ul>` : undefined}
    </div>
  </div>
</div>`;
}
