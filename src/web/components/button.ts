import type { Attributes, Content, Markup, Part } from '#src/web/html.ts';
import { attribute, attributes, classes, flag, html, pick, raw } from '#src/web/html.ts';

export interface ButtonOptions extends Part {
  /** Renders a link that looks like a button. */
  href?: string | undefined;
  type?: 'submit' | 'button' | 'reset' | undefined;
  name?: string | undefined;
  value?: string | undefined;
  disabled?: boolean | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
  /** Ignores a second click within a second, if JavaScript runs. */
  preventDoubleClick?: boolean | undefined;
  isStartButton?: boolean | undefined;
  id?: string | undefined;
}

const startIcon = raw(
  '<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false"><path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>',
);

export function button(given: ButtonOptions): Markup {
  const names = classes('govuk-button', given.classes, given.isStartButton && 'govuk-button--start');
  const common = html` class="${names}" data-module="govuk-button"${attributes(given.attributes)}${attribute('id', given.id)}`;
  const words: Content = given.html?.length && given.isStartButton ? html`<span>${given.html}</span>` : pick(given);
  const inner = html`
  ${words}${given.isStartButton && startIcon}
`;
  if (given.href) return html`<a href="${given.href}" role="button" draggable="false"${common}>${inner}</a>`;
  return html`<button type="${given.type || 'submit'}"${[
    attribute('value', given.value),
    attribute('name', given.name),
    flag('disabled aria-disabled="true"', given.disabled),
    given.preventDoubleClick !== undefined && html` data-prevent-double-click="${String(given.preventDoubleClick)}"`,
  ]}${common}>${inner}</button>`;
}
