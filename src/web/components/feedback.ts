import type { Attributes, Markup, TextOrHtml } from '#src/web/html.ts';
import { attributes, classes, contentOf, html, raw } from '#src/web/html.ts';

export interface FeedbackOptions extends TextOrHtml {
  titleText?: string | undefined;
  titleHtml?: Markup | undefined;
  headingLevel?: number | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export function feedback(options: FeedbackOptions): Markup {
  const heading = raw(`h${options.headingLevel || 2}`);
  const body = options.html?.length ? options.html : options.text && html`<p class="govuk-body">${options.text}</p>`;
  return html`<div class="${classes('govuk-feedback govuk-width-container', options.classes)}"${attributes(options.attributes)}>
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <${heading} class="govuk-feedback__title">${contentOf({ text: options.titleText, html: options.titleHtml })}</${heading}>
      ${body && html`<div class="govuk-feedback__body">${body}</div>`}
    </div>
  </div>
</div>`;
}
