/** Checks the dates of a referral against each other and against the present. */
import type { Fault } from '../decision.ts';
import { instantOf, londonDate, wholeYears } from '../london.ts';
import { fault } from './fault.ts';
import type { Given } from './given.ts';
import type { Reading } from './reading.ts';

/** Tolerates a sender's clock that is slightly ahead of ours. */
export const clockSkewMs = 5 * 60_000;
/** No date about a living person is longer ago. */
export const mostYearsAgo = 120;

export function dateFaults(given: Given, reading: Reading): Fault[] {
  return [
    ...bornFaults(given, reading),
    ...occurredFaults(given, reading),
    ...reportedFaults(given, reading),
    ...consentDateFaults(given, reading),
  ];
}

const isTooOld = (date: string, reading: Reading): boolean => wholeYears(date, reading.today) > mostYearsAgo;
const isAhead = (instant: string, reading: Reading): boolean =>
  Date.parse(instant) > reading.now.getTime() + clockSkewMs;

/** Bereaved relatives and people born of the offence may be born after it; everyone else must be born before it. */
function cameBefore(date: string | undefined, born: string | undefined, given: Given): boolean {
  const role = given.victim?.role;
  if (role === 'born-of-offence' || role === 'bereaved-relative') return false;
  return date !== undefined && born !== undefined && date < born;
}

function bornFaults({ victim }: Given, reading: Reading): Fault[] {
  const at = '/victim/dateOfBirth';
  const born = victim?.dateOfBirth;
  if (born === undefined) return [];
  if (born > reading.today) return [fault(at, 'in-the-future', 'The date of birth has not come yet. Check the year.')];
  if (!isTooOld(born, reading)) return [];
  return [
    fault(
      at,
      'too-long-ago',
      `Nobody is older than ${mostYearsAgo}. Check the year, or leave it out if it is not known.`,
    ),
  ];
}

function occurredFaults(given: Given, reading: Reading): Fault[] {
  const day = given.offence?.occurredOn;
  const time = given.offence?.occurredAt;
  const at = '/offence/occurredOn';
  if (day === undefined) {
    return time === undefined
      ? []
      : [fault(at, 'required', 'Give the day as well as the time, or leave the time out.')];
  }
  if (day > reading.today) return [fault(at, 'in-the-future', 'The offence is dated in the future. Check the date.')];
  if (isTooOld(day, reading))
    return [fault(at, 'too-long-ago', `The offence is dated over ${mostYearsAgo} years ago. Check the year.`)];
  const born = given.victim?.dateOfBirth;
  if (born !== undefined && born <= reading.today && cameBefore(day, born, given)) {
    return [fault(at, 'before-birth', 'The offence is dated before the person was born. Check both dates.')];
  }
  const reported = given.reportedAt;
  // A report dated in the future cannot be compared with the offence.
  if (reported === undefined || isAhead(reported, reading)) return timeFaults(day, time, undefined, reading);
  if (reading.reportedOn !== undefined && day > reading.reportedOn) {
    return [fault(at, 'after-report', 'The offence is dated after it was reported. Check both dates.')];
  }
  return timeFaults(day, time, reported, reading);
}

function timeFaults(day: string, time: string | undefined, reported: string | undefined, reading: Reading): Fault[] {
  const at = '/offence/occurredAt';
  if (time === undefined) return [];
  // In the hour repeated in autumn the first occurrence is assumed, so that no valid time is refused.
  const began = instantOf(day, time).getTime() - clockSkewMs;
  if (began > reading.now.getTime())
    return [fault(at, 'in-the-future', 'The time of the offence has not come yet. Check it.')];
  if (reported === undefined || began <= Date.parse(reported)) return [];
  return [fault(at, 'after-report', 'The time of the offence is after it was reported. Check both.')];
}

function reportedFaults(given: Given, reading: Reading): Fault[] {
  const at = '/reportedAt';
  if (given.reportedAt === undefined || reading.reportedOn === undefined) return [];
  if (isAhead(given.reportedAt, reading))
    return [fault(at, 'in-the-future', 'The report is dated in the future. Check the time and its offset.')];
  if (isTooOld(reading.reportedOn, reading))
    return [fault(at, 'too-long-ago', `The report is dated over ${mostYearsAgo} years ago. Check the year.`)];
  const born = given.victim?.dateOfBirth;
  if (born === undefined || born > reading.today || !cameBefore(reading.reportedOn, born, given)) return [];
  return [fault(at, 'before-birth', 'The report is dated before the person was born. Check both dates.')];
}

function consentDateFaults({ consent, offence }: Given, reading: Reading): Fault[] {
  const at = '/consent/obtainedAt';
  if (consent?.obtainedAt === undefined) return [];
  if (isAhead(consent.obtainedAt, reading))
    return [fault(at, 'in-the-future', 'The consent is dated in the future. Check the time and its offset.')];
  const obtainedOn = londonDate(new Date(consent.obtainedAt));
  if (isTooOld(obtainedOn, reading))
    return [fault(at, 'too-long-ago', `The consent is dated over ${mostYearsAgo} years ago. Check the year.`)];
  const occurredOn = offence?.occurredOn;
  if (occurredOn === undefined || occurredOn > reading.today || obtainedOn >= occurredOn) return [];
  return [fault(at, 'before-offence', 'The consent is dated before the offence. Check both dates.')];
}
