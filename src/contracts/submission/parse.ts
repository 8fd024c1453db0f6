/**
 * The door's reading of a referral. The happy path runs a parser generated once at start
 * (`z.compile`); only a body with faults pays for their explanation.
 */
import * as z from 'zod';
import type { Fault } from '#src/domain/decision.ts';
import type { Submission } from '#src/domain/submission.ts';
import { faultsOf } from './faults.ts';
import { submissionSchema } from './schema.ts';

const compiled = z.compile(submissionSchema, { strict: true });

/** The submission, normalised; or every fault of form in it, each with its pointer. */
export function parseSubmission(body: unknown): { ok: Submission } | { faults: Fault[] } {
  const read = compiled.safeParse(body);
  return read.success ? { ok: read.data } : { faults: faultsOf(read.error.issues, body) };
}
