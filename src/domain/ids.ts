/** Branded ids, so that one kind of id cannot be used as another. */
declare const brand: unique symbol;
type Branded<Kind extends string> = string & { readonly [brand]: Kind };

export type ReferralId = Branded<'ReferralId'>;
export type HandOffId = Branded<'HandOffId'>;

/** 26 base32 characters: 130 bits of a keyed hash of the referral's identity. */
const referralIdPattern = /^[a-z2-7]{26}$/;
/** The referral id and the hand-off number, so that a hand-off is found without an index. */
const handOffIdPattern = /^([a-z2-7]{26})-(\d{2,3})$/;

export const isReferralId = (text: string): text is ReferralId => referralIdPattern.test(text);

export function handOffId(referral: ReferralId, number: number): HandOffId {
  return `${referral}-${String(number).padStart(2, '0')}` as HandOffId;
}

/** Undefined when the text is not a hand-off id. */
export function parseHandOffId(text: string): { referral: ReferralId; number: number } | undefined {
  const parts = handOffIdPattern.exec(text);
  return parts ? { referral: parts[1] as ReferralId, number: Number(parts[2]) } : undefined;
}

/** A referral's human-readable reference, for example GM-7K3M-9QTX. */
export const referencePattern = /^[A-Z]{2,4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/;
