/** The messages in a service's queue, from the schemas that are served and sent. */
import { messageJsonSchema, messageSchemaFiles } from '#src/contracts/messages.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { PublicCall } from '../app/page.ts';
import { html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { codeBlock, inCode, printJson } from './code.ts';
import { listOf } from './field-list.ts';
import { docsPaths } from './paths.ts';
import { fieldRows, type Schema } from './schema-rows.ts';
import type { Entry } from './search.ts';

interface Message {
  /** For example hand-off. */
  name: string;
  file: string;
  schema: Schema;
}

const messages = (): Message[] =>
  messageSchemaFiles.map((file) => ({
    name: file.split('.', 1)[0] ?? file,
    file,
    schema: messageJsonSchema(file) as Schema,
  }));

export function messagesPage({ site, page }: PublicCall): HttpResponse {
  const { texts } = site;
  const words = texts.docs.messages;
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body-l">${words.lead}</p>
  <ul class="govuk-list govuk-list--bullet">${words.rules.map((rule) => html`<li>${inCode(rule)}</li>`)}</ul>
  ${messages().map((message) => messageSection(texts, message))}`;
  return page({ title: words.title, back: '/docs', content });
}

function messageSection(texts: Texts, { name, file, schema }: Message): Markup {
  const { docs: words } = texts;
  const [example] = Array.isArray(schema['examples']) ? schema['examples'] : [];
  return html`<h2 class="govuk-heading-m" id="${name}">${words.messages.names[name] ?? name}</h2>
  <p class="govuk-body">${String(schema['description'])}. ${words.messages.todo[name]}</p>
  ${codeBlock(printJson(example, words.more))}
  ${listOf(texts, fieldRows(schema, {}))}
  <p class="govuk-body"><a class="govuk-link" href="/v1/messages/${file}">${words.messages.schemaOf(name)}</a></p>`;
}

export const messageEntries = ({ docs: words }: Texts): Entry[] =>
  messages().map(({ name, schema }) => ({
    group: words.messages.title,
    title: words.messages.names[name] ?? name,
    href: `${docsPaths.messages}#${name}`,
    text: JSON.stringify(schema).toLowerCase(),
  }));
