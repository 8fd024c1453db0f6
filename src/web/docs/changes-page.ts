/** What may change, how it is announced, and what will be switched off. */
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { PublicCall } from '../app/page.ts';
import { html } from '../html.ts';
import { callsOf, readDocument } from './document.ts';
import { callPath } from './paths.ts';
import { textSections } from './text-sections.ts';

export function changesPage({ site, page }: PublicCall, openApi: string): HttpResponse {
  const words = site.texts.docs.changes;
  const ending = callsOf(readDocument(openApi)).filter(({ operation }) => operation['x-deprecation'] !== undefined);
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body-l">${words.lead}</p>
  ${textSections(words.sections)}
  <h2 class="govuk-heading-m">${words.now}</h2>
  ${
    ending.length === 0
      ? html`<p class="govuk-body">${words.none}</p>`
      : html`<ul class="govuk-list">${ending.map(
          ({ operation }) =>
            html`<li><a class="govuk-link" href="${callPath(operation.operationId)}">${operation.summary}</a>. ${operation['x-deprecation']}</li>`,
        )}</ul>`
  }`;
  return page({ title: words.title, back: '/docs', content });
}
