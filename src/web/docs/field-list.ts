/** Lists the fields of what is sent or answered. The objects among them are folded, since some have many fields. */
import { details } from '../components/details.ts';
import { summaryList } from '../components/summary-list.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import type { Alternative, FieldRow } from './schema-rows.ts';

/** A body that has several forms. */
export const alternativeLists = (texts: Texts, alternatives: readonly Alternative[]): Content =>
  alternatives.map(({ label, rows }) =>
    details({ summaryHtml: html`<code>${label}</code>`, html: html`${listOf(texts, rows)}` }),
  );

export function fieldList(texts: Texts, rows: readonly FieldRow[]): Content {
  const words = texts.docs;
  const parts = [...Map.groupBy(rows, ({ path }) => path.split(/[.[]/, 1)[0] ?? '')];
  const single = parts.flatMap(([, own]) => (own.length === 1 ? own : []));
  const folded = parts.filter(([, own]) => own.length > 1);
  return html`${single.length > 0 && listOf(texts, single)}${folded.map(([name, own]) => {
    const [whole, ...inner] = own;
    return details({
      summaryHtml: html`<code>${name}</code> ${words.fieldCount(inner.length)}`,
      html: html`${whole && html`<p class="govuk-body">${rowText(texts, whole)}</p>`}${listOf(texts, inner)}`,
    });
  })}`;
}

export const listOf = (texts: Texts, rows: readonly FieldRow[]): Markup =>
  summaryList({
    classes: 'app-fields',
    rows: rows.map((row) => ({
      key: { html: html`<code>${row.path}</code>` },
      value: { text: rowText(texts, row) },
    })),
  });

/** Its form, whether it is needed, and what it says. */
export const rowText = (
  { docs }: Texts,
  { type, required, description }: Pick<FieldRow, 'type' | 'required' | 'description'>,
): string =>
  [asSentence(required ? `${type}, ${docs.needed}` : type), asSentence(description)]
    .filter((part) => part !== '')
    .join(' ');

export const asSentence = (text: string): string => (text === '' || /[.!?]$/.test(text) ? text : `${text}.`);
