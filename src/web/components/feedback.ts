import type { Attributes, Markup, Part } from '#src/web/html.ts';
import { attributes, classes, html, pick, raw } from '#src/web/html.ts';

export interface FeedbackOptions extends Part {
  titleText?: string | undefined;
  titleHtml?: Markup | undefined;
  headingLevel?: number | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export function feedback(given: FeedbackOptions): Markup {
  const heading = raw(`h${given.headingLevel || 2}`);
  const body = given.html?.length ? given.html : given.text && html`<p class="govuk-body">${given.text}</p>`;
  return html`<div class="${classes('govuk-feedback govuk-width-container', given.classes)}"${attributes(given.attributes)}>
  <div class="govuk-grid-row">
    <div class="govuk-grid-column-two-thirds">
      <${heading} class="govuk-feedback__title">${pick({ text: given.titleText, html: given.titleHtml })}</${heading}>
      ${body && html`<div class="govuk-feedback__body">${body}</div>`}
    </div>
  </div>
</div>`;
}
