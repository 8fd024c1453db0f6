/** The documentation's first page: what there is to read, the calls by who makes them, and what a search finds. */
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { PublicCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { input } from '../components/input.ts';
import { html, type Markup } from '../html.ts';
import { readDocument } from './document.ts';
import { errorEntries } from './errors-page.ts';
import { docsPaths } from './paths.ts';
import { type Entry, entriesOfCalls, findEntries } from './search.ts';

export function listPage(call: PublicCall, openApi: string): HttpResponse {
  const { site, query } = call;
  const words = site.texts.docs;
  const asked = (query.get('q') ?? '').trim().slice(0, 100);
  const calls = entriesOfCalls(readDocument(openApi));
  const entries = asked === '' ? calls : findEntries([...pageEntries(words), ...calls], asked);
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body-l">${words.lead}</p>
  <p class="govuk-body"><a class="govuk-link" href="/v1/openapi.json">${words.download}</a></p>
  <p class="govuk-body">${words.token}</p>
  <p class="govuk-body">${words.safe}</p>
  <form method="get" action="/docs" role="search">
    ${input({ name: 'q', type: 'search', label: { text: words.search }, hint: { text: words.searchHint }, value: asked, classes: 'govuk-input--width-20' })}
    ${button({ text: words.searchButton, classes: 'govuk-button--secondary' })}
  </form>
  ${asked === '' && pageLinks(words)}
  ${entries.length === 0 && html`<p class="govuk-body">${words.noneFound}</p>`}
  ${groupsOf(entries)}`;
  return call.page({ title: words.title, content });
}

type Words = PublicCall['site']['texts']['docs'];

const pageLinks = (words: Words): Markup => html`<ul class="govuk-list">
  <li><a class="govuk-link" href="${docsPaths.errors}">${words.errors.title}</a></li>
</ul>`;

const pageEntries = (words: Words): Entry[] => [...errorEntries(words.errors.title)];

const groupsOf = (entries: readonly Entry[]): Markup[] =>
  [...Map.groupBy(entries, ({ group }) => group)].map(
    ([group, found]) => html`<h2 class="govuk-heading-m">${group}</h2>
  <ul class="govuk-list">${found.map(
    ({ title, href }) => html`<li><a class="govuk-link" href="${href}">${title}</a></li>`,
  )}</ul>`,
  );
