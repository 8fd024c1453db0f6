/** Branded ids, so that one kind of id cannot be used as another. */
declare const brand: unique symbol;
type Branded<Kind extends string> = string & { readonly [brand]: { readonly [Each in Kind]: true } };

export type PartyId = Branded<'PartyId'>;
/** A service is a party too: its id in the catalogue is its party id. */
export type ServiceId = PartyId & Branded<'ServiceId'>;
export type ReferralId = Branded<'ReferralId'>;
export type HandOffId = Branded<'HandOffId'>;

/** Lower-case words joined by hyphens. Whether there is such a party, only the area's register says. */
const partyIdPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export const isPartyId = (text: string): text is PartyId => partyIdPattern.test(text);
export const isServiceId = (text: string): text is ServiceId => partyIdPattern.test(text);

/** 26 base32 characters: 130 bits of a keyed hash of the referral's identity. */
const referralIdPattern = /^[a-z2-7]{26}$/;
/** The referral id and the hand-off number, so that a hand-off is found without an index. */
const handOffIdPattern = /^([a-z2-7]{26})-(\d{2,3})$/;

export const isReferralId = (text: string): text is ReferralId => referralIdPattern.test(text);

export const isHandOffId = (text: string): text is HandOffId => handOffIdPattern.test(text);

export function handOffId(referral: ReferralId, number: number): HandOffId {
  return `${referral}-${String(number).padStart(2, '0')}` as HandOffId;
}

/** Undefined when the text is not a hand-off id. */
export function parseHandOffId(text: string): { referral: ReferralId; number: number } | undefined {
  const [, referral, number] = handOffIdPattern.exec(text) ?? [];
  return referral !== undefined && isReferralId(referral) ? { referral, number: Number(number) } : undefined;
}

/** A referral's human-readable reference, for example GM-7K3M-9QTX. */
export const referencePattern = /^[A-Z]{2,4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/;

/** A reference as people type it: in any case, with spaces or dashes for hyphens. Undefined if it is not one. */
export function readReference(text: string): string | undefined {
  const reference = text
    .trim()
    .toUpperCase()
    .replace(/[\s–-]+/g, '-');
  return referencePattern.test(reference) ? reference : undefined;
}
