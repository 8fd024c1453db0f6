/** The API reference, generated from the OpenAPI document: a list of the calls, searched within, and a page for each. */
import * as z from 'zod';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { button } from '#src/web/components/button.ts';
import { input } from '#src/web/components/input.ts';
import type { PublicCall } from '../app/page.ts';
import { table } from '../components/table.ts';
import { type Content, html, type Markup } from '../html.ts';
import { scrollableRegion } from '../scrollable.ts';
import type { Texts } from '../texts/en.ts';
import { fieldRows, resolveSchema, type Schema, type Schemas } from './schema-rows.ts';

const mediaSchema = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()).optional() }));
const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        description: z.string().optional(),
        required: z.boolean().optional(),
      }),
    )
    .optional(),
  requestBody: z.object({ content: mediaSchema }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: mediaSchema.optional() })),
});
type Operation = z.infer<typeof operationSchema>;
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())).optional() }),
});
type Document = z.infer<typeof documentSchema>;

let parsedDocument: Document | undefined;

const readDocument = (openApi: string): Document => {
  parsedDocument ??= documentSchema.parse(JSON.parse(openApi));
  return parsedDocument;
};

interface Call {
  path: string;
  method: string;
  operation: Operation;
}

const searchTexts = new WeakMap<Operation, string>();

const callsOf = ({ paths }: Document): Call[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );

/** @param openApi the document as JSON; parsed once, at the first request */
export async function referencePage(call: PublicCall, openApi: string): Promise<HttpResponse> {
  const document = readDocument(openApi);
  return call.page({ title: call.site.texts.docs.title, content: listContent(call, document), width: 'full' });
}

export async function callPage(call: PublicCall, openApi: string): Promise<HttpResponse> {
  const document = readDocument(openApi);
  const found = callsOf(document).find(({ operation }) => operation.operationId === call.params['name']);
  if (!found) return call.notFound();
  const content = operationSection(call.site.texts, found, document.components.schemas ?? {});
  return call.page({ title: found.operation.summary, back: '/docs', content, width: 'full' });
}

/** Whether each word that is looked for stands in the call's address, summary, answers or fields. */
function mentions(call: Call, words: readonly string[], schemas: Schemas): boolean {
  if (words.length === 0) return true;
  const text = searchTexts.get(call.operation) ?? describeForSearch(call, schemas);
  searchTexts.set(call.operation, text);
  return words.every((word) => text.includes(word));
}

/** In lower case, with the fields of what is sent and of what is answered. */
function describeForSearch({ path, method, operation }: Call, schemas: Schemas): string {
  const answers = Object.values(operation.responses).flatMap(({ content }) => Object.values(content ?? {}));
  const media = [...Object.values(operation.requestBody?.content ?? {}), ...answers];
  const fields = media.flatMap(({ schema }) => (schema ? fieldRows(resolveSchema(schema, schemas), schemas) : []));
  return JSON.stringify([
    path,
    method,
    operation.summary,
    operation.parameters,
    operation.responses,
    fields,
  ]).toLowerCase();
}

function listContent({ site, query }: PublicCall, document: Document): Markup {
  const words = site.texts.docs;
  const asked = (query.get('q') ?? '').trim().slice(0, 100);
  const searched = asked
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const calls = callsOf(document).filter((one) => mentions(one, searched, document.components.schemas ?? {}));
  const groups = [...Map.groupBy(calls, ({ operation }) => operation.tags[0] ?? '')];
  return html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body-l">${words.lead}</p>
  <p class="govuk-body"><a class="govuk-link" href="/v1/openapi.json">${words.download}</a></p>
  <p class="govuk-body">${words.token}</p>
  <p class="govuk-body">${words.safe}</p>
  <form method="get" action="/docs" role="search">
    ${input({ name: 'q', type: 'search', label: { text: words.search }, hint: { text: words.searchHint }, value: asked, classes: 'govuk-input--width-20' })}
    ${button({ text: words.searchButton, classes: 'govuk-button--secondary' })}
  </form>
  ${calls.length === 0 && html`<p class="govuk-body">${words.noneFound}</p>`}
  ${groups.map(
    ([name, found]) => html`<h2 class="govuk-heading-m">${name}</h2>
  <ul class="govuk-list">${found.map(
    ({ operation }) =>
      html`<li><a class="govuk-link" href="/docs/calls/${operation.operationId}">${operation.summary}</a></li>`,
  )}</ul>`,
  )}`;
}

function operationSection(texts: Texts, { path, method, operation }: Call, schemas: Schemas): Markup {
  const words = texts.docs;
  const scopes = operation.security.flatMap((one) => Object.values(one).flat());
  const query = (operation.parameters ?? []).filter((one) => one.in !== 'path');
  return html`<h1 class="govuk-heading-l">${operation.summary}</h1>
  <p class="govuk-body govuk-!-text-break-word"><code>${method} ${path}</code></p>
  <p class="govuk-body">${words.scope}: ${scopes.length > 0 ? html`<code>${scopes.join(' ')}</code>` : words.nobody}</p>
  ${
    query.length > 0 &&
    captionedTable(
      words.query,
      operation,
      [words.field, words.required, words.says],
      query.map((one) => [one.name, one.required ? words.yes : words.no, one.description ?? '']),
    )
  }
  ${bodyTable(texts, operation, schemas)}
  ${captionedTable(
    words.answers,
    operation,
    [words.status, words.meaning],
    Object.entries(operation.responses).map(([status, { description }]) => [status, description]),
  )}`;
}

function bodyTable(texts: Texts, operation: Operation, schemas: Schemas): Content {
  const schema: Schema | undefined = operation.requestBody?.content['application/json']?.schema;
  if (!schema) return undefined;
  const words = texts.docs;
  const rows = fieldRows(resolveSchema(schema, schemas), schemas).map((row) => [
    row.path,
    row.required ? words.yes : words.no,
    row.type,
    row.description,
  ]);
  return captionedTable(words.body, operation, [words.field, words.required, words.form, words.says], rows);
}

/** The caption contains the operation's summary, so that screen-reader users can tell tables apart. */
function captionedTable(caption: string, { summary }: Operation, head: string[], rows: string[][]): Markup {
  const name = `${caption}: ${summary}`;
  return scrollableRegion(
    name,
    table({
      caption: name,
      captionClasses: 'govuk-table__caption--s',
      head: head.map((text) => ({ text })),
      rows: rows.map((cells) => cells.map((text) => ({ text }))),
      firstCellIsHeader: true,
    }),
  );
}
