/** Branded ids: one kind of id cannot pass for another. */
declare const brand: unique symbol;
type Branded<Kind extends string> = string & { readonly [brand]: Kind };

export type ReferralId = Branded<'ReferralId'>;
export type HandOffId = Branded<'HandOffId'>;

/** 26 characters of base 32: 130 bits of a keyed hash of the referral's identity. */
const referralIdForm = /^[a-z2-7]{26}$/;
/** The referral's id and the hand-off's number on it, so that no index is needed to find it. */
const handOffIdForm = /^([a-z2-7]{26})-(\d{2,3})$/;

export const isReferralId = (text: string): text is ReferralId => referralIdForm.test(text);

export function handOffId(referral: ReferralId, number: number): HandOffId {
  return `${referral}-${String(number).padStart(2, '0')}` as HandOffId;
}

/** The parts of a hand-off id, or undefined when it is not one. */
export function parseHandOffId(text: string): { referral: ReferralId; number: number } | undefined {
  const parts = handOffIdForm.exec(text);
  return parts ? { referral: parts[1] as ReferralId, number: Number(parts[2]) } : undefined;
}

/** A reference as people say it to each other: GM-7K3M-9QTX. */
export const spokenReference = /^[A-Z]{2,4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/;
