import { button } from '#src/web/components/button.ts';
import type { Attributes, Markup, TextOrHtml } from '#src/web/html.ts';
import { attributes, classes, contentOf, hasContent, html, raw } from '#src/web/html.ts';

export interface PanelAction {
  text: string;
  type?: 'submit' | 'button' | undefined;
  href?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface PanelOptions extends TextOrHtml {
  titleText?: string | undefined;
  titleHtml?: Markup | undefined;
  headingLevel?: number | undefined;
  /** `govuk-panel--interruption` makes it the panel of an interruption page, which can have actions. */
  classes?: string | undefined;
  attributes?: Attributes | undefined;
  actions?:
    | { classes?: string | undefined; attributes?: Attributes | undefined; items?: readonly PanelAction[] | undefined }
    | undefined;
}

const action = (options: PanelAction): Markup =>
  !options.href || options.type === 'button'
    ? button({
        text: options.text,
        type: options.type || 'button',
        classes: classes('govuk-button--inverse', options.classes),
        href: options.href,
        attributes: options.attributes,
      })
    : html`<a class="${classes('govuk-link govuk-link--inverse', options.classes)}" href="${options.href}"${attributes(options.attributes)}>${options.text}</a>`;

export function panel(options: PanelOptions): Markup {
  const heading = raw(`h${options.headingLevel || 1}`);
  const interruption = options.classes?.includes('govuk-panel--interruption') ?? false;
  const actions = interruption ? options.actions : undefined;
  const names = classes('govuk-panel', !interruption && 'govuk-panel--confirmation', options.classes);
  const buttons = actions?.items?.length
    ? html`<div class="govuk-button-group">${actions.items.map(
        (item) => html`
      ${action(item)}`,
      )}
    </div>`
    : undefined;
  return html`<div class="${names}"${attributes(options.attributes)}>
  <${heading} class="govuk-panel__title">
    ${contentOf({ text: options.titleText, html: options.titleHtml })}
  </${heading}>
  ${
    hasContent(options) &&
    html`<div class="govuk-panel__body">
    ${contentOf(options)}
  </div>`
  }
  ${actions && html`<div class="${classes('govuk-panel__actions', actions.classes)}"${attributes(actions.attributes)}>${buttons}</div>`}
</div>`;
}
