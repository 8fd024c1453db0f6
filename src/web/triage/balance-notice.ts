/** On the list of the victim hub: the way to the daily balance, and whether a day of the last week does not add up. */
import { addDays, londonDate } from '#src/domain/london.ts';
import { differencesByDay } from '#src/usecases/balance/read-balance.ts';
import type { TriageCall } from '../app/page.ts';
import { insetText } from '../components/inset-text.ts';
import { formatDateWithYear } from '../format-time.ts';
import { html, type Markup } from '../html.ts';
import { balanceHref, balancePath } from './balance-path.ts';

const noticeDays = 7;

export async function balanceNotice({ deps, site, now }: TriageCall): Promise<Markup> {
  const words = site.texts.balance;
  const today = londonDate(now);
  // Of today something is still on its way.
  const days = await differencesByDay(deps.balances, addDays(today, -noticeDays), addDays(today, -1));
  const lines = [...days].map(
    ([day, { length }]) =>
      html`<li><a class="govuk-link" href="${balanceHref(day)}">${formatDateWithYear(day)}</a>: ${words.notice.count(length)}</li>`,
  );
  if (lines.length === 0)
    return html`<p class="govuk-body"><a class="govuk-link" href="${balancePath}">${words.title}</a></p>`;
  return insetText({
    html: html`<p class="govuk-body">${words.notice.lead}</p><ul class="govuk-list govuk-list--bullet">${lines}</ul>`,
  });
}
