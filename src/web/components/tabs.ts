import type { Attributes, Content, Markup, Part, Sparse } from '#src/web/html.ts';
import { attribute, attributes, classes, each, html } from '#src/web/html.ts';

export interface TabItem {
  id?: string | undefined;
  label: string;
  attributes?: Attributes | undefined;
  panel: Part & { attributes?: Attributes | undefined };
}

export interface TabsOptions {
  id?: string | undefined;
  /** Required if an item has no id. */
  idPrefix?: string | undefined;
  title?: string | undefined;
  items?: Sparse<TabItem> | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

const panelId = (given: TabsOptions, item: TabItem, position: number): string =>
  item.id || `${given.idPrefix}-${position}`;

function heading(given: TabsOptions, item: TabItem, position: number): Content {
  return html`<li class="${classes('govuk-tabs__list-item', position === 1 && 'govuk-tabs__list-item--selected')}">
      <a class="govuk-tabs__tab" href="#${panelId(given, item, position)}"${attributes(item.attributes)}>${item.label}</a>
    </li>
    `;
}

function panel(given: TabsOptions, item: TabItem, position: number): Content {
  const body = item.panel.html?.length
    ? item.panel.html
    : item.panel.text && html`<p class="govuk-body">${item.panel.text}</p>`;
  return html`<div class="${classes('govuk-tabs__panel', position > 1 && 'govuk-tabs__panel--hidden')}" id="${panelId(given, item, position)}"${attributes(item.panel.attributes)}>
    ${body}
  </div>
  `;
}

export const tabs = (given: TabsOptions): Markup =>
  html`<div${attribute('id', given.id)} class="${classes('govuk-tabs', given.classes)}"${attributes(given.attributes)} data-module="govuk-tabs">
  <h2 class="govuk-tabs__title">
    ${given.title ?? 'Contents'}
  </h2>
  ${
    given.items?.length
      ? html`<ul class="govuk-tabs__list">
    ${each(given.items, (item, position) => heading(given, item, position))}
  </ul>
  ${each(given.items, (item, position) => panel(given, item, position))}`
      : undefined
  }
</div>`;
