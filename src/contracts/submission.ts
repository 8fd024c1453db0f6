/** Parses a submitted referral, or finds everything that is wrong with it. */
import * as z from 'zod';
import type { Area } from '#src/domain/area.ts';
import type { Fault, Refusal } from '#src/domain/decision.ts';
import type { ReferralReferences } from '#src/domain/identity.ts';
import { findFaults, refusalFrom } from '#src/domain/judge.ts';
import type { PartialSubmission } from '#src/domain/judgement/partial-submission.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { faultsOf, limitFaults } from './submission/faults.ts';
import { readAsAccepted as readRefused } from './submission/read-as-accepted.ts';
import { submissionSchema } from './submission/schema.ts';
import { findStandingDetails, withDetails, withoutDetails } from './submission/standing-details.ts';
import { unexplainedFaults } from './submission/unexplained-faults.ts';
import { pickValidFields } from './submission/valid-fields.ts';

let wasParsed = false;
let compiledParser: ReturnType<typeof compileParser> | undefined;
const compileParser = () => z.compile(submissionSchema, { strict: true });

/**
 * A compiled parser is five to eight times faster than zod's usual one, but takes 20 ms to make. So the first referral, whose
 * sender waits while the function starts, is read without it.
 */
function safeParse(body: unknown) {
  if (!wasParsed) {
    wasParsed = true;
    return submissionSchema.safeParse(body, { jitless: true });
  }
  compiledParser ??= compileParser();
  return compiledParser.safeParse(body);
}

/** The normalised submission, or every fault in its format. */
export function parseSubmissionFormat(body: unknown): { ok: Submission } | { faults: Fault[] } {
  // Explaining faults is slow, so valid bodies skip it.
  const parsed = safeParse(body);
  return parsed.success ? { ok: parsed.data } : { faults: faultsOf(parsed.error.issues, body) };
}

/**
 * The submission, ready to be judged, or a refusal with all of its faults: of format, consistency and lawfulness.
 * A format fault in one field does not hide others: the rules across fields run on whatever could be parsed.
 * @param accepted in a correction, the version that it corrects
 * @returns standing: JSON Pointers of details that today's formats refuse, kept as they were accepted
 */
export function parseSubmission(
  body: unknown,
  sender: Sender,
  area: Area,
  now: Date,
  accepted?: Submission,
): { submission: Submission; standing: string[] } | { refused: Refusal; references?: ReferralReferences } {
  const parsed = parseSubmissionFormat(body);
  if ('ok' in parsed) return { submission: parsed.ok, standing: [] };
  const standing = accepted ? findStandingDetails(parsed.faults, body, accepted) : [];
  const faults = parsed.faults.filter(({ pointer }) => !standing.includes(pointer));
  if (accepted && faults.length === 0 && typeof body === 'object' && body !== null) {
    const rest = parseSubmissionFormat(withoutDetails(body, standing));
    if ('ok' in rest) return { submission: withDetails(rest.ok, standing, accepted), standing };
  }
  const readable = pickValidFields(submissionSchema, body);
  const moreFaults = readable
    ? unexplainedFaults(
        findFaults(readable, { sender, area, now, ...(accepted && { accepted }) }),
        parsed.faults,
        readable,
      )
    : [];
  const refused = refusalFrom(limitFaults([...faults, ...moreFaults]));
  const references = readable && referencesIn(readable);
  return references ? { refused, references } : { refused };
}

/** See ReadAsAccepted in src/usecases/intake/same-content.ts. */
export function readAsAccepted(body: unknown, accepted: Submission): PartialSubmission | undefined {
  const parsed = parseSubmissionFormat(body);
  return 'ok' in parsed ? parsed.ok : readRefused(body, parsed.faults, accepted);
}

/** Undefined without a reference to the crime or incident: nothing then says which referral it is. */
function referencesIn({
  crimeReference,
  incidentReference,
  victimReference,
}: PartialSubmission): ReferralReferences | undefined {
  if (victimReference === undefined || !(crimeReference ?? incidentReference)) return undefined;
  return {
    victimReference,
    ...(crimeReference === undefined ? {} : { crimeReference }),
    ...(incidentReference === undefined ? {} : { incidentReference }),
  };
}
