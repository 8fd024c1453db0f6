/** The documentation's first page: what there is to read, the calls by who makes them, and what a search finds. */
import { testNameOf, testOutcomes } from '#src/domain/test-outcomes.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { PublicCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { input } from '../components/input.ts';
import { html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { readDocument } from './document.ts';
import { errorEntries } from './errors-page.ts';
import { fieldEntries } from './fields-page.ts';
import { messageEntries } from './messages-page.ts';
import { docsPaths } from './paths.ts';
import { type Entry, entriesOfCalls, findEntries } from './search.ts';

export function listPage(call: PublicCall, openApi: string): HttpResponse {
  const { site, query } = call;
  const words = site.texts.docs;
  const asked = (query.get('q') ?? '').trim().slice(0, 100);
  const calls = entriesOfCalls(readDocument(openApi));
  const entries = asked === '' ? calls : findEntries([...pageEntries(site.texts), ...calls], asked);
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body-l">${words.lead}</p>
  ${pageLinks(site.texts)}
  <form method="get" action="/docs" role="search">
    ${input({ name: 'q', type: 'search', label: { text: words.search }, hint: { text: words.searchHint }, value: asked, classes: 'govuk-input--width-20' })}
    ${button({ text: words.searchButton, classes: 'govuk-button--secondary' })}
  </form>
  ${entries.length === 0 && html`<p class="govuk-body">${words.noneFound}</p>`}
  ${groupsOf(entries)}`;
  return call.page({ title: words.title, content });
}

const pageLinks = ({
  docs: { start, tryOut, ownAccount, messages, errors, fields, publishedFigures, changes, download, downloadUse },
}: Texts): Markup => {
  const pages = [
    { href: docsPaths.start, ...start },
    { href: docsPaths.tryOut, ...tryOut },
    { href: docsPaths.ownAccount, ...ownAccount },
    { href: docsPaths.messages, ...messages },
    { href: docsPaths.errors, ...errors },
    { href: docsPaths.fields, ...fields },
    { href: docsPaths.publishedFigures, ...publishedFigures },
    { href: docsPaths.changes, ...changes },
  ];
  return html`<ul class="govuk-list">${pages.map(
    ({ href, title, about }) => html`<li><a class="govuk-link" href="${href}">${title}</a>: ${about}</li>`,
  )}
    <li><a class="govuk-link" href="/v1/openapi.json">${download}</a>: ${downloadUse}</li>
  </ul>`;
};

/** Pages of plain text, found by all their words. */
const textEntries = ({ docs: { title, start, tryOut, ownAccount, publishedFigures, changes } }: Texts): Entry[] =>
  [
    { href: docsPaths.start, words: start },
    { href: docsPaths.tryOut, words: { ...tryOut, names: testOutcomes.map(testNameOf) } },
    { href: docsPaths.ownAccount, words: ownAccount },
    { href: docsPaths.publishedFigures, words: publishedFigures },
    { href: docsPaths.changes, words: changes },
  ].map(({ href, words }) => ({ group: title, title: words.title, href, text: JSON.stringify(words).toLowerCase() }));

const pageEntries = (texts: Texts): Entry[] => [
  ...textEntries(texts),
  ...messageEntries(texts),
  ...errorEntries(texts),
  ...fieldEntries(texts),
];

const groupsOf = (entries: readonly Entry[]): Markup[] =>
  [...Map.groupBy(entries, ({ group }) => group)].map(
    ([group, found]) => html`<h2 class="govuk-heading-m">${group}</h2>
  <ul class="govuk-list">${found.map(
    ({ title, href }) => html`<li><a class="govuk-link" href="${href}">${title}</a></li>`,
  )}</ul>`,
  );
