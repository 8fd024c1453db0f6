import type { Attributes, Content, Markup, Sparse, TextOrHtml } from '#src/web/html.ts';
import { attribute, attributes, classes, html, renderEach } from '#src/web/html.ts';

export interface TabItem {
  id?: string | undefined;
  label: string;
  attributes?: Attributes | undefined;
  panel: TextOrHtml & { attributes?: Attributes | undefined };
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

const panelId = (options: TabsOptions, item: TabItem, position: number): string =>
  item.id || `${options.idPrefix}-${position}`;

function heading(options: TabsOptions, item: TabItem, position: number): Content {
  return html`<li class="${classes('govuk-tabs__list-item', position === 1 && 'govuk-tabs__list-item--selected')}">
      <a class="govuk-tabs__tab" href="#${panelId(options, item, position)}"${attributes(item.attributes)}>${item.label}</a>
    </li>
    `;
}

function panel(options: TabsOptions, item: TabItem, position: number): Content {
  const body = item.panel.html?.length
    ? item.panel.html
    : item.panel.text && html`<p class="govuk-body">${item.panel.text}</p>`;
  return html`<div class="${classes('govuk-tabs__panel', position > 1 && 'govuk-tabs__panel--hidden')}" id="${panelId(options, item, position)}"${attributes(item.panel.attributes)}>
    ${body}
  </div>
  `;
}

export const tabs = (options: TabsOptions): Markup =>
  html`<div${attribute('id', options.id)} class="${classes('govuk-tabs', options.classes)}"${attributes(options.attributes)} data-module="govuk-tabs">
  <h2 class="govuk-tabs__title">
    ${options.title ?? 'Contents'}
  </h2>
  ${
    options.items?.length
      ? html`<ul class="govuk-tabs__list">
    ${renderEach(options.items, (item, position) => heading(options, item, position))}
  </ul>
  ${renderEach(options.items, (item, position) => panel(options, item, position))}`
      : undefined
  }
</div>`;
