/** How the forms are read with which a service reports on a hand-off. */
import type { ServiceReport } from '#src/domain/case/report/service-report.ts';
import {
  attemptResults,
  channels,
  declineReasons,
  returnReasons,
  supportOutcomes,
  suspendReasons,
} from '#src/domain/vocabulary.ts';
import type { PageCall } from '../app/page.ts';
import { findValue } from '../form/choices.ts';
import { allValues, type FormError, firstValue } from '../form/errors.ts';
import { adviceErrors, optionalTextErrors, readText } from '../work/required-text.ts';
import { readContactTime } from './contact-time.ts';
import { maxAdvice, maxSafetyReason, type ReportStatus, timeFieldNames } from './inbox-actions.ts';

/** `note` is what the report says in words, not yet sealed. */
type ReadReport = { report: ServiceReport; code?: string; note?: string } | { errors: FormError[] };

/** Reads a submitted form into a report, or returns what is missing. */
export function readReport(call: PageCall, status: ReportStatus): ReadReport {
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
  const named = allValues(form, 'suspend-channels');
  const ways = channels.filter((one) => named.includes(one));
  const advice = firstValue(form, 'suspend-advice').trim();
  const errors = [
    ...(reason ? [] : missingError('suspend-reason', words.reasonMissing).errors),
    ...adviceErrors(site.texts, advice, maxAdvice, 'suspend-advice'),
  ];
  if (!reason || errors.length > 0) return { errors };
  return { report: { status: 'suspended', reason, ...(ways.length > 0 && { channels: ways }) }, note: advice };
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
