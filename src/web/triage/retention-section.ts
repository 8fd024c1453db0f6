/** How long a referral is retained, as triage sees it, with the forms for legal hold and erasure. */

import type { CaseHead } from '#src/domain/case/model.ts';
import type { ErasureAct, ProposedErasure } from '#src/domain/case/retention/erasure-act.ts';
import { personHashRetainedUntil, retainedUntil } from '#src/domain/case/retention/retention.ts';
import { endOfDay } from '#src/domain/london.ts';
import { erasureReasons } from '#src/domain/vocabulary.ts';
import type { TriageView } from '#src/usecases/triage/triage-view.ts';
import type { TriageCall } from '../app/page.ts';
import { decisionRoles, hasRole } from '../app/roles.ts';
import { summaryList } from '../components/summary-list.ts';
import { choicesFrom } from '../form/choices.ts';
import { longTextField, radiosField } from '../form/fields.ts';
import { formatDateTimeWithYear, formatDateWithYear } from '../format-time.ts';
import { html, type Markup } from '../html.ts';
import { caseHref, readPlace } from './list-place.ts';
import { type TriageFormState, triageForm } from './triage-form.ts';
import { typedText } from './typed-text.ts';

const formatDay = (date: string): string => formatDateWithYear(endOfDay(date).toISOString());

/** Characters of the text that names the court or inquiry. */
export const maxHoldReason = 500;

export function retentionSection(call: TriageCall, view: TriageView, state: TriageFormState): Markup {
  const { head } = view.referralCase;
  return html`<h2 class="govuk-heading-m">${call.site.texts.work.retention.title}</h2>
  ${retentionStatus(call, view)}
  ${head.forgottenAt === undefined && retentionForms(call, head, state)}`;
}

function retentionStatus(call: TriageCall, view: TriageView): Markup {
  const { site, area } = call;
  const { head } = view.referralCase;
  const { work, words } = site.texts;
  const retentionTexts = work.retention;
  const { erasedAt, legalHold: hold, erasureRequest: erasure, proposedErasure, retentionClass } = head;
  const lastDay = retainedUntil(head, area.rules);
  const singleRow = (key: string, value: string): Markup =>
    summaryList({ rows: [{ key: { text: key }, value: { text: value } }] });
  if (erasedAt !== undefined) {
    return html`${singleRow(retentionTexts.erased, formatDateTimeWithYear(erasedAt))}
    ${head.forgottenAt === undefined && html`<p class="govuk-body">${erasure ? retentionTexts.erasurePending : retentionTexts.rematchUntil(formatDay(personHashRetainedUntil(head, area.rules)))}</p>`}`;
  }
  if (hold) return holdStatus(call, view, hold.since);
  if (erasure) return erasureStatus(call, view);
  if (proposedErasure) return proposalStatus(call, view, proposedErasure);
  if (retentionClass === undefined || lastDay === undefined)
    return html`<p class="govuk-body">${retentionTexts.open}</p>`;
  return summaryList({
    rows: [
      { key: { text: retentionTexts.until }, value: { text: formatDay(lastDay) } },
      { key: { text: retentionTexts.reasonKept }, value: { text: words.retentionClass[retentionClass] } },
    ],
  });
}

/** Since when it is kept, for whom, and who said so. */
function holdStatus(call: TriageCall, { history }: TriageView, since: string): Markup {
  const words = call.site.texts.work.retention;
  const placed = history.findLast(({ event }) => event === 'legal-hold');
  return summaryList({
    rows: [
      { key: { text: words.held }, value: { text: formatDateTimeWithYear(since) } },
      placed?.text !== undefined && { key: { text: words.heldWhy }, value: { html: typedText(call, placed) } },
    ],
  });
}

function erasureStatus(call: TriageCall, { history, referralCase: { head } }: TriageView): Markup {
  const { work, words } = call.site.texts;
  const asked = history.findLast(({ event }) => event === 'erasure-asked');
  const text = head.erasureRequest && words.erasureReason[head.erasureRequest.reason];
  return html`<p class="govuk-body">${work.retention.erasurePending}</p>
  ${
    asked &&
    text &&
    summaryList({
      rows: [{ key: { text: work.retention.erasureWhy }, value: { html: typedText(call, { ...asked, text }) } }],
    })
  }`;
}

/** Since when, why, and who proposed it. */
function proposalStatus(call: TriageCall, { history, referralCase }: TriageView, proposal: ProposedErasure): Markup {
  const { work, words } = call.site.texts;
  const until = retainedUntil(referralCase.head, call.area.rules);
  const proposed = history.findLast(({ event }) => event === 'erasure-proposed');
  const text = words.erasureReason[proposal.reason];
  return html`<p class="govuk-body">${work.retention.proposed(formatDateTimeWithYear(proposal.since), until && formatDay(until))}</p>
  ${
    proposed &&
    summaryList({
      rows: [{ key: { text: work.retention.proposedWhy }, value: { html: typedText(call, { ...proposed, text }) } }],
    })
  }`;
}

/** Another person confirms it, and whoever finds that it should not be done cancels it. */
export function proposalForms(
  call: TriageCall,
  { id }: CaseHead,
  { by }: ProposedErasure,
  state: TriageFormState,
): Markup {
  const words = call.site.texts.work.retention;
  const lead = (text: string): Markup => html`<p class="govuk-body">${text}</p>`;
  const confirmForm = triageForm(call, id, state, {
    name: 'confirm-erasure',
    label: words.confirm,
    inner: () => lead(words.confirmLead),
  });
  const cancelForm = triageForm(call, id, state, {
    name: 'cancel-erasure',
    label: words.cancel,
    inner: () => lead(words.cancelLead),
  });
  return html`${by === call.viewer.user ? lead(words.confirmByAnother) : confirmForm}${cancelForm}`;
}

/** Whoever confirms sees all of the act. */
function actLink(call: TriageCall, { id }: CaseHead, { of }: ErasureAct): Markup {
  const words = call.site.texts.work.person;
  const href = caseHref(id, readPlace(call), { action: 'person' });
  return html`<p class="govuk-body">${words.proposedWith(of.length - 1)} <a class="govuk-link" href="${href}">${words.seeAct}</a></p>`;
}

function retentionForms(call: TriageCall, head: CaseHead, state: TriageFormState): Markup {
  const { work, words } = call.site.texts;
  const retentionTexts = work.retention;
  const { id, legalHold: hold, erasureRequest: erasure, proposedErasure, erasedAt, retentionClass } = head;
  const lead = (text: string): Markup => html`<p class="govuk-body">${text}</p>`;
  const canErase = retentionClass !== undefined && !erasure && !proposedErasure;
  const isForDeciders = hold !== undefined || proposedErasure !== undefined || canErase || erasedAt === undefined;
  // Whoever may not send them would lose what they typed.
  if (!hasRole(call.viewer, decisionRoles)) return html`${isForDeciders && lead(retentionTexts.decisionRole)}`;
  if (hold)
    return triageForm(call, id, state, {
      name: 'lift',
      label: retentionTexts.lift,
      inner: () => lead(retentionTexts.liftLead),
    });
  const eraseForm = triageForm(call, id, state, {
    name: 'erase',
    label: erasedAt === undefined ? retentionTexts.erase : retentionTexts.forgetIdentity,
    inner: (form) => [
      lead(retentionTexts.eraseLead),
      radiosField(form, {
        name: 'erasure-reason',
        label: retentionTexts.eraseWhy,
        choices: choicesFrom(erasureReasons, words.erasureReason),
      }),
    ],
  });
  const holdForm = triageForm(call, id, state, {
    name: 'hold',
    label: retentionTexts.hold,
    inner: (form) => [
      lead(retentionTexts.holdLead),
      longTextField(form, { name: 'hold-reason', label: retentionTexts.holdWhy, maxlength: maxHoldReason, rows: 3 }),
    ],
  });
  return html`${proposedErasure && (proposedErasure.act ? actLink(call, head, proposedErasure.act) : proposalForms(call, head, proposedErasure, state))}${canErase && eraseForm}${erasedAt === undefined && holdForm}`;
}
