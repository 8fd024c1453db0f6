/** Converts phone numbers to E.164. Checks only that a number is possible, so Ofcom's drama numbers pass. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * A complete UK number: ten digits after 0 or +44, which is always possible. Nearly all numbers sent are of this
 * kind, and the library takes ten times as long as the rest of a referral.
 */
const wholeUkNumber = /^(?:\+44|0)([1-9]\d{9})$/;
const spacing = /[ ()-]/g;

/** Undefined when the number is not possible. Without a country code, it is taken as a UK number. */
export function toE164(text: string): string | undefined {
  const national = wholeUkNumber.exec(text.replace(spacing, ''))?.[1];
  if (national) return `+44${national}`;
  const number = parsePhoneNumberFromString(text, { defaultCountry: 'GB', extract: false });
  return number?.isPossible() && number.ext === undefined ? number.number : undefined;
}
