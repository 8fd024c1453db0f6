/** What waits now: numbers and the age of the oldest. Not of what is published: see ADR 31. */
import type { WaitingNow } from '#src/usecases/jobs/waiting-now.ts';
import { formatCount } from '../charts/figure.ts';
import { timeRemaining } from '../format-time.ts';
import { html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';

const kinds = ['held', 'unread', 'suspended'] as const;

export function waitingSection(texts: Texts, waiting: WaitingNow, now: Date): Markup {
  const words = texts.dashboard.waitingNow;
  return html`<h2 class="govuk-heading-m">${words.title}</h2>
  <p class="govuk-body">${words.lead}</p>
  <ul class="app-multiples app-headlines">${kinds.map((kind) => {
    const { title, meaning } = words.kinds[kind];
    const { count, oldestSince } = waiting[kind];
    const age = oldestSince === undefined ? undefined : timeRemaining(oldestSince, now);
    return html`<li data-waiting="${kind}">
      <h3 class="govuk-heading-s govuk-!-margin-bottom-0">${title}</h3>
      <p class="govuk-heading-l govuk-!-margin-bottom-0">${formatCount(texts, count)}</p>
      <p class="govuk-body-s govuk-!-margin-bottom-1">${age ? words.oldest(age) : words.none}</p>
      <p class="govuk-body-s app-headlines__definition">${meaning}</p>
    </li>
    `;
  })}</ul>`;
}
