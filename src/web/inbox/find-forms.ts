/** The forms that find a hand-off of the service's own. */
import type { InboxCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import type { FormState } from '../form/errors.ts';
import { dateField, textField } from '../form/fields.ts';
import { type FormAction, postForm } from '../form/patterns.ts';
import { html, type Markup } from '../html.ts';
import { assignedOf, inboxPath } from './assignee.ts';

const findPath = '/inbox/find';

/** Finding searches all that the service has; the way back leads to the filter that one came from. */
const findAction = (call: InboxCall): FormAction => {
  const assigned = assignedOf(call);
  return call.formAction(findPath, assigned && { assigned });
};

/** The reference alone, above the list. */
export function quickFinder(call: InboxCall, state: FormState): Markup {
  const { texts } = call.site;
  const words = texts.work.inbox.find;
  return html`<div class="app-find" role="search">${referenceForm(call, state)}
  <p class="govuk-body"><a class="govuk-link" href="${inboxPath({ assigned: assignedOf(call) }, findPath)}">${words.byName}</a></p></div>`;
}

export function referenceForm(call: InboxCall, state: FormState): Markup {
  const { texts } = call.site;
  const { button: text, reference: label, referenceHint: hint } = texts.work.inbox.find;
  const field = textField({ ...state, texts }, { name: 'reference', label, hint, width: 20 });
  const submit = button({ text, classes: 'govuk-button--secondary', name: 'by', value: 'reference' });
  return postForm(findAction(call), html`${field}${submit}`);
}

export function personForm(call: InboxCall, state: FormState): Markup {
  const { texts } = call.site;
  const words = texts.work.inbox.find;
  const form = { ...state, texts };
  return postForm(
    findAction(call),
    html`${textField(form, { name: 'given-name', label: words.givenName, width: 20 })}
    ${textField(form, { name: 'family-name', label: words.familyName, width: 20 })}
    ${dateField(form, { name: 'birth', label: words.birth, example: '27 3 1999', small: true })}
    ${button({ text: words.button, name: 'by', value: 'person' })}`,
  );
}
