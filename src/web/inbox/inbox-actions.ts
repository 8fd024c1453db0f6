/** The forms with which a service reports on a hand-off. How they are read is in read-report.ts. */
import { findMark } from '#src/domain/case/report/reported-ways.ts';
import { isContactStopped, type serviceReportStatuses } from '#src/domain/case/report/service-report.ts';
import type { HandOffId } from '#src/domain/ids.ts';
import { type HandOffStatus, isOpenHandOff } from '#src/domain/states.ts';
import {
  type AttemptResult,
  attemptResults,
  channels,
  declineReasons,
  returnReasons,
  supportOutcomes,
  suspendReasons,
} from '#src/domain/vocabulary.ts';
import type { HandOffDetail } from '#src/usecases/service/hand-offs.ts';
import type { OpenedHandOff } from '#src/usecases/service/view-hand-offs.ts';
import type { PageCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { details } from '../components/details.ts';
import { choicesFrom } from '../form/choices.ts';
import type { FormState } from '../form/errors.ts';
import { firstValue } from '../form/errors.ts';
import { type Choice, checkboxesField, type Form, longTextField, radiosField, textField } from '../form/fields.ts';
import { postForm } from '../form/patterns.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { detailLines } from '../work/contact-ways.ts';
import { contactTimeFields } from './contact-time.ts';

export type ReportStatus = (typeof serviceReportStatuses)[number];

export const maxAdvice = 1000;
export const maxSafetyReason = 500;

/** Two names, because both forms can be on one page. */
export const timeFieldNames = { 'contact-attempted': 'attempted', contacted: 'contacted' } as const;

type Reported = Pick<OpenedHandOff, 'detail' | 'reportedWays'>;

interface ActionContext extends Reported {
  id: HandOffId;
  allowed: readonly HandOffStatus[];
  state: FormState;
}

/** One form for each status that may follow: acceptance is open, the others are collapsed. */
export function actionForms(call: PageCall, { id, allowed, state, ...opened }: ActionContext): Markup | undefined {
  const { detail } = opened;
  const { texts } = call.site;
  const words = texts.work.handOff;
  const labels: Record<ReportStatus, string> = {
    accepted: words.accept,
    declined: words.decline,
    returned: words.return,
    'contact-attempted': words.attempt,
    contacted: words.contacted,
    supporting: words.supporting,
    suspended: words.suspend,
    closed: words.close,
  };
  const allowedStatuses = (Object.keys(labels) as ReportStatus[]).filter((status) => allowed.includes(status));
  if (allowedStatuses.length === 0) return undefined;
  const submittedStatus = firstValue(state.values, 'status');
  return html`<h2 class="govuk-heading-m">${words.nextActions}</h2>
  ${allowedStatuses.map((status) => {
    const form: Form = { ...(submittedStatus === status ? state : { values: {}, errors: [] }), texts };
    const formAction = call.formAction(`/inbox/${id}/report`, {
      status,
      shown: String(detail.handOff.rev),
      version: String(detail.handOff.version),
    });
    const inner = postForm(
      formAction,
      html`${statusFields(status, form, opened)}${button({ text: labels[status], preventDoubleClick: true })}`,
    );
    const isUnfolded =
      submittedStatus === status ||
      status === 'accepted' ||
      (isOpenHandOff(detail.handOff.status) && allowedStatuses.length < 3 && status === allowedStatuses[0]);
    return details({ summaryText: labels[status], html: inner, open: isUnfolded });
  })}`;
}

function statusFields(status: ReportStatus, form: Form, opened: Reported): Content {
  const { detail } = opened;
  const { texts } = form;
  const words = texts.work.handOff;
  switch (status) {
    case 'accepted':
      return textField(form, {
        name: 'code',
        label: words.code,
        hint: words.codeHint(detail.confirmationCode),
        width: 10,
      });
    case 'declined':
      return radiosField(form, {
        name: 'decline-reason',
        label: words.reason,
        choices: choicesFrom(declineReasons, texts.words.declineReason),
      });
    case 'returned':
      return html`${radiosField(form, {
        name: 'return-reason',
        label: words.reason,
        choices: choicesFrom(returnReasons, texts.words.returnReason),
      })}
      ${longTextField(form, { name: 'advice', label: words.advice, maxlength: maxAdvice, rows: 3 })}`;
    case 'contact-attempted':
      return html`${radiosField(form, {
        name: 'channel',
        label: words.channel,
        choices: channelChoices(texts, opened),
      })}
      ${contactTimeFields(form, timeFieldNames[status])}
      ${radiosField(form, {
        name: 'result',
        label: words.result,
        choices: resultChoices(texts, detail),
      })}
      ${longTextField(form, {
        name: 'safety-reason',
        label: isContactStopped(detail.handOff.status) ? words.attemptOverSuspension : words.safetyReason,
        hint: words.safetyReasonHint,
        maxlength: maxSafetyReason,
        rows: 2,
      })}`;
    case 'suspended':
      return html`<p class="govuk-body">${words.suspendHint}</p>
      ${radiosField(form, {
        name: 'suspend-reason',
        label: words.reason,
        choices: choicesFrom(suspendReasons, texts.words.suspendReason),
      })}
      ${checkboxesField(form, { name: 'suspend-channels', label: words.which, hint: words.whichHint, choices: wayChoices(texts, detail) })}
      ${longTextField(form, { name: 'suspend-advice', label: words.advice, maxlength: maxAdvice, rows: 3 })}`;
    case 'contacted':
      return contactTimeFields(form, timeFieldNames[status]);
    case 'closed':
      return radiosField(form, {
        name: 'outcome',
        label: words.outcome,
        choices: choicesFrom(supportOutcomes, texts.words.outcome),
      });
    default:
      return undefined;
  }
}

/** Each with the number or address that the service is shown; where it is shown none, by name alone. */
function wayChoices(texts: Texts, { firstContact, shared }: HandOffDetail): Choice[] {
  const ways = firstContact?.channels.map((one) => ({ one, lines: detailLines(texts, one, shared) })) ?? [];
  const known = ways.filter(({ lines }) => lines.length > 0);
  if (known.length === 0) return choicesFrom(channels, texts.words.channel);
  return known.map(({ one: { channel }, lines }) => ({
    value: channel,
    text: texts.words.channel[channel],
    hint: lines.join(', '),
  }));
}

/** Each says whether it is safe, safe ones first, so that nobody picks an unsafe one without knowing. */
function channelChoices(texts: Texts, { detail: { firstContact, handOff }, reportedWays }: Reported): Choice[] {
  if (!firstContact) return choicesFrom(channels, texts.words.channel);
  return firstContact.channels.map(({ channel, safe }) => ({
    value: channel,
    text: texts.words.channel[channel],
    // What was said to be safe has proved not to be, or the number is not theirs.
    hint:
      safe === 'yes' && (isContactStopped(handOff.status) || findMark(channel, reportedWays) !== undefined)
        ? undefined
        : texts.work.handOff.channelHints[safe],
  }));
}

/** A message that is left on a telephone is a voicemail. */
function resultChoices(texts: Texts, { firstContact }: HandOffDetail): Choice[] {
  const isVoicemailUnsafe = firstContact?.channels.some(
    ({ channel, safe }) => channel === 'voicemail' && safe === 'no',
  );
  return choicesFrom(attemptResults, texts.words.attemptResult).map((choice) =>
    isVoicemailUnsafe && choice.value === ('left-message' satisfies AttemptResult)
      ? { ...choice, hint: texts.work.handOff.messageNotSafe }
      : choice,
  );
}
