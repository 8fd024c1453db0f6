/** All that is held about the person of a referral, and the form that has it erased as one act. */
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { notSearched } from '#src/domain/not-searched.ts';
import { erasureReasons } from '#src/domain/vocabulary.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { eraseAsOneAct, maxErasedTogether, type PersonErasureFault } from '#src/usecases/erasure/erase-person.ts';
import { type ShownHoldings, type ShownReferral, showHeldAboutPerson } from '#src/usecases/erasure/show-held.ts';
import type { TriageCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { details } from '../components/details.ts';
import { warningText } from '../components/warning-text.ts';
import { choicesFrom, findValue } from '../form/choices.ts';
import { allValues, emptyForm, type FormError, firstValue } from '../form/errors.ts';
import { checkboxesField, type Form, radiosField } from '../form/fields.ts';
import { postForm } from '../form/patterns.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { caseBanner } from './done.ts';
import { caseHref, readPlace } from './list-place.ts';
import { actSections } from './person-acts.ts';
import { heldCard, shortName } from './person-cards.ts';
import type { TriageFormState } from './triage-form.ts';

export async function show(call: TriageCall, state: TriageFormState = emptyForm, status = 200): Promise<HttpResponse> {
  const id = call.params.id ?? '';
  const held = isReferralId(id) ? await showHeldAboutPerson(call.deps, call.viewer.party.id, id) : undefined;
  const own = held?.referrals.find((one) => one.id === id);
  if (!held || !own) return call.notFound();
  const words = call.site.texts.work.person;
  const content = html`${caseBanner(call)}<span class="govuk-caption-l">${own.first.reference}</span>
  <h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body">${words.lead}</p>
  ${warningText({ text: words.whoAsks, iconFallbackText: call.site.texts.site.warning })}
  ${actSections(call, held.referrals, state)}
  ${heldSections(call, held)}
  ${eraseForm(call, own.id, held, state)}`;
  const back = caseHref(own.id, readPlace(call));
  return call.page({ title: words.title, back, content, errors: state.errors }, status);
}

function heldSections(call: TriageCall, { referrals, notCompared }: ShownHoldings): Markup {
  const words = call.site.texts.work.person;
  const certain = referrals.filter(({ isCertain }) => isCertain);
  const toLookAt = referrals.filter(({ isCertain }) => !isCertain);
  const notFound = html`<ul class="govuk-list govuk-list--bullet">${notSearched.map((one) => html`<li>${one}</li>`)}</ul>`;
  return html`<h2 class="govuk-heading-m">${words.certain}</h2>
  ${certain.map((one) => heldCard(call, one))}
  ${
    toLookAt.length > 0 &&
    html`<h2 class="govuk-heading-m">${words.toLookAt}</h2>
  <p class="govuk-body">${words.toLookAtLead}</p>
  ${toLookAt.map((one) => heldCard(call, one))}`
  }
  ${notCompared > 0 && html`<p class="govuk-body">${words.notCompared(notCompared)}</p>`}
  ${details({ summaryText: words.notFound, html: notFound })}`;
}

function eraseForm(call: TriageCall, id: ReferralId, { referrals }: ShownHoldings, state: TriageFormState): Content {
  const { work, words: names } = call.site.texts;
  const words = work.person;
  const choices = referrals.filter(({ kept }) => kept === undefined);
  const title = html`<h2 class="govuk-heading-m">${words.eraseTitle}</h2>`;
  if (choices.length === 0) return html`${title}<p class="govuk-body">${words.nothingToErase}</p>`;
  const certain = choices.filter(({ isCertain }) => isCertain).map((one) => one.id);
  const entered = state.formName === 'erase-person' ? state : { ...emptyForm, values: { chosen: certain } };
  const form: Form = { ...entered, texts: call.site.texts };
  const formAction = call.formAction(caseHref(id, readPlace(call), { action: 'erase-person' }));
  return html`${title}
  <p class="govuk-body">${words.eraseLead}</p>
  ${postForm(
    formAction,
    html`${checkboxesField(form, { name: 'chosen', label: words.chosen, choices: choices.map((one) => choiceOf(call, one)) })}
    ${radiosField(form, {
      name: 'erasure-reason',
      label: work.retention.eraseWhy,
      choices: choicesFrom(erasureReasons, names.erasureReason),
    })}
    ${button({ text: words.erase, classes: 'govuk-button--warning', preventDoubleClick: true })}`,
  )}`;
}

const choiceOf = (call: TriageCall, one: ShownReferral) => ({
  value: one.id,
  text: shortName(call, one),
  hint: one.isCertain ? undefined : call.site.texts.work.person.lookHint,
});

export async function erase(call: TriageCall): Promise<HttpResponse> {
  const { texts } = call.site;
  const { person: words, retention } = texts.work;
  const id = call.params.id ?? '';
  if (!isReferralId(id)) return call.notFound();
  const reason = findValue(erasureReasons, firstValue(call.form, 'erasure-reason'));
  const chosen = [...new Set(allValues(call.form, 'chosen'))].filter(isReferralId);
  const errors: FormError[] = [
    ...(chosen.length > 0 ? [] : [{ field: 'chosen', text: words.chosenMissing }]),
    ...(reason ? [] : [{ field: 'erasure-reason', text: retention.eraseMissing }]),
  ];
  const refuse = (faults: FormError[], status: number) =>
    show(call, { values: call.form, errors: faults, formName: 'erase-person' }, status);
  if (errors.length > 0 || !reason) return refuse(errors, 422);
  const by = { party: call.viewer.party.id, user: call.viewer.user };
  const result = await eraseAsOneAct(call.deps, by, id, { reason, chosen });
  if ('absent' in result) return call.notFound();
  if ('fault' in result) return refuse([faultOf(texts, result.fault)], result.fault === 'too-many' ? 422 : 409);
  const done = result.proposed ? 'erasure-proposed' : 'erasure-asked';
  return call.redirect(caseHref(id, readPlace(call), { action: 'person', done }));
}

const faultOf = ({ work: { person } }: Texts, fault: PersonErasureFault): FormError => ({
  field: fault === 'too-many' ? 'chosen' : 'main-content',
  text: fault === 'too-many' ? person.tooMany(maxErasedTogether) : person.faults[fault],
});
