/** Where sealed texts stand. Each opens in its own place alone, so that none can be put in another's. */
import type { PartyId, ReferralId } from '#src/domain/ids.ts';

export type SealedField =
  | 'submission'
  | 'references'
  | 'note'
  | 'disclosure-reason'
  | 'on-behalf-of'
  | 'staff-details'
  | 'mail-address'
  | 'draft'
  | 'profile';

export interface SealPlace {
  /** What it is of: a referral, a draft, a person. Each has a key of its own. */
  id: string;
  field: SealedField;
  /** Which of several with this id and field: the version of a referral, the hash of an address. */
  part?: number | string;
}

/** @param version of the referral */
export const submissionPlace = (id: ReferralId, version: number): SealPlace => ({
  id,
  field: 'submission',
  part: version,
});

/** In each version's row and in the head, which keeps those of the version judged last while a further one waits to be judged. */
export const referencesPlace = (id: ReferralId): SealPlace => ({ id, field: 'references' });

/** Free text of the case: the advice beside it is also the note of an event. */
export const notePlace = (id: ReferralId): SealPlace => ({ id, field: 'note' });

/** Why somebody opened a case, in the disclosure log. */
export const disclosureReasonPlace = (id: ReferralId): SealPlace => ({ id, field: 'disclosure-reason' });

/** Whom a system names as its member of staff, wherever that call is recorded. */
export const onBehalfOfPlace = (id: ReferralId): SealPlace => ({ id, field: 'on-behalf-of' });

export const staffPlace = (party: PartyId, user: string): SealPlace => ({
  id: `staff#${party}#${user}`,
  field: 'staff-details',
});

/** @param hash keyed hash of the address */
export const mailAddressPlace = (hash: string): SealPlace => ({
  id: 'marked address',
  field: 'mail-address',
  part: hash,
});

export const draftPlace = (id: string): SealPlace => ({ id, field: 'draft' });

/** @param user stable id of the person of whom it is */
export const profilePlace = (user: string): SealPlace => ({ id: `profile ${user}`, field: 'profile' });
