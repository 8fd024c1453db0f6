/** The page of one call: what to type, what comes back, and every field. */
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { PublicCall } from '../app/page.ts';
import { details } from '../components/details.ts';
import { insetText } from '../components/inset-text.ts';
import { summaryList } from '../components/summary-list.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { codeBlock, inCode, printJson } from './code.ts';
import {
  answerSchema,
  bodySchema,
  type Call,
  callsOf,
  type Example,
  examplesOf,
  readDocument,
  schemasOf,
} from './document.ts';
import { alternativeLists, asSentence, fieldList, rowText } from './field-list.ts';
import { docsPaths, errorPath } from './paths.ts';
import { alternativesOf, describeType, fieldRows, type Schema, type Schemas } from './schema-rows.ts';

export function callPage(call: PublicCall, openApi: string): HttpResponse {
  const document = readDocument(openApi);
  const found = callsOf(document).find(({ operation }) => operation.operationId === call.params['name']);
  if (!found) return call.notFound();
  const { site } = call;
  return call.page({
    title: found.operation.summary,
    back: '/docs',
    content: callContent(site.texts, found, schemasOf(document)),
  });
}

function callContent(texts: Texts, { path, method, operation }: Call, schemas: Schemas): Markup {
  const words = texts.docs;
  const [first, ...others] = examplesOf(operation);
  const paragraphs = operation.description.split('\n\n').filter((one) => one !== operation['x-deprecation']);
  return html`<h1 class="govuk-heading-l">${operation.summary}</h1>
  <p class="govuk-body govuk-!-text-break-word"><code>${method} ${path}</code></p>
  ${
    operation['x-deprecation'] !== undefined &&
    insetText({
      html: html`${operation.deprecated && words.deprecated} ${operation['x-deprecation']} <a class="govuk-link" href="${docsPaths.changes}">${words.changes.title}</a>`,
    })
  }
  ${paragraphs.map((paragraph) => html`<p class="govuk-body">${inCode(paragraph)}</p>`)}
  ${
    first &&
    html`<h2 class="govuk-heading-m">${words.example}</h2>
  <p class="govuk-body">${first.label}.</p>
  ${exampleContent(texts, first)}
  ${others.map((one) =>
    details({ summaryText: `${one.label}: ${words.answered(one.status)}`, html: exampleContent(texts, one) }),
  )}`
  }
  ${parameterSection(texts, operation, schemas)}
  ${bodySection(texts, operation, schemas)}
  ${answerSection(texts, operation, schemas)}`;
}

const exampleContent = (
  { docs: words }: Texts,
  { command, status, body }: Example,
): Markup => html`${codeBlock(command)}
  <p class="govuk-body">${words.answer(status)}</p>
  ${body !== undefined && codeBlock(typeof body === 'string' ? body : printJson(body, words.more))}`;

/** The codes of problems, which a description has between backticks, lead to what to do. */
export const withCodes = (description: string): Markup =>
  html`${description
    .split('`')
    .map((part, at) =>
      at % 2 === 1 ? html`<a class="govuk-link" href="${errorPath(part)}"><code>${part}</code></a>` : part,
    )}`;

function parameterSection(texts: Texts, { parameters = [] }: Call['operation'], schemas: Schemas): Content {
  const { docs: words } = texts;
  const shown = parameters.filter((one) => one.in !== 'path');
  if (shown.length === 0) return undefined;
  return html`<h2 class="govuk-heading-m">${words.query}</h2>
  ${summaryList({
    classes: 'app-fields',
    rows: shown.map(({ name, required = false, description = '', schema = {} }) => {
      const [first = '', ...lines] = description.includes('\n') ? ['', ...description.split('\n')] : [description];
      const type = describeType(schema, schemas);
      const value = html`${inCode(rowText(texts, { type, required, description: first }))}${
        lines.length > 0 && details({ summaryText: words.values(name), html: definitionList(lines) })
      }`;
      return { key: { html: html`<code>${name}</code>` }, value: { html: value } };
    }),
  })}`;
}

/** Lines such as "referrals: what they are". */
const definitionList = (lines: readonly string[]): Markup =>
  html`<ul class="govuk-list">${lines.map((line) => {
    const [name = '', ...rest] = line.split(': ');
    return html`<li>${rest.length > 0 ? html`<code>${name}</code>: ${rest.join(': ')}` : line}</li>`;
  })}</ul>`;

function bodySection(texts: Texts, operation: Call['operation'], schemas: Schemas): Content {
  const schema = bodySchema(operation, schemas);
  if (!schema) return undefined;
  const alternatives = alternativesOf(schema, schemas);
  const rows = fieldRows(schema, schemas);
  return html`<h2 class="govuk-heading-m">${texts.docs.body}</h2>
  ${describe(schema)}
  ${alternatives.length > 0 ? alternativeLists(texts, alternatives) : fieldList(texts, rows)}`;
}

const describe = ({ description }: Schema): Content =>
  typeof description === 'string' && html`<p class="govuk-body">${description}</p>`;

/** Refusals are folded: many of them may come from any call. */
function answerSection(texts: Texts, operation: Call['operation'], schemas: Schemas): Content {
  const { docs: words } = texts;
  const schema = answerSchema(operation, schemas);
  const rows = schema ? fieldRows(schema, schemas) : [];
  const answers = Object.entries(operation.responses);
  const listOf = (some: typeof answers) =>
    summaryList({
      rows: some.map(([status, { description, content = {} }]) => ({
        key: { text: status },
        value: { html: html`${withCodes(description)}${mediaTypesOf(texts, content)}` },
      })),
    });
  const isRefusal = ([status]: [string, unknown]) => Number(status) >= 400;
  const refusals = answers.filter(isRefusal);
  const headers = Object.entries(
    Object.assign({}, ...answers.filter((one) => !isRefusal(one)).map(([, answer]) => answer.headers)) as NonNullable<
      (typeof operation.responses)[string]['headers']
    >,
  );
  return html`<h2 class="govuk-heading-m">${words.answers}</h2>
  ${listOf(answers.filter((one) => !isRefusal(one)))}
  ${rows.length > 0 && details({ summaryText: words.answerFields, html: html`${fieldList(texts, rows)}` })}
  ${
    headers.length > 0 &&
    details({
      summaryText: words.answerHeaders,
      html: summaryList({
        classes: 'app-fields',
        rows: headers.map(([name, { description = '' }]) => ({
          key: { html: html`<code>${name}</code>` },
          value: { html: inCode(asSentence(description)) },
        })),
      }),
    })
  }
  ${
    refusals.length > 0 &&
    details({ summaryText: words.refusals(refusals.map(([status]) => status)), html: listOf(refusals) })
  }`;
}

/** Said where there is a choice: JSON is what everybody expects. */
const mediaTypesOf = ({ docs: words }: Texts, content: object): Content => {
  const types = Object.keys(content);
  return (
    types.some((type) => type === 'text/csv') &&
    html`. ${types.map((type, at) => html`${at > 0 && ` ${words.or} `}<code>${type}</code>`)}`
  );
};
