/**
 * The body of a referral, made from the field registry. This schema validates each field by itself; the rules across
 * fields are in src/domain/judgement. Unknown values are left out: null is accepted only where the kind says so.
 */
import type * as z from 'zod';
import { branchRegistry, fieldRegistry } from '#src/domain/submission/registry.ts';
import type { Submission, SubmissionInput } from '#src/domain/submission.ts';
import { objectSchema } from './registry-schema.ts';

/** Schema and type are made from one registry, but zod cannot infer the type of an object that a loop has built. */
export const submissionSchema = objectSchema(fieldRegistry, branchRegistry).meta({
  id: 'Referral',
  description: 'A referral of one victim of one crime.',
}) as z.ZodObject & z.ZodType<Submission, SubmissionInput>;
