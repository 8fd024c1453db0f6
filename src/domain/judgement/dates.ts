/** Checks the dates of a referral against each other and against the present. */
import type { Fault } from '../decision.ts';
import { instantOf, londonDate, wholeYears } from '../london.ts';
import type { DerivedFacts } from './derived-facts.ts';
import { fault } from './fault.ts';
import type { PartialSubmission } from './partial-submission.ts';

/** Tolerates a sender's clock that is slightly ahead of ours. */
export const clockSkewMs = 5 * 60_000;
/** No date about a living person is longer ago. */
export const maxYearsAgo = 120;

export function findDateFaults(submission: PartialSubmission, derived: DerivedFacts): Fault[] {
  return [
    ...findBirthDateFaults(submission, derived),
    ...findOffenceDateFaults(submission, derived),
    ...findReportDateFaults(submission, derived),
    ...findConsentDateFaults(submission, derived),
    ...findSuspectDateFaults(submission, derived),
  ];
}

const isTooOld = (date: string, derived: DerivedFacts): boolean => wholeYears(date, derived.today) > maxYearsAgo;
const isInFuture = (instant: string, derived: DerivedFacts): boolean =>
  Date.parse(instant) > derived.now.getTime() + clockSkewMs;

/** Bereaved relatives and people born of the offence may be born after it; everyone else must be born before it. */
function isBeforeBirth(date: string, dateOfBirth: string, { victim }: PartialSubmission): boolean {
  if (victim?.role === 'born-of-offence' || victim?.role === 'bereaved-relative') return false;
  return date < dateOfBirth;
}

function findBirthDateFaults({ victim }: PartialSubmission, derived: DerivedFacts): Fault[] {
  const pointer = '/victim/dateOfBirth';
  const dateOfBirth = victim?.dateOfBirth;
  if (dateOfBirth === undefined) return [];
  if (dateOfBirth > derived.today)
    return [fault(pointer, 'in-the-future', 'The date of birth has not come yet. Check the year.')];
  if (!isTooOld(dateOfBirth, derived)) return [];
  return [
    fault(
      pointer,
      'too-long-ago',
      `Nobody is older than ${maxYearsAgo}. Check the year, or leave it out if it is not known.`,
    ),
  ];
}

function findOffenceDateFaults(submission: PartialSubmission, derived: DerivedFacts): Fault[] {
  const day = submission.offence?.occurredOn;
  const time = submission.offence?.occurredAt;
  const pointer = '/offence/occurredOn';
  if (day === undefined) {
    return time === undefined
      ? []
      : [fault(pointer, 'required', 'Give the day as well as the time, or leave the time out.')];
  }
  if (day > derived.today)
    return [fault(pointer, 'in-the-future', 'The offence is dated in the future. Check the date.')];
  if (isTooOld(day, derived))
    return [fault(pointer, 'too-long-ago', `The offence is dated over ${maxYearsAgo} years ago. Check the year.`)];
  const dateOfBirth = submission.victim?.dateOfBirth;
  if (dateOfBirth !== undefined && dateOfBirth <= derived.today && isBeforeBirth(day, dateOfBirth, submission)) {
    return [fault(pointer, 'before-birth', 'The offence is dated before the person was born. Check both dates.')];
  }
  const reportedAt = submission.reportedAt;
  // A report dated in the future cannot be compared with the offence.
  if (reportedAt === undefined || isInFuture(reportedAt, derived))
    return findOffenceTimeFaults(day, time, undefined, derived);
  if (derived.reportedOn !== undefined && day > derived.reportedOn) {
    return [fault(pointer, 'after-report', 'The offence is dated after it was reported. Check both dates.')];
  }
  return findOffenceTimeFaults(day, time, reportedAt, derived);
}

function findOffenceTimeFaults(
  day: string,
  time: string | undefined,
  reportedAt: string | undefined,
  derived: DerivedFacts,
): Fault[] {
  const pointer = '/offence/occurredAt';
  if (time === undefined) return [];
  // In the hour repeated in autumn the first occurrence is assumed, so that no valid time is refused.
  const startMs = instantOf(day, time).getTime() - clockSkewMs;
  if (startMs > derived.now.getTime())
    return [fault(pointer, 'in-the-future', 'The time of the offence has not come yet. Check it.')];
  if (reportedAt === undefined || startMs <= Date.parse(reportedAt)) return [];
  return [fault(pointer, 'after-report', 'The time of the offence is after it was reported. Check both.')];
}

function findReportDateFaults(submission: PartialSubmission, derived: DerivedFacts): Fault[] {
  const pointer = '/reportedAt';
  if (submission.reportedAt === undefined || derived.reportedOn === undefined) return [];
  if (isInFuture(submission.reportedAt, derived))
    return [fault(pointer, 'in-the-future', 'The report is dated in the future. Check the time and its offset.')];
  if (isTooOld(derived.reportedOn, derived))
    return [fault(pointer, 'too-long-ago', `The report is dated over ${maxYearsAgo} years ago. Check the year.`)];
  const dateOfBirth = submission.victim?.dateOfBirth;
  if (
    dateOfBirth === undefined ||
    dateOfBirth > derived.today ||
    !isBeforeBirth(derived.reportedOn, dateOfBirth, submission)
  )
    return [];
  return [fault(pointer, 'before-birth', 'The report is dated before the person was born. Check both dates.')];
}

function findConsentDateFaults({ consent, offence }: PartialSubmission, derived: DerivedFacts): Fault[] {
  const pointer = '/consent/obtainedAt';
  if (consent?.obtainedAt === undefined) return [];
  if (isInFuture(consent.obtainedAt, derived))
    return [fault(pointer, 'in-the-future', 'The consent is dated in the future. Check the time and its offset.')];
  const obtainedOn = londonDate(new Date(consent.obtainedAt));
  if (isTooOld(obtainedOn, derived))
    return [fault(pointer, 'too-long-ago', `The consent is dated over ${maxYearsAgo} years ago. Check the year.`)];
  const occurredOn = offence?.occurredOn;
  if (occurredOn === undefined || occurredOn > derived.today || obtainedOn >= occurredOn) return [];
  return [fault(pointer, 'before-offence', 'The consent is dated before the offence. Check both dates.')];
}

/** A status is known since a time that has come; a release may lie ahead. */
const findSuspectDateFaults = ({ suspects = [] }: PartialSubmission, derived: DerivedFacts): Fault[] =>
  suspects.flatMap(({ statusAt }, index) =>
    statusAt !== undefined && isInFuture(statusAt, derived)
      ? [
          fault(
            `/suspects/${index}/statusAt`,
            'in-the-future',
            'The status of the suspect is dated in the future. Check the time and its offset.',
          ),
        ]
      : [],
  );
