import type { Attributes, Content, Markup, TextOrHtml } from '#src/web/html.ts';
import { attribute, attributes, classes, contentOf, hasContent, html } from '#src/web/html.ts';

export interface LegendOptions extends TextOrHtml {
  classes?: string | undefined;
  isPageHeading?: boolean | undefined;
}

export interface FieldsetOptions {
  /** Ids of the elements that describe the group, separated by spaces. */
  describedBy?: string | undefined;
  legend?: LegendOptions | undefined;
  classes?: string | undefined;
  role?: string | undefined;
  attributes?: Attributes | undefined;
  html?: Markup | undefined;
}

function legend(options: LegendOptions | undefined): Content {
  if (!options || !hasContent(options)) return undefined;
  const words = options.isPageHeading
    ? html`<h1 class="govuk-fieldset__heading">${contentOf(options)}</h1>`
    : contentOf(options);
  return html`<legend class="${classes('govuk-fieldset__legend', options.classes)}">
    ${words}
  </legend>`;
}

export const fieldset = (options: FieldsetOptions): Markup =>
  html`<fieldset class="${classes('govuk-fieldset', options.classes)}"${attribute('role', options.role)}${attribute('aria-describedby', options.describedBy)}${attributes(options.attributes)}>
  ${legend(options.legend)}
  ${options.html}
</fieldset>`;
