/** What the hub may do about why a case is on its list, and the form that says that it has looked at it. */
import { findReviewable, reviewableReasons } from '#src/domain/case/triage/review.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import { reviewAsTriage } from '#src/usecases/triage/review.ts';
import type { TriageView } from '#src/usecases/triage/triage-view.ts';
import type { TriageCall } from '../app/page.ts';
import { summaryList } from '../components/summary-list.ts';
import { choicesFrom, findValue } from '../form/choices.ts';
import { firstValue } from '../form/errors.ts';
import { longTextField, radiosField } from '../form/fields.ts';
import { type Content, html } from '../html.ts';
import { textErrors } from '../work/required-text.ts';
import { backToList } from './done.ts';
import { performAction, type ShowPage, type TriageFormState, triageForm } from './triage-form.ts';

const maxNote = 500;

export function reviewSection(
  call: TriageCall,
  { referralCase: { head } }: TriageView,
  state: TriageFormState,
): Content {
  const { triageReason, review } = call.site.texts.work;
  const reasons = findReviewable(head);
  if (reasons.length === 0) return undefined;
  const form = triageForm(call, head.id, state, {
    name: 'review',
    label: review.submit,
    // What came after this page was shown must not leave the list with what was on it.
    hidden: { shown: String(head.rev) },
    inner: (form) => [
      radiosField(form, {
        name: 'review-reason',
        label: review.which,
        choices: choicesFrom(reasons, triageReason),
      }),
      longTextField(form, {
        name: 'review-note',
        label: review.why,
        hint: review.whyHint,
        maxlength: maxNote,
        rows: 3,
      }),
    ],
  });
  return html`<h2 class="govuk-heading-m">${review.title}</h2>
  ${summaryList({
    rows: reasons.map((reason) => ({ key: { text: triageReason[reason] }, value: { text: review.nextStep[reason] } })),
  })}
  ${form}`;
}

export function submitReview(call: TriageCall, show: ShowPage): Promise<HttpResponse> {
  const { texts } = call.site;
  const words = texts.work.review;
  const reason = findValue(reviewableReasons, firstValue(call.form, 'review-reason'));
  const note = firstValue(call.form, 'review-note').trim();
  const errors = [
    ...(reason ? [] : [{ field: 'review-reason', text: words.missing }]),
    ...textErrors(texts, {
      field: 'review-note',
      value: note,
      maxLength: maxNote,
      missing: words.whyMissing,
      what: words.whyWhat,
    }),
  ];
  const seenRevision = Number(firstValue(call.form, 'shown'));
  const perform = (id: ReferralId) =>
    reviewAsTriage(call.deps, call.viewer.party.id, id, { reason: reason ?? 'overdue', note, seenRevision });
  return performAction(
    call,
    { formName: 'review', errors, perform, show, done: (id) => backToList(call, 'reviewed', id) },
    (result) => {
      if ('standingRevision' in result) return [{ field: 'review-note', text: words.movedOn }];
      return 'referralCase' in result ? undefined : texts.work.handOff.conflict;
    },
  );
}
