/** The forms with which a service reports on a hand-off, and how they are read. */
import type { Report, reportStatuses } from '#src/domain/case/report.ts';
import type { HandOffId } from '#src/domain/ids.ts';
import type { HandOffStatus } from '#src/domain/states.ts';
import { channels, declineReasons, outcomes, returnReasons } from '#src/domain/vocabulary.ts';
import type { Detail } from '#src/usecases/hand-offs.ts';
import type { PrivateCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { details } from '../components/details.ts';
import type { FormError, FormState } from '../form/errors.ts';
import { typedAs } from '../form/errors.ts';
import { type Choice, choiceField, type Form, longTextField, textField } from '../form/fields.ts';
import { postForm } from '../form/pages.ts';
import { type Content, html, type Markup } from '../html.ts';
import { contactTimeFields, readContactTime } from './contact-time.ts';
import { adviceErrors } from './required-text.ts';

type Status = (typeof reportStatuses)[number];

const mostAdvice = 1000;

/** Two names, because both forms can be on one page. */
export const timeField = { 'contact-attempted': 'attempted', contacted: 'contacted' } as const;

export function choicesOf<Value extends string>(values: readonly Value[], words: Record<Value, string>): Choice[] {
  return values.map((value) => ({ value, text: words[value] }));
}

interface Given {
  id: HandOffId;
  detail: Detail;
  allowed: readonly HandOffStatus[];
  state: FormState;
}

/** One form for each status that may follow: acceptance is open, the others are collapsed. */
export function actionsOf(call: PrivateCall, { id, detail, allowed, state }: Given): Markup | undefined {
  const { texts } = call.site;
  const words = texts.work.handOff;
  const labels: Record<Status, string> = {
    accepted: words.accept,
    declined: words.decline,
    returned: words.return,
    'contact-attempted': words.attempt,
    contacted: words.contacted,
    supporting: words.supporting,
    closed: words.close,
  };
  const open = (Object.keys(labels) as Status[]).filter((status) => allowed.includes(status));
  if (open.length === 0) return undefined;
  const tried = typedAs(state.values, 'status');
  return html`<h2 class="govuk-heading-m">${words.doNext}</h2>
  ${open.map((status) => {
    const form: Form = { ...(tried === status ? state : { values: {}, errors: [] }), texts };
    const post = call.post(`/inbox/${id}/report`, { status, shown: String(detail.handOff.rev) });
    const inner = postForm(
      post,
      html`${fieldsOf(status, form, detail)}${button({ text: labels[status], preventDoubleClick: true })}`,
    );
    const unfolded = tried === status || status === 'accepted' || (open.length < 3 && status === open[0]);
    return details({ summaryText: labels[status], html: inner, open: unfolded });
  })}`;
}

function fieldsOf(status: Status, form: Form, detail: Detail): Content {
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
      return choiceField(form, {
        name: 'decline-reason',
        label: words.reason,
        choices: choicesOf(declineReasons, texts.words.declineReason),
      });
    case 'returned':
      return html`${choiceField(form, {
        name: 'return-reason',
        label: words.reason,
        choices: choicesOf(returnReasons, texts.words.returnReason),
      })}
      ${longTextField(form, { name: 'advice', label: words.advice, maxlength: mostAdvice, rows: 3 })}`;
    case 'contact-attempted':
      return html`${choiceField(form, {
        name: 'channel',
        label: words.channel,
        choices: choicesOf(channels, texts.words.channel),
      })}
      ${contactTimeFields(form, timeField[status])}`;
    case 'contacted':
      return contactTimeFields(form, timeField[status]);
    case 'closed':
      return choiceField(form, {
        name: 'outcome',
        label: words.outcome,
        choices: choicesOf(outcomes, texts.words.outcome),
      });
    default:
      return undefined;
  }
}

type Read = { told: Report; code?: string; advice?: string } | { errors: FormError[] };

/** Reads a submitted form into a report, or returns what is missing. */
export function readReport(call: PrivateCall, status: Status): Read {
  const { form, now, site } = call;
  const words = site.texts.work.handOff;
  switch (status) {
    case 'accepted':
      return { told: { status }, code: typedAs(form, 'code').trim().toUpperCase() };
    case 'declined': {
      const reason = one(declineReasons, typedAs(form, 'decline-reason'));
      return reason ? { told: { status, reason } } : missing('decline-reason', words.reasonMissing);
    }
    case 'returned':
      return readReturn(call);
    case 'contact-attempted':
      return readAttempt(call);
    case 'contacted': {
      const time = readContactTime({ texts: site.texts, now }, form, timeField[status]);
      return 'at' in time ? { told: { status, at: time.at } } : time;
    }
    case 'supporting':
      return { told: { status } };
    case 'closed': {
      const outcome = one(outcomes, typedAs(form, 'outcome'));
      return outcome ? { told: { status, outcome } } : missing('outcome', words.outcomeMissing);
    }
  }
}

function readReturn({ form, site }: PrivateCall): Read {
  const words = site.texts.work.handOff;
  const reason = one(returnReasons, typedAs(form, 'return-reason'));
  const advice = typedAs(form, 'advice').trim();
  const errors = [
    ...(reason ? [] : missing('return-reason', words.reasonMissing).errors),
    ...adviceErrors(site.texts, advice, mostAdvice),
  ];
  return reason && errors.length === 0 ? { told: { status: 'returned', reason }, advice } : { errors };
}

function readAttempt({ form, now, site }: PrivateCall): Read {
  const status = 'contact-attempted';
  const channel = one(channels, typedAs(form, 'channel'));
  const time = readContactTime({ texts: site.texts, now }, form, timeField[status]);
  const errors = [
    ...(channel ? [] : missing('channel', site.texts.work.handOff.channelMissing).errors),
    ...('errors' in time ? time.errors : []),
  ];
  return channel && 'at' in time ? { told: { status, channel, at: time.at } } : { errors };
}

export const one = <Value extends string>(values: readonly Value[], typed: string): Value | undefined =>
  values.find((value) => value === typed);
const missing = (field: string, text: string): { errors: FormError[] } => ({ errors: [{ field, text }] });
