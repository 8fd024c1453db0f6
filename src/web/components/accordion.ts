import type { Attributes, Content, Markup, Part, Sparse } from '#src/web/html.ts';
import { attributes, classes, each, has, html, pick, raw, translation } from '#src/web/html.ts';

export interface AccordionSection {
  heading: Part;
  summary?: Part | undefined;
  content: Part;
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

function section(given: AccordionOptions, item: AccordionSection, position: number): Content {
  const heading = raw(`h${given.headingLevel || 2}`);
  const content = item.content.html?.length
    ? item.content.html
    : item.content.text && html`<p class="govuk-body">${item.content.text}</p>`;
  return html`
  <div class="${classes('govuk-accordion__section', item.expanded && 'govuk-accordion__section--expanded')}">
    <div class="govuk-accordion__section-header">
      <${heading} class="govuk-accordion__section-heading">
        <span class="govuk-accordion__section-button" id="${given.id}-heading-${position}">${pick(item.heading)}</span>
      </${heading}>
      ${has(item.summary) && html`<div class="govuk-accordion__section-summary govuk-body" id="${given.id}-summary-${position}">${pick(item.summary)}</div>`}
    </div>
    <div id="${given.id}-content-${position}" class="govuk-accordion__section-content">${content}</div>
  </div>`;
}

export const accordion = (given: AccordionOptions): Markup =>
  html`<div class="${classes('govuk-accordion', given.classes)}" data-module="govuk-accordion" id="${given.id}"${[
    translation('hide-all-sections', given.hideAllSectionsText),
    translation('hide-section', given.hideSectionText),
    translation('hide-section-aria-label', given.hideSectionAriaLabelText),
    translation('show-all-sections', given.showAllSectionsText),
    translation('show-section', given.showSectionText),
    translation('show-section-aria-label', given.showSectionAriaLabelText),
    given.rememberExpanded !== undefined && html` data-remember-expanded="${String(given.rememberExpanded)}"`,
  ]}${attributes(given.attributes)}>
  ${each(given.items, (item, position) => section(given, item, position))}
</div>`;
