import type { Attributes, Content, Markup, Part } from '#src/web/html.ts';
import { attribute, attributes, classes, has, html, pick } from '#src/web/html.ts';

export interface LegendOptions extends Part {
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

function legend(given: LegendOptions | undefined): Content {
  if (!given || !has(given)) return undefined;
  const words = given.isPageHeading ? html`<h1 class="govuk-fieldset__heading">${pick(given)}</h1>` : pick(given);
  return html`<legend class="${classes('govuk-fieldset__legend', given.classes)}">
    ${words}
  </legend>`;
}

export const fieldset = (given: FieldsetOptions): Markup =>
  html`<fieldset class="${classes('govuk-fieldset', given.classes)}"${attribute('role', given.role)}${attribute('aria-describedby', given.describedBy)}${attributes(given.attributes)}>
  ${legend(given.legend)}
  ${given.html}
</fieldset>`;
