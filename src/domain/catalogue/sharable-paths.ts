/**
 * The submission paths a sharing agreement may list: a leaf (`victim.givenName`), or a branch that includes all its
 * leaves (`contact.safe`). src/domain/shared-fields.ts applies the list.
 */
import type { Submission } from '../submission.ts';

type LeafValue = string | number | boolean | null | readonly unknown[];

/** The path of every leaf. A new field of Submission does not compile until it is added below. */
type LeafPath<Shape, Prefix extends string = ''> = {
  [Key in keyof Shape & string]: NonNullable<Shape[Key]> extends LeafValue
    ? `${Prefix}${Key}`
    : LeafPath<NonNullable<Shape[Key]>, `${Prefix}${Key}.`>;
}[keyof Shape & string];
type SubmissionPath = LeafPath<Required<Submission>>;

const leafPaths = {
  crimeReference: true,
  incidentReference: true,
  victimReference: true,
  reportedAt: true,
  needs: true,
  'offence.category': true,
  'offence.homeOfficeCode': true,
  'offence.occurredOn': true,
  'offence.occurredAt': true,
  'offence.district': true,
  'offence.locationType': true,
  'offence.method': true,
  'offence.alcoholInvolved': true,
  'offence.domesticAbuse': true,
  'offence.knifeEnabled': true,
  'offence.firearm': true,
  'offence.honourBased': true,
  'offence.modernSlavery': true,
  'offence.childExploitation': true,
  'offence.hateStrands': true,
  'offence.summary': true,
  'victim.role': true,
  'victim.givenName': true,
  'victim.familyName': true,
  'victim.dateOfBirth': true,
  'victim.sex': true,
  'victim.ethnicity': true,
  'victim.address.lines': true,
  'victim.address.postcode': true,
  'victim.address.district': true,
  'victim.noFixedAddress': true,
  'victim.occupation': true,
  'victim.language': true,
  'victim.interpreterNeeded': true,
  'victim.accessNeeds': true,
  'victim.optedOut': true,
  'victim.persistentlyTargeted': true,
  'victim.vulnerableOrIntimidated': true,
  'victim.guardian.name': true,
  'victim.guardian.relationship': true,
  'victim.guardian.phone': true,
  'contact.phone': true,
  'contact.email': true,
  'contact.safe.call': true,
  'contact.safe.voicemail': true,
  'contact.safe.text': true,
  'contact.safe.email': true,
  'contact.safe.post': true,
  'contact.times': true,
  'contact.instructions': true,
  'contact.alternative.name': true,
  'contact.alternative.relationship': true,
  'contact.alternative.phone': true,
  'consent.basis': true,
  'consent.givenBy': true,
  'consent.method': true,
  'consent.obtainedAt': true,
  'consent.overrideReason': true,
  'risk.tool': true,
  'risk.score': true,
  'risk.level': true,
  'risk.professionalJudgement': true,
  'risk.toStaff': true,
  'referrer.name': true,
  'referrer.role': true,
  'referrer.email': true,
  'referrer.phone': true,
} as const satisfies Record<SubmissionPath, true>;

/** Every leaf of a submission, in display order. */
const submissionPaths = Object.keys(leafPaths) as SubmissionPath[];

/** Derived facts about the person, shown only if the agreement lists them. */
const derivedPaths = ['repeatVictim'] as const;

/** Needed for a safe first contact, so every agreement must list them. */
const safeContactPaths = [
  'victim.familyName',
  'contact.phone',
  'contact.email',
  'contact.safe.call',
  'contact.safe.voicemail',
  'contact.safe.text',
  'contact.safe.email',
  'contact.safe.post',
  'contact.times',
  'contact.instructions',
  'victim.language',
  'victim.interpreterNeeded',
  'risk.toStaff',
] as const satisfies readonly SubmissionPath[];

/** Whether an entry of a sharing list is this leaf or a branch above it. */
const covers = (entry: string, leaf: string): boolean => leaf === entry || leaf.startsWith(`${entry}.`);

export const isSharablePath = (entry: string): boolean =>
  derivedPaths.some((path) => path === entry) || submissionPaths.some((leaf) => covers(entry, leaf));

/** Leaves needed for safe contact that a sharing list leaves out. */
export const findMissingSafeContactPaths = (sharing: readonly string[]): SubmissionPath[] =>
  safeContactPaths.filter((leaf) => !sharing.some((entry) => covers(entry, leaf)));
