/** A referral as triage sees it, and what triage does with it. */

import { partyName } from '#src/domain/area.ts';
import { canReturn, canRoute, canWithdraw } from '#src/domain/case/allowed-actions.ts';
import { isDeclinedByAll, releaseAdvice } from '#src/domain/case/held-advice.ts';
import type { CaseHead } from '#src/domain/case/model.ts';
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { returnReasons, withdrawReasons } from '#src/domain/vocabulary.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import {
  readForTriage,
  returnAsTriage,
  type TriageResult,
  type TriageView,
  withdrawAsTriage,
} from '#src/usecases/triage.ts';
import type { TriageCall } from '../app/page.ts';
import { summaryList } from '../components/summary-list.ts';
import { choicesFrom, findValue } from '../form/choices.ts';
import { emptyForm, type FormError, firstValue } from '../form/errors.ts';
import { type Form, longTextField, radiosField } from '../form/fields.ts';
import { formatDateTime } from '../format-time.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { firstContactSection } from '../work/first-contact.ts';
import { historyList } from '../work/history.ts';
import { adviceErrors } from '../work/required-text.ts';
import { contactNotesSection } from './contact-notes-section.ts';
import { backToList, caseBanner, type ListOutcome } from './done.ts';
import { duplicateSection } from './duplicate-section.ts';
import { listHref, readPlace } from './list-place.ts';
import { retentionSection } from './retention-section.ts';
import { reviewSection, submitReview } from './review-section.ts';
import { consideredServices, holdersSection, overridesSection, routeForm } from './route-section.ts';
import { performAction, type TriageFormState, triageForm } from './triage-form.ts';
import { reasonLines } from './triage-reasons.ts';
import { statusText } from './triage-status.ts';

const maxAdvice = 1000;

export async function show(call: TriageCall, state: TriageFormState = emptyForm, status = 200): Promise<HttpResponse> {
  const view = await readView(call);
  if (!view) return call.notFound();
  const { texts } = call.site;
  const words = texts.work.triage;
  const { head } = view.referralCase;
  const content = html`${caseBanner(call)}<h1 class="govuk-heading-l">${head.reference}</h1>
  ${view.firstContact && firstContactSection(texts, view.firstContact, view.decision.notes)}
  <p class="govuk-body">${words.noPerson}</p>
  ${referralSummary(call, view)}
  ${reviewSection(call, view, state)}
  ${view.contactNotes && contactNotesSection(call, view.contactNotes)}
  ${holdersSection(call, view)}
  ${overridesSection(call, view)}
  ${duplicateSection(call, view, state)}
  ${actionForms(call, view, state)}
  ${retentionSection(call, view.referralCase.head, state)}
  ${consideredServices(call, view)}
  ${historyList(texts, call.area, view.history)}`;
  return call.page({ title: words.title, back: listHref(readPlace(call)), content, errors: state.errors }, status);
}

async function readView(call: TriageCall): Promise<TriageView | undefined> {
  const id = call.params.id ?? '';
  return isReferralId(id) ? readForTriage(call.deps, call.viewer.party.id, id) : undefined;
}

function referralSummary(call: TriageCall, { referralCase, group }: TriageView): Markup {
  const { area } = call;
  const { texts } = call.site;
  const { columns, release } = texts.work.triage;
  const { head } = referralCase;
  return summaryList({
    rows: [
      { key: { text: columns.status }, value: { text: statusText(texts, head.status) } },
      { key: { text: columns.from }, value: { text: partyName(area, head.sender) } },
      head.triage && {
        key: { text: columns.why },
        value: {
          html: reasonLines(call, head),
        },
      },
      head.triage && { key: { text: columns.since }, value: { text: formatDateTime(head.triage.since) } },
      group.length > 0 && { key: { text: texts.work.triage.group }, value: { html: groupLinks(group) } },
      ...releaseTexts(texts, head).map((text) => ({ key: { text: release }, value: { text } })),
    ],
  });
}

const releaseTexts = ({ work }: Texts, head: CaseHead): string[] =>
  isDeclinedByAll(head) ? [work.triage.findPlace] : releaseAdvice(head).map(({ release }) => release);

const groupLinks = (group: TriageView['group']): Markup =>
  html`${group.map(
    ({ id, reference }, index) =>
      html`${index > 0 && ', '}<a class="govuk-link app-reference" href="/triage/${id}">${reference}</a>`,
  )}`;

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
