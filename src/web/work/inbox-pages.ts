/** A hand-off as its service sees it: unopened, open and closed. */
import type { HandOff, HistoryEvent } from '#src/domain/case/model.ts';
import type { HandOffId } from '#src/domain/ids.ts';
import { isOpen } from '#src/domain/states.ts';
import type { Detail } from '#src/usecases/hand-offs.ts';
import type { PrivateCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { insetText } from '../components/inset-text.ts';
import { type SummaryRow, summaryList } from '../components/summary-list.ts';
import { warningText } from '../components/warning-text.ts';
import type { FormError, FormState } from '../form/errors.ts';
import { longTextField } from '../form/fields.ts';
import { answerSections, postForm } from '../form/pages.ts';
import { asTyped, type Content, html, type Markup } from '../html.ts';
import type { Page } from '../layout.ts';
import { submissionSections, valueAt } from '../submission-view.ts';
import type { Texts } from '../texts/en.ts';
import { remaining, when, whenInFull } from '../time.ts';
import { historyList } from './history.ts';

/** Characters of a reason for access, as stored in the disclosure log. */
export const mostWhy = 500;

export function unopenedPage(
  call: PrivateCall,
  { id, handOff, elsewhere, state }: { id: HandOffId; handOff: HandOff; elsewhere: boolean; state: FormState },
): Page {
  const { texts } = call.site;
  const words = texts.work.handOff;
  const why =
    elsewhere &&
    html`<p class="govuk-body">${words.elsewhere}</p>
    ${longTextField({ ...state, texts }, { name: 'why', label: words.why, maxlength: mostWhy, rows: 3 })}`;
  const content = html`${heading(handOff)}
  ${facts(call, handOff)}
  <h2 class="govuk-heading-m">${words.notOpened}</h2>
  <p class="govuk-body">${words.openLead}</p>
  ${postForm(call.post(`/inbox/${id}/open`), html`${why}${button({ text: words.open, preventDoubleClick: true })}`)}`;
  return { title: words.title, back: '/inbox', content, errors: state.errors };
}

/** Hides the person's details after closing, unless the service gives a reason to see them. */
export function closedPage(
  call: PrivateCall,
  given: { id: HandOffId; handOff: HandOff; history: HistoryEvent[]; isErased: boolean; state: FormState },
): Page {
  const { id, handOff, history, isErased, state } = given;
  const { texts } = call.site;
  const words = texts.work.handOff;
  const why = longTextField({ ...state, texts }, { name: 'why', label: words.whyAgain, maxlength: mostWhy, rows: 3 });
  const again = button({ text: words.showAgain, classes: 'govuk-button--secondary', preventDoubleClick: true });
  const showAgain = html`<p class="govuk-body">${words.closedLead}</p>
  ${postForm(call.post(`/inbox/${id}/open`), html`${why}${again}`)}`;
  const content = html`${heading(handOff)}
  ${facts(call, handOff)}
  <h2 class="govuk-heading-m">${words.closed}</h2>
  ${isErased ? html`<p class="govuk-body">${words.erased}</p>` : showAgain}
  ${historyList(texts, call.deps.area, history)}`;
  return { title: words.title, back: '/inbox', content, errors: state.errors };
}

export function detailPage(
  call: PrivateCall,
  given: { detail: Detail; history: HistoryEvent[]; actions: Markup | undefined; errors: readonly FormError[] },
): Page {
  const { texts } = call.site;
  const words = texts.work.handOff;
  const { handOff, shared, repeatVictim } = given.detail;
  const icon = { iconFallbackText: texts.site.warning };
  // The actions come before the person's details, which may be long.
  const content = html`${heading(handOff)}
  ${handOff.status === 'withdrawn' && warningText({ text: words.withdrawn, ...icon })}
  ${facts(call, handOff)}
  ${given.actions}
  ${shared ? person(call, shared, repeatVictim === true) : insetText({ text: words.over })}
  ${historyList(texts, call.deps.area, given.history)}`;
  return { title: words.title, back: '/inbox', content, errors: given.errors };
}

function person(call: PrivateCall, shared: Record<string, unknown>, repeat: boolean): Content {
  const { texts } = call.site;
  const words = texts.work.handOff;
  const sections = submissionSections(shared, texts, call.deps.area, undefined, beforeContact);
  return html`${warningText({ text: words.warning, iconFallbackText: texts.site.warning })}
  ${firstOfAll(texts, shared)}
  ${repeat && insetText({ text: words.repeat })}
  ${answerSections(texts, sections)}`;
}

const beforeContact = 'contact.instructions';

/** The form promises the referrer that a service sees this before any phone number or address. */
function firstOfAll(texts: Texts, shared: Record<string, unknown>): Content {
  const said = valueAt(shared, beforeContact);
  if (typeof said !== 'string' || said === '') return undefined;
  return insetText({
    html: html`<h2 class="govuk-heading-s">${texts.work.handOff.beforeContact}</h2>
    <p class="govuk-body">${asTyped(said)}</p>`,
  });
}

/** The reference may be shown because it says nothing about the person, but not in the title. */
const heading = (handOff: HandOff): Markup => html`<h1 class="govuk-heading-l">${handOff.reference}</h1>`;

/** The time of contact as the service reported it; the history shows when it was reported. */
function contactMade(texts: Texts, { contactedAt, lastAttemptAt }: HandOff): SummaryRow[] {
  const words = texts.work.handOff;
  const at = contactedAt ?? lastAttemptAt;
  if (at === undefined) return [];
  return [{ key: { text: contactedAt ? words.reachedAt : words.triedAt }, value: { text: whenInFull(at) } }];
}

function facts({ site, now }: PrivateCall, handOff: HandOff): Markup {
  const { texts } = site;
  const { columns } = texts.work.inbox;
  const deadline = `${texts.work.respondBy(when(handOff.respondBy))}. ${texts.work.left(remaining(handOff.respondBy, now))}.`;
  const attempts = handOff.contactAttempts > 0 ? `. ${texts.work.handOff.attempts(handOff.contactAttempts)}` : '';
  return summaryList({
    rows: [
      { key: { text: columns.status }, value: { text: texts.words.handOffStatus[handOff.status] + attempts } },
      { key: { text: texts.work.handOff.priority }, value: { text: texts.words.priority[handOff.priority] } },
      ...(handOff.contactedAt || !isOpen(handOff.status)
        ? []
        : [{ key: { text: columns.deadline }, value: { text: deadline } }]),
      ...contactMade(texts, handOff),
    ],
  });
}
