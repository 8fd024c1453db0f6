/** How the hub's list is narrowed: by reason with a link that says how many there are, by priority and sender with a form. */
import { triageReasons } from '#src/domain/case/model.ts';
import { priorities } from '#src/domain/vocabulary.ts';
import type { TriagePage } from '#src/usecases/ports/lists.ts';
import type { TriageCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { details } from '../components/details.ts';
import { choicesFrom } from '../form/choices.ts';
import { type Form, selectField } from '../form/fields.ts';
import { type Content, html, type Markup } from '../html.ts';
import { type ListPlace, listHref } from './list-place.ts';

/** Of the whole list, whatever else it is narrowed to. */
export function reasonLinks(
  { site }: TriageCall,
  { counts, total }: Pick<TriagePage, 'counts' | 'total'>,
  place: ListPlace,
): Content {
  const { triage, triageReason } = site.texts.work;
  const { reason, cursor: _, ...others } = place;
  const present = triageReasons.filter((one) => counts[one] > 0 || one === reason);
  if (present.length === 0) return undefined;
  const link = (href: string, text: string, isCurrent: boolean) =>
    html`<li><a class="app-tags__tag govuk-link govuk-link--no-visited-state${isCurrent && ' app-tags__tag--current'}" href="${href}"${isCurrent && html` aria-current="true"`}>${text}</a></li> `;
  return html`<nav aria-label="${triage.reasons}"><ul class="app-tags">
    ${link(listHref(others), `${triage.allReasons} (${total})`, reason === undefined)}
    ${present.map((one) => link(listHref({ ...others, reason: one }), `${triageReason[one]} (${counts[one]})`, one === reason))}
  </ul></nav>`;
}

/** Open while it narrows the list, so that nobody takes a part of it for the whole. */
export function filterForm({ area, site }: TriageCall, place: ListPlace): Markup {
  const { texts } = site;
  const words = texts.work.triage.filter;
  const { reason, priority = '', from = '' } = place;
  const isNarrowed = priority !== '' || from !== '';
  const form: Form = { values: { priority, from }, errors: [], texts };
  const senders = area.parties.filter(({ kind }) => kind !== 'service' && kind !== 'authority');
  return details({
    summaryText: words.title,
    open: isNarrowed,
    html: html`<form method="get" action="/triage" novalidate>
    ${reason && html`<input type="hidden" name="reason" value="${reason}">`}
    <div class="app-filters">
      <div class="app-filters__group">${selectField(form, {
        name: 'priority',
        label: words.priority,
        emptyText: words.anyPriority,
        choices: choicesFrom(priorities, texts.words.priority),
      })}</div>
      <div class="app-filters__group">${selectField(form, {
        name: 'from',
        label: words.from,
        emptyText: words.anyone,
        choices: senders.map(({ id, name }) => ({ value: id, text: name })),
      })}</div>
    </div>
    <div class="govuk-button-group">
      ${button({ text: words.show, classes: 'govuk-button--secondary' })}
      ${isNarrowed && html`<a class="govuk-link" href="${listHref(reason ? { reason } : {})}">${words.clear}</a>`}
    </div>
  </form>`,
  });
}
