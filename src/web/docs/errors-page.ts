/** Every problem and every code of a field's fault, from the tables that the answers are made from. */
import { problems } from '#src/contracts/problems.ts';
import { faultCodes } from '#src/domain/judgement/fault-codes.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { PublicCall } from '../app/page.ts';
import { details } from '../components/details.ts';
import { summaryList } from '../components/summary-list.ts';
import { html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { codeBlock, inCode, printJson } from './code.ts';
import { type ApiDocument, callsOf, examplesOf, readDocument } from './document.ts';
import { callPath, errorPath } from './paths.ts';
import type { Entry } from './search.ts';

export function errorsPage({ site, page }: PublicCall, openApi: string): HttpResponse {
  const words = site.texts.docs.errors;
  const document = readDocument(openApi);
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body-l">${words.lead}</p>
  ${words.rules.map((rule) => html`<p class="govuk-body">${inCode(rule)}</p>`)}
  <h2 class="govuk-heading-m">${words.problems}</h2>
  ${Object.entries(problems).map(([code, problem]) => problemSection(site.texts, document, code, problem))}
  <h2 class="govuk-heading-m" id="faults">${words.faults}</h2>
  <p class="govuk-body">${inCode(words.faultsLead)}</p>
  ${summaryList({
    classes: 'app-fields',
    rows: Object.entries(faultCodes).map(([code, meaning]) => ({
      key: { html: html`<code>${code}</code>` },
      value: { text: meaning },
    })),
  })}`;
  return page({ title: words.title, back: '/docs', content });
}

function problemSection(
  { docs: words }: Texts,
  document: ApiDocument,
  code: string,
  { status, title, remedy }: (typeof problems)[keyof typeof problems],
): Markup {
  const calls = callsOf(document).filter(({ operation }) =>
    operation.responses[status]?.description.includes(`\`${code}\``),
  );
  const [example] = calls.flatMap(({ operation }) => examplesOf(operation)).filter(({ body }) => codeOf(body) === code);
  return html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1" id="${code}"><code>${code}</code></h3>
  <p class="govuk-body">${status}. ${title}. ${inCode(remedy)}</p>
  ${example && details({ summaryText: `${words.example}: ${code}`, html: codeBlock(printJson(example.body, words.more)) })}
  ${
    calls.length > 0 &&
    details({
      summaryText: words.errors.calls(code, calls.length),
      html: html`<ul class="govuk-list">${calls.map(
        ({ operation }) =>
          html`<li><a class="govuk-link" href="${callPath(operation.operationId)}">${operation.summary}</a></li>`,
      )}</ul>`,
    })
  }`;
}

const codeOf = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;

export function errorEntries({ docs: words }: Texts): Entry[] {
  const group = words.errors.title;
  const problemEntries = Object.entries(problems).map(([code, { title, remedy }]) => ({
    group,
    title: `${code}: ${title}`,
    href: errorPath(code),
    text: `${code} ${title} ${remedy}`.toLowerCase(),
  }));
  const faultEntries = Object.entries(faultCodes).map(([code, meaning]) => ({
    group: words.errors.faults,
    title: `${code}: ${meaning}`,
    href: errorPath('faults'),
    text: `${code} ${meaning}`.toLowerCase(),
  }));
  return [...problemEntries, ...faultEntries];
}
