/** A referral at the door: its schema, its reading, and everything that is wrong with one at once. */
export { examineSubmission } from './submission/examine.ts';
export { parseSubmission } from './submission/parse.ts';
export { submissionSchema } from './submission/schema.ts';
