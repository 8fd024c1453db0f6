/** Phone numbers as people write them, to E.164. Possible, not proven: numbers kept for drama pass. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * Whole United Kingdom numbers, which are always possible: ten digits after 0 or +44. Nearly every
 * number sent is one, and asking the library costs ten times the rest of a referral.
 */
const plain = /^(?:\+44|0)([1-9]\d{9})$/;
const spacing = /[ ()-]/g;

/** E.164, or undefined when no such number can be. Numbers without a country code are of the United Kingdom. */
export function toE164(text: string): string | undefined {
  const national = plain.exec(text.replace(spacing, ''))?.[1];
  if (national) return `+44${national}`;
  const number = parsePhoneNumberFromString(text, { defaultCountry: 'GB', extract: false });
  return number?.isPossible() && number.ext === undefined ? number.number : undefined;
}
