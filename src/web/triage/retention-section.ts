/** How long a referral is retained, as triage sees it, with the forms for legal hold and erasure. */

import type { CaseHead } from '#src/domain/case/model.ts';
import { personHashRetainedUntil, retainedUntil } from '#src/domain/case/retention.ts';
import { endOfDay } from '#src/domain/london.ts';
import { erasureReasons } from '#src/domain/vocabulary.ts';
import type { TriageCall } from '../app/page.ts';
import { summaryList } from '../components/summary-list.ts';
import { choicesFrom } from '../form/choices.ts';
import { longTextField, radiosField } from '../form/fields.ts';
import { formatDateTimeWithYear, formatDateWithYear } from '../format-time.ts';
import { html, type Markup } from '../html.ts';
import { type TriageFormState, triageForm } from './triage-form.ts';

const formatDay = (date: string): string => formatDateWithYear(endOfDay(date).toISOString());

/** Characters of the text that names the court or inquiry. */
export const maxHoldReason = 500;

export function retentionSection(call: TriageCall, head: CaseHead, state: TriageFormState): Markup {
  return html`<h2 class="govuk-heading-m">${call.site.texts.work.retention.title}</h2>
  ${retentionStatus(call, head)}
  ${head.forgottenAt === undefined && retentionForms(call, head, state)}`;
}

function retentionStatus({ site, area }: TriageCall, head: CaseHead): Markup {
  const { work, words } = site.texts;
  const retentionTexts = work.retention;
  const { erasedAt, legalHold: hold, erasureRequest: erasure, retentionClass } = head;
  const lastDay = retainedUntil(head, area.rules);
  const singleRow = (key: string, value: string): Markup =>
    summaryList({ rows: [{ key: { text: key }, value: { text: value } }] });
  if (erasedAt !== undefined) {
    return html`${singleRow(retentionTexts.erased, formatDateTimeWithYear(erasedAt))}
    ${head.forgottenAt === undefined && html`<p class="govuk-body">${erasure ? retentionTexts.erasurePending : retentionTexts.rematchUntil(formatDay(personHashRetainedUntil(head, area.rules)))}</p>`}`;
  }
  if (hold) return singleRow(retentionTexts.held, formatDateTimeWithYear(hold.since));
  if (erasure) return html`<p class="govuk-body">${retentionTexts.erasurePending}</p>`;
  if (retentionClass === undefined || lastDay === undefined)
    return html`<p class="govuk-body">${retentionTexts.open}</p>`;
  return summaryList({
    rows: [
      { key: { text: retentionTexts.until }, value: { text: formatDay(lastDay) } },
      { key: { text: retentionTexts.reasonKept }, value: { text: words.retentionClass[retentionClass] } },
    ],
  });
}

function retentionForms(call: TriageCall, head: CaseHead, state: TriageFormState): Markup {
  const { work, words } = call.site.texts;
  const retentionTexts = work.retention;
  const { id, legalHold: hold, erasureRequest: erasure, erasedAt, retentionClass } = head;
  const lead = (text: string): Markup => html`<p class="govuk-body">${text}</p>`;
  if (hold)
    return triageForm(call, id, state, {
      name: 'lift',
      label: retentionTexts.lift,
      inner: () => lead(retentionTexts.liftLead),
    });
  const canErase = retentionClass !== undefined && !erasure;
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
  return html`${canErase && eraseForm}${erasedAt === undefined && holdForm}`;
}
