/** The file of an area's published figures, from the schema that it is made by and read by. */
import { publishedFiguresJsonSchema } from '#src/contracts/published-figures.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { PublicCall } from '../app/page.ts';
import { details } from '../components/details.ts';
import { html } from '../html.ts';
import { codeBlock, inCode } from './code.ts';
import { listOf } from './field-list.ts';
import { fieldRows, type Schema } from './schema-rows.ts';

export function publishedFiguresPage({ site, page }: PublicCall): HttpResponse {
  const { texts } = site;
  const words = texts.docs.publishedFigures;
  const schema = publishedFiguresJsonSchema() as Schema;
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body-l">${words.lead}</p>
  <ul class="govuk-list govuk-list--bullet">${words.rules.map((rule) => html`<li>${inCode(rule)}</li>`)}</ul>
  <h2 class="govuk-heading-m">${words.fields}</h2>
  ${listOf(texts, fieldRows(schema, {}))}
  ${details({ summaryText: words.schema, html: html`${codeBlock(JSON.stringify(schema, undefined, 2))}` })}`;
  return page({ title: words.title, back: '/docs', content });
}
