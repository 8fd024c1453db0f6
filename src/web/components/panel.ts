import { button } from '#src/web/components/button.ts';
import type { Attributes, Markup, Part } from '#src/web/html.ts';
import { attributes, classes, has, html, pick, raw } from '#src/web/html.ts';

export interface PanelAction {
  text: string;
  type?: 'submit' | 'button' | undefined;
  href?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface PanelOptions extends Part {
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

const action = (given: PanelAction): Markup =>
  !given.href || given.type === 'button'
    ? button({
        text: given.text,
        type: given.type || 'button',
        classes: classes('govuk-button--inverse', given.classes),
        href: given.href,
        attributes: given.attributes,
      })
    : html`<a class="${classes('govuk-link govuk-link--inverse', given.classes)}" href="${given.href}"${attributes(given.attributes)}>${given.text}</a>`;

export function panel(given: PanelOptions): Markup {
  const heading = raw(`h${given.headingLevel || 1}`);
  const interruption = given.classes?.includes('govuk-panel--interruption') ?? false;
  const actions = interruption ? given.actions : undefined;
  const names = classes('govuk-panel', !interruption && 'govuk-panel--confirmation', given.classes);
  const buttons = actions?.items?.length
    ? html`<div class="govuk-button-group">${actions.items.map(
        (item) => html`
      ${action(item)}`,
      )}
    </div>`
    : undefined;
  return html`<div class="${names}"${attributes(given.attributes)}>
  <${heading} class="govuk-panel__title">
    ${pick({ text: given.titleText, html: given.titleHtml })}
  </${heading}>
  ${
    has(given) &&
    html`<div class="govuk-panel__body">
    ${pick(given)}
  </div>`
  }
  ${actions && html`<div class="${classes('govuk-panel__actions', actions.classes)}"${attributes(actions.attributes)}>${buttons}</div>`}
</div>`;
}
