/** A referral as triage sees it, and what triage does with it. */

import { canReturn, canRoute, canWithdraw } from '#src/domain/case/triage/allowed-actions.ts';
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { returnReasons, withdrawReasons } from '#src/domain/vocabulary.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { writeNote } from '#src/usecases/service/notes.ts';
import { returnAsTriage, type TriageResult, withdrawAsTriage } from '#src/usecases/triage/triage.ts';
import { readForTriage, type TriageView } from '#src/usecases/triage/triage-view.ts';
import type { TriageCall } from '../app/page.ts';
import { choicesFrom, findValue } from '../form/choices.ts';
import { emptyForm, type FormError, firstValue } from '../form/errors.ts';
import { type Form, longTextField, radiosField } from '../form/fields.ts';
import { type Content, html, type Markup } from '../html.ts';
import { firstContactSection } from '../work/first-contact.ts';
import { historyList } from '../work/history.ts';
import { noteForm, readNote } from '../work/note-form.ts';
import { adviceErrors } from '../work/required-text.ts';
import { testTag } from './case-facts.ts';
import { caseSummary } from './case-summary.ts';
import { contactNotesSection } from './contact-notes-section.ts';
import { deciderLinks } from './decider-links.ts';
import { backToCase, backToList, caseBanner, type ListOutcome } from './done.ts';
import { duplicateSection } from './duplicate-section.ts';
import { caseHref, listHref, readPlace } from './list-place.ts';
import { refusalNotice } from './refusal-notice.ts';
import { retentionSection } from './retention-section.ts';
import { reviewSection, submitReview } from './review-section.ts';
import { holdersSection, overridesSection, routeForm } from './route-section.ts';
import { servicesSection } from './services.ts';
import { performAction, type TriageFormState, triageForm } from './triage-form.ts';

const maxAdvice = 1000;

export async function show(call: TriageCall, state: TriageFormState = emptyForm, status = 200): Promise<HttpResponse> {
  const view = await readView(call);
  if (!view) return call.notFound();
  const { texts } = call.site;
  const words = texts.work.triage;
  const { head } = view.referralCase;
  const content = html`${caseBanner(call)}<h1 class="govuk-heading-l">${head.reference}</h1>
  ${testTag(texts, head.facts)}
  ${refusalNotice(call, view)}
  ${caseSummary(call, view)}
  <p class="govuk-body">${words.noPerson}</p>
  ${duplicateSection(call, view, state)}
  ${reviewSection(call, view, state)}
  ${holdersSection(call, view)}
  ${actionForms(call, view, state)}
  ${view.contactNotes && contactNotesSection(call, view.contactNotes)}
  ${view.firstContact && firstContactSection(texts, view.firstContact, view.decision.notes, view.contactState)}
  ${overridesSection(call, view)}
  ${servicesSection(call, view)}
  ${noteSection(call, view, state)}
  ${historyList(texts, call.area, view.history)}
  ${deciderLinks(call, head.id)}
  ${retentionSection(call, view, state)}`;
  return call.page({ title: words.title, back: listHref(readPlace(call)), content, errors: state.errors }, status);
}

async function readView(call: TriageCall): Promise<TriageView | undefined> {
  const id = call.params.id ?? '';
  return isReferralId(id) ? readForTriage(call.deps, call.viewer.party.id, id) : undefined;
}

function actionForms(call: TriageCall, view: TriageView, state: TriageFormState): Markup {
  const { texts } = call.site;
  const words = texts.work.triage;
  const { head } = view.referralCase;
  const allowed = { route: canRoute(head), return: canReturn(head), withdraw: canWithdraw(head, 'triage') };
  const actionForm = (name: string, label: string, inner: (form: Form) => Content): Markup =>
    triageForm(call, head.id, state, { name, label, inner });
  if (!allowed.route && !allowed.return && !allowed.withdraw) return html``;
  return html`<h2 class="govuk-heading-m">${words.nextActions}</h2>
  ${allowed.route && routeForm(call, view, state)}
  ${
    allowed.return &&
    actionForm('return', words.return, (form) => [
      radiosField(form, {
        name: 'return-reason',
        label: texts.work.handOff.reason,
        choices: choicesFrom(returnReasons, texts.words.returnReason),
      }),
      longTextField(form, { name: 'advice', label: words.returnAdvice, maxlength: maxAdvice, rows: 3 }),
    ])
  }
  ${
    allowed.withdraw &&
    actionForm('withdraw', words.withdraw, (form) =>
      radiosField(form, {
        name: 'withdraw-reason',
        label: words.withdrawWhy,
        choices: choicesFrom(withdrawReasons, texts.words.withdrawReason),
      }),
    )
  }`;
}

export async function returnToReferrer(call: TriageCall): Promise<HttpResponse> {
  const words = call.site.texts.work.triage;
  const reason = findValue(returnReasons, firstValue(call.form, 'return-reason'));
  const advice = firstValue(call.form, 'advice').trim();
  const errors: FormError[] = [
    ...(reason ? [] : [{ field: 'return-reason', text: words.reasonMissing }]),
    ...adviceErrors(call.site.texts, advice, maxAdvice),
  ];
  const returnInput = { reason: reason ?? 'other', advice } as const;
  return changeReferral(call, { formName: 'return', errors, done: 'returned' }, (id) =>
    returnAsTriage(call.deps, call.viewer.party.id, id, returnInput),
  );
}

/** Not once it is erased: nothing would erase what is written after it. */
function noteSection(call: TriageCall, { referralCase: { head } }: TriageView, state: TriageFormState): Content {
  if (head.erasureStartedAt !== undefined || head.erasedAt !== undefined) return undefined;
  const { texts } = call.site;
  const own = state.formName === 'note' ? state : emptyForm;
  const formAction = call.formAction(caseHref(head.id, readPlace(call), { action: 'note' }));
  return noteForm(texts, own, formAction, texts.work.triage.noteHint);
}

export function note(call: TriageCall): Promise<HttpResponse> {
  const read = readNote(call);
  const text = 'text' in read ? read.text : '';
  const action = {
    formName: 'note',
    errors: 'errors' in read ? read.errors : [],
    perform: (id: ReferralId) => writeNote(call.deps, call.viewer.party.id, id, { text }),
    show,
    done: (id: ReferralId) => backToCase(call, 'noted', id),
  };
  return performAction(call, action, (result) =>
    'refused' in result ? call.site.texts.work.retention.alreadyErased : undefined,
  );
}

export const review = (call: TriageCall): Promise<HttpResponse> => submitReview(call, show);

export async function withdraw(call: TriageCall): Promise<HttpResponse> {
  const reason = findValue(withdrawReasons, firstValue(call.form, 'withdraw-reason'));
  const errors = reason ? [] : [{ field: 'withdraw-reason', text: call.site.texts.work.triage.reasonMissing }];
  return changeReferral(call, { formName: 'withdraw', errors, done: 'withdrawn' }, (id) =>
    withdrawAsTriage(call.deps, call.viewer.party.id, id, reason ?? 'sent-in-error'),
  );
}

const changeReferral = (
  call: TriageCall,
  { done, ...action }: { formName: string; errors: FormError[]; done: ListOutcome },
  perform: (id: ReferralId) => Promise<TriageResult>,
): Promise<HttpResponse> =>
  performAction(call, { ...action, perform, show, done: (id) => backToList(call, done, id) }, (result, id) => {
    if (!('referralCase' in result)) return call.site.texts.work.handOff.conflict;
    if (result.deferred > 0) call.deps.log.warn('hand-off-send-failed', { referralId: id, count: result.deferred });
    return undefined;
  });
