/** The API reference page, generated from the OpenAPI document. */
import * as z from 'zod';
import type { HttpResponse } from '#src/platform/http-message.ts';
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

/** @param openApi the document as JSON; parsed once, at the first request */
export async function referencePage(call: PublicCall, openApi: string): Promise<HttpResponse> {
  parsedDocument ??= documentSchema.parse(JSON.parse(openApi));
  return call.page({ title: call.site.texts.docs.title, content: content(call, parsedDocument), width: 'full' });
}

function content({ site }: PublicCall, { paths, components }: Document): Markup {
  const words = site.texts.docs;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  return html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body-l">${words.lead}</p>
  <p class="govuk-body"><a class="govuk-link" href="/v1/openapi.json">${words.download}</a></p>
  <p class="govuk-body">${words.token}</p>
  <p class="govuk-body">${words.safe}</p>
  <ul class="govuk-list">${operations.map(
    ({ operation }) => html`<li><a class="govuk-link" href="#${operation.operationId}">${operation.summary}</a></li>`,
  )}</ul>
  ${operations.map((one) => operationSection(site.texts, one, components.schemas ?? {}))}`;
}

function operationSection(
  texts: Texts,
  { path, method, operation }: { path: string; method: string; operation: Operation },
  schemas: Schemas,
): Markup {
  const words = texts.docs;
  const scopes = operation.security.flatMap((one) => Object.values(one).flat());
  const query = (operation.parameters ?? []).filter((one) => one.in !== 'path');
  return html`<h2 class="govuk-heading-m" id="${operation.operationId}">${operation.summary}</h2>
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
