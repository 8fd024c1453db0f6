/** How to try things out: test parties, and the table of names that bring about each outcome, from the code that does. */
import { testNameOf, testOutcomes } from '#src/domain/test-outcomes.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { PublicCall } from '../app/page.ts';
import { table } from '../components/table.ts';
import { html } from '../html.ts';
import { inCode } from './code.ts';
import { textSections } from './text-sections.ts';

export function tryPage({ site, page }: PublicCall): HttpResponse {
  const words = site.texts.docs.tryOut;
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body-l">${words.lead}</p>
  ${textSections(words.sections)}
  <h2 class="govuk-heading-m" id="names">${words.names}</h2>
  <p class="govuk-body">${inCode(words.namesLead)}</p>
  ${table({
    caption: words.names,
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: words.name }, { text: words.outcome }],
    firstCellIsHeader: true,
    rows: testOutcomes.map((one) => [
      { html: html`<code>${testNameOf(one)}</code>` },
      { html: inCode(words.outcomeText(one)) },
    ]),
  })}`;
  return page({ title: words.title, back: '/docs', content });
}
