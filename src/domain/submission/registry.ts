/**
 * Every field of a referral, once, in reading order. The type Submission, the API's schema, the sharing lists, the
 * pages, the CSV columns and docs/fields.md are made from this list.
 */
import type { Branch, BranchList, Field, FieldList, ListBranch } from './field.ts';
import { characteristicsFields } from './fields/characteristics.ts';
import { consentFields } from './fields/consent.ts';
import { contactFields } from './fields/contact.ts';
import { householdFields } from './fields/household.ts';
import { investigationFields } from './fields/investigation.ts';
import { offenceFields } from './fields/offence.ts';
import { referenceFields } from './fields/reference.ts';
import { referrerFields } from './fields/referrer.ts';
import { riskFields } from './fields/risk.ts';
import { suspectsFields } from './fields/suspects.ts';
import { victimFields } from './fields/victim.ts';

export const fieldRegistry = {
  ...referenceFields,
  ...offenceFields,
  ...victimFields,
  ...contactFields,
  ...suspectsFields,
  ...householdFields,
  ...consentFields,
  ...riskFields,
  ...investigationFields,
  ...referrerFields,
  ...characteristicsFields,
} as const satisfies FieldList;

/** Dotted, for example victim.givenName. */
export type FieldPath = keyof typeof fieldRegistry;
export const fieldPaths = Object.keys(fieldRegistry) as FieldPath[];
export const fieldAt = (path: FieldPath): Field => fieldRegistry[path];

type KeyIn<Path extends string> = Path extends `${infer Key}.${string}` ? ItemKey<Key> : ItemKey<Path>;
type ItemKey<Key extends string> = Key extends `${infer Name}[]` ? Name : Key;
/** The names at the top of a referral. */
export type SubmissionKey = KeyIn<FieldPath>;
export const submissionKeys = [...new Set(fieldPaths.map((path) => path.split(/\[|\./, 1)[0]))] as SubmissionKey[];

/** The objects that group fields. */
export const branchRegistry = {
  offence: {
    description: 'What happened.',
    required: 'Say what happened: the offence, with at least its category.',
  },
  victim: {
    description: 'The person referred.',
    required: 'Say who is referred: at least their role and family name.',
  },
  'victim.address': { description: 'Where the victim lives.' },
  'victim.guardian': { description: 'A parent or guardian, for a child.' },
  contact: {
    description: 'How to reach them safely.',
    required: 'Say how the person can be reached, and for each channel whether it is safe.',
  },
  'contact.safe': {
    description: 'Whether each way to reach them is safe. Unknown is an answer; it is not yes.',
    required: 'Say for each channel whether it is safe: yes, no or unknown.',
    example: { call: 'yes', voicemail: 'no', text: 'unknown', email: 'yes', post: 'no' },
  },
  'contact.alternative': { description: 'Someone else through whom they can safely be reached.' },
  'contact.postTo': { description: 'A safe address for letters that is not their home.' },
  'suspects[]': { description: 'Who did it or may have, as far as known.', max: 10, item: 'Suspect' },
  household: { description: 'Who lives with the victim. Sent in abuse only, and without names.' },
  'household.children[]': { description: 'The children.', max: 20, item: 'Child' },
  safeguarding: { description: 'Safeguarding referrals to the local authority.' },
  marac: { description: 'The multi-agency risk assessment conference.' },
  investigation: { description: 'The police investigation.' },
  'investigation.officer': { description: 'The officer in the case.' },
  'support[]': { description: 'Who helps them already.', max: 10, item: 'Organisation' },
  characteristics: { description: 'For equality monitoring. Counted, and shown to nobody.' },
  consent: { description: 'The lawful basis.', required: 'Say on what basis the referral is made.' },
  risk: { description: 'The risk to the victim.' },
  referrer: { description: 'The person who makes the referral.' },
} as const satisfies BranchList & Record<BranchPath<FieldPath>, Branch | ListBranch>;

/** The path of every object above a field; one that is not described does not compile. */
type BranchPath<Path extends string, Above extends string = ''> = Path extends `${infer Name}.${infer Rest}`
  ? `${Above}${Name}` | BranchPath<Rest, `${Above}${Name}.`>
  : never;

/** JSON Pointer of a field or an object of fields (RFC 6901). */
export const pointerOf = (path: string): string => `/${path.replaceAll('.', '/')}`;
