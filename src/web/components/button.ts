import type { Attributes, Content, Markup, TextOrHtml } from '#src/web/html.ts';
import { attribute, attributes, booleanAttribute, classes, contentOf, html, raw } from '#src/web/html.ts';

export interface ButtonOptions extends TextOrHtml {
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

export function button(options: ButtonOptions): Markup {
  const names = classes('govuk-button', options.classes, options.isStartButton && 'govuk-button--start');
  const common = html` class="${names}" data-module="govuk-button"${attributes(options.attributes)}${attribute('id', options.id)}`;
  const words: Content =
    options.html?.length && options.isStartButton ? html`<span>${options.html}</span>` : contentOf(options);
  const inner = html`
  ${words}${options.isStartButton && startIcon}
`;
  if (options.href) return html`<a href="${options.href}" role="button" draggable="false"${common}>${inner}</a>`;
  return html`<button type="${options.type || 'submit'}"${[
    attribute('value', options.value),
    attribute('name', options.name),
    booleanAttribute('disabled aria-disabled="true"', options.disabled),
    options.preventDoubleClick !== undefined &&
      html` data-prevent-double-click="${String(options.preventDoubleClick)}"`,
  ]}${common}>${inner}</button>`;
}
