/**
 * A referral as sent, after its shape has been validated: made from the field registry. Field names are those of the
 * API. Any of it may be personal data: it is stored sealed and never logged.
 */
import type { branchRegistry, fieldRegistry } from './submission/registry.ts';
import type { ObjectOf } from './submission/shape.ts';

export type Submission = ObjectOf<typeof fieldRegistry, typeof branchRegistry>;

/** As a sender writes it: the victim's number may be left out. */
export type SubmissionInput = Omit<Submission, 'victimReference'> & Partial<Pick<Submission, 'victimReference'>>;

export type Victim = Submission['victim'];
