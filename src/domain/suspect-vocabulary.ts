/** Closed vocabularies about suspects, the investigation and safeguarding: an addition to vocabulary.ts, whose rules hold here. */

/** What a suspect is to the victim. */
export const suspectRelationships = [
  'partner',
  'ex-partner',
  'parent',
  'child',
  'other-family',
  'carer',
  'friend',
  'neighbour',
  'colleague',
  'acquaintance',
  'stranger',
  'unknown',
] as const;
export type SuspectRelationship = (typeof suspectRelationships)[number];

/** What of the victim's a suspect reads or answers. */
export const suspectAccesses = ['phone', 'email', 'post'] as const;
export type SuspectAccess = (typeof suspectAccesses)[number];

/** Where the investigation of a suspect stands, and so whether they are free. */
export const suspectStatuses = [
  'at-large',
  'arrested',
  'in-custody',
  'bailed',
  'released-under-investigation',
  'charged',
  'convicted',
  'no-further-action',
  'unknown',
] as const;
export type SuspectStatus = (typeof suspectStatuses)[number];

export const investigationStatuses = ['open', 'charged', 'court', 'no-further-action', 'unknown'] as const;
export type InvestigationStatus = (typeof investigationStatuses)[number];

/** Whether a safeguarding referral to the local authority was made. */
export const safeguardingStatuses = ['made', 'not-made', 'not-needed', 'unknown'] as const;
export type SafeguardingStatus = (typeof safeguardingStatuses)[number];
