import type { Attributes, Content, Markup, Sparse, TextOrHtml } from '#src/web/html.ts';
import { attributes, classes, contentOf, html, raw, renderEach } from '#src/web/html.ts';

export interface SummaryAction extends TextOrHtml {
  href: string;
  /** What the action applies to, for screen-reader users who hear the link without its row. */
  visuallyHiddenText?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface SummaryActions {
  items?: readonly SummaryAction[] | undefined;
  classes?: string | undefined;
}

export interface SummaryRow {
  key: TextOrHtml & { classes?: string | undefined };
  value?: (TextOrHtml & { classes?: string | undefined }) | undefined;
  actions?: SummaryActions | undefined;
  classes?: string | undefined;
}

export interface SummaryCard {
  title?: (TextOrHtml & { headingLevel?: number | undefined; classes?: string | undefined }) | undefined;
  actions?: SummaryActions | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface SummaryListOptions {
  rows: Sparse<SummaryRow>;
  card?: SummaryCard | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

function actionLink(action: SummaryAction, cardTitle: TextOrHtml | undefined): Markup {
  const about = cardTitle && html` (${contentOf(cardTitle)})`;
  const hidden =
    (action.visuallyHiddenText || cardTitle) &&
    html`<span class="govuk-visually-hidden">${action.visuallyHiddenText && html` ${action.visuallyHiddenText}`}${about}</span>`;
  return html`<a class="${classes('govuk-link', action.classes)}" href="${action.href}"${attributes(action.attributes)}>${contentOf(action)}${hidden}</a>`;
}

function cardActions(card: SummaryCard): Content {
  const items = card.actions?.items ?? [];
  const [only] = items;
  if (!only) return undefined;
  const names = classes('govuk-summary-card__actions', card.actions?.classes);
  if (items.length === 1) return html`<div class="${names}">${actionLink(only, card.title)}</div>`;
  return html`<ul class="${names}">${items.map((item) => html`<li class="govuk-summary-card__action">${actionLink(item, card.title)}</li> `)}</ul>`;
}

function rowActions(row: SummaryRow, cardTitle: TextOrHtml | undefined): Content {
  const items = row.actions?.items ?? [];
  const [only] = items;
  if (!only) return undefined;
  const list = html`<ul class="govuk-summary-list__actions-list">${items.map(
    (item) => html`<li class="govuk-summary-list__actions-list-item">${actionLink(item, cardTitle)}</li> `,
  )}</ul>`;
  return html`<dd class="${classes('govuk-summary-list__actions', row.actions?.classes)}">
      ${items.length === 1 ? actionLink(only, cardTitle) : list}
    </dd>`;
}

function row(options: SummaryRow, cardTitle: TextOrHtml | undefined, anyActions: boolean): Markup {
  const without = anyActions && !options.actions?.items;
  return html`<div class="${classes('govuk-summary-list__row', without && 'govuk-summary-list__row--no-actions', options.classes)}">
    <dt class="${classes('govuk-summary-list__key', options.key.classes)}">
      ${contentOf(options.key)}
    </dt>
    <dd class="${classes('govuk-summary-list__value', options.value?.classes)}">
      ${contentOf(options.value)}
    </dd>
    ${rowActions(options, cardTitle)}
  </div>
  `;
}

const hasActions = (one: SummaryListOptions['rows'][number]): boolean =>
  one ? (one.actions?.items?.length ?? 0) > 0 : false;

export function summaryList(options: SummaryListOptions): Markup {
  const anyActions = options.rows.some(hasActions);
  const { card } = options;
  const list = html`<dl class="${classes('govuk-summary-list', options.classes)}"${attributes(options.attributes)}>
  ${renderEach(options.rows, (one) => row(one, card?.title, anyActions))}
</dl>`;
  if (!card) return list;
  const heading = raw(`h${card.title?.headingLevel || 2}`);
  const title =
    card.title &&
    html`<${heading} class="${classes('govuk-summary-card__title', card.title.classes)}">${contentOf(card.title)}</${heading}>`;
  return html`<div class="${classes('govuk-summary-card', card.classes)}"${attributes(card.attributes)}>
  <div class="govuk-summary-card__title-wrapper">
    ${title}
    ${cardActions(card)}
  </div>
  <div class="govuk-summary-card__content">
    ${list}
  </div>
</div>`;
}
