/** The forms with which a service reports on a hand-off, and how they are read. */
import { findMark } from '#src/domain/case/reported-ways.ts';
import { isContactStopped, type ServiceReport, type serviceReportStatuses } from '#src/domain/case/service-report.ts';
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
import type { HandOffDetail } from '#src/usecases/hand-offs.ts';
import type { OpenedHandOff } from '#src/usecases/view-hand-offs.ts';
import type { PageCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { details } from '../components/details.ts';
import { choicesFrom, findValue } from '../form/choices.ts';
import type { FormError, FormState } from '../form/errors.ts';
import { firstValue } from '../form/errors.ts';
import { type Choice, type Form, longTextField, radiosField, textField } from '../form/fields.ts';
import { postForm } from '../form/patterns.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { adviceErrors, optionalTextErrors, readText } from '../work/required-text.ts';
import { contactTimeFields, readContactTime } from './contact-time.ts';

type Status = (typeof serviceReportStatuses)[number];

const maxAdvice = 1000;
const maxSafetyReason = 500;

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
  const labels: Record<Status, string> = {
    accepted: words.accept,
    declined: words.decline,
    returned: words.return,
    'contact-attempted': words.attempt,
    contacted: words.contacted,
    supporting: words.supporting,
    suspended: words.suspend,
    closed: words.close,
  };
  const allowedStatuses = (Object.keys(labels) as Status[]).filter((status) => allowed.includes(status));
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

function statusFields(status: Status, form: Form, opened: Reported): Content {
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

/** `note` is what the report says in words, not yet sealed. */
type ReadReport = { report: ServiceReport; code?: string; note?: string } | { errors: FormError[] };

/** Reads a submitted form into a report, or returns what is missing. */
export function readReport(call: PageCall, status: Status): ReadReport {
  const { form, now, site } = call;
  const words = site.texts.work.handOff;
  switch (status) {
    case 'accepted':
      return { report: { status }, code: firstValue(form, 'code').trim().toUpperCase() };
    case 'declined': {
      const reason = findValue(declineReasons, firstValue(form, 'decline-reason'));
      return reason ? { report: { status, reason } } : missingError('decline-reason', words.reasonMissing);
    }
    case 'returned':
      return readReturn(call);
    case 'suspended':
      return readSuspension(call);
    case 'contact-attempted':
      return readAttempt(call);
    case 'contacted': {
      const time = readContactTime({ texts: site.texts, now }, form, timeFieldNames[status]);
      return 'at' in time ? { report: { status, at: time.at } } : time;
    }
    case 'supporting':
      return { report: { status } };
    case 'closed': {
      const outcome = findValue(supportOutcomes, firstValue(form, 'outcome'));
      return outcome ? { report: { status, outcome } } : missingError('outcome', words.outcomeMissing);
    }
  }
}

function readReturn({ form, site }: PageCall): ReadReport {
  const words = site.texts.work.handOff;
  const reason = findValue(returnReasons, firstValue(form, 'return-reason'));
  const advice = firstValue(form, 'advice').trim();
  const errors = [
    ...(reason ? [] : missingError('return-reason', words.reasonMissing).errors),
    ...adviceErrors(site.texts, advice, maxAdvice),
  ];
  return reason && errors.length === 0 ? { report: { status: 'returned', reason }, note: advice } : { errors };
}

function readSuspension({ form, site }: PageCall): ReadReport {
  const words = site.texts.work.handOff;
  const reason = findValue(suspendReasons, firstValue(form, 'suspend-reason'));
  const advice = firstValue(form, 'suspend-advice').trim();
  const errors = [
    ...(reason ? [] : missingError('suspend-reason', words.reasonMissing).errors),
    ...adviceErrors(site.texts, advice, maxAdvice, 'suspend-advice'),
  ];
  return reason && errors.length === 0 ? { report: { status: 'suspended', reason }, note: advice } : { errors };
}

function readAttempt({ form, now, site }: PageCall): ReadReport {
  const status = 'contact-attempted';
  const channel = findValue(channels, firstValue(form, 'channel'));
  const time = readContactTime({ texts: site.texts, now }, form, timeFieldNames[status]);
  const result = findValue(attemptResults, firstValue(form, 'result'));
  const note = readText(form, 'safety-reason');
  const { handOff } = site.texts.work;
  const errors = [
    ...(channel ? [] : missingError('channel', handOff.channelMissing).errors),
    ...('errors' in time ? time.errors : []),
    ...optionalTextErrors(site.texts, {
      field: 'safety-reason',
      value: note,
      maxLength: maxSafetyReason,
      what: handOff.safetyReasonWhat,
    }),
  ];
  if (!channel || !('at' in time) || errors.length > 0) return { errors };
  const report: ServiceReport = { status, channel, at: time.at, ...(result && { result }) };
  return note === '' ? { report } : { report, note };
}

const missingError = (field: string, text: string): { errors: FormError[] } => ({ errors: [{ field, text }] });
