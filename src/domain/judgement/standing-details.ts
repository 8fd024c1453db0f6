/**
 * The rules on the form of a contact detail become stricter, and what was accepted before stands: in a correction, a
 * detail that has not changed refuses nothing. A note says that it should be checked.
 */
import { canonicalJson } from '../canonical.ts';
import type { Fault } from '../decision.ts';
import { valueAt } from '../json-pointer.ts';
import type { FaultCode } from './fault-codes.ts';
import type { PartialSubmission } from './partial-submission.ts';

const detailCodes: readonly string[] = ['invalid-value', 'missing-detail'] satisfies readonly FaultCode[];

/** The faults that the accepted version has too, in a part that is the same in both. The law's gates are none of them. */
export const findStandingFaults = (
  faults: readonly Fault[],
  submission: PartialSubmission,
  accepted: { submission: PartialSubmission; faults: readonly Fault[] },
): Fault[] =>
  faults.filter(
    ({ pointer, code }) =>
      detailCodes.includes(code) &&
      accepted.faults.some((other) => other.pointer === pointer && other.code === code) &&
      isSame(valueAt(submission, pointer), valueAt(accepted.submission, pointer)),
  );

const isSame = (one: unknown, other: unknown): boolean =>
  one === other || (one !== undefined && other !== undefined && canonicalJson(one) === canonicalJson(other));
