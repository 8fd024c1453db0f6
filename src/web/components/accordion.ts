import type { Attributes, Content, Markup, Sparse, TextOrHtml } from '#src/web/html.ts';
import {
  attributes,
  classes,
  contentOf,
  hasContent,
  html,
  raw,
  renderEach,
  translationAttributes,
} from '#src/web/html.ts';

export interface AccordionSection {
  heading: TextOrHtml;
  summary?: TextOrHtml | undefined;
  content: TextOrHtml;
  expanded?: boolean | undefined;
}

export interface AccordionOptions {
  id: string;
  headingLevel?: number | undefined;
  items: Sparse<AccordionSection>;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
  rememberExpanded?: boolean | undefined;
  hideAllSectionsText?: string | undefined;
  hideSectionText?: string | undefined;
  hideSectionAriaLabelText?: string | undefined;
  showAllSectionsText?: string | undefined;
  showSectionText?: string | undefined;
  showSectionAriaLabelText?: string | undefined;
}

function section(options: AccordionOptions, item: AccordionSection, position: number): Content {
  const heading = raw(`h${options.headingLevel || 2}`);
  const content = item.content.html?.length
    ? item.content.html
    : item.content.text && html`<p class="govuk-body">${item.content.text}</p>`;
  return html`
  <div class="${classes('govuk-accordion__section', item.expanded && 'govuk-accordion__section--expanded')}">
    <div class="govuk-accordion__section-header">
      <${heading} class="govuk-accordion__section-heading">
        <span class="govuk-accordion__section-button" id="${options.id}-heading-${position}">${contentOf(item.heading)}</span>
      </${heading}>
      ${hasContent(item.summary) && html`<div class="govuk-accordion__section-summary govuk-body" id="${options.id}-summary-${position}">${contentOf(item.summary)}</div>`}
    </div>
    <div id="${options.id}-content-${position}" class="govuk-accordion__section-content">${content}</div>
  </div>`;
}

export const accordion = (options: AccordionOptions): Markup =>
  html`<div class="${classes('govuk-accordion', options.classes)}" data-module="govuk-accordion" id="${options.id}"${[
    translationAttributes('hide-all-sections', options.hideAllSectionsText),
    translationAttributes('hide-section', options.hideSectionText),
    translationAttributes('hide-section-aria-label', options.hideSectionAriaLabelText),
    translationAttributes('show-all-sections', options.showAllSectionsText),
    translationAttributes('show-section', options.showSectionText),
    translationAttributes('show-section-aria-label', options.showSectionAriaLabelText),
    options.rememberExpanded !== undefined && html` data-remember-expanded="${String(options.rememberExpanded)}"`,
  ]}${attributes(options.attributes)}>
  ${renderEach(options.items, (item, position) => section(options, item, position))}
</div>`;
