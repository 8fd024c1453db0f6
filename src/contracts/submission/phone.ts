/**
 * Converts phone numbers to E.164, and an extension to `;ext=12` after it (RFC 3966). Checks that a number can exist,
 * not that it is in use, so that Ofcom's numbers for drama pass.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * Ten digits after 0 or +44, in a range that exists. Nearly all numbers sent are of this kind, and the library takes
 * ten times as long as the rest of a referral.
 */
const tenDigitUkNumber = /^(?:\+44|0)([1235789]\d{9})$/;
const spacing = /[ ()-]/g;

/**
 * The ranges with fewer digits (Google's libphonenumber 9, metadata of GB, from Ofcom's National Telephone Numbering
 * Plan): geographic numbers of nine, freephone numbers of nine, Childline, and one range of seven.
 */
const shortUkNumber = new RegExp(
  [
    String.raw`^(?:1(?:2(?:0(?:46[1-4]|87[2-9])|545[1-79]|76(?:2\d|3[1-8]|6[1-6])|9(?:7(?:2[0-4]|3[2-5])|8(?:2[2-8]|7[0-47-9]|8[3-5])))`,
    '|3(?:6(?:38[2-5]|47[23])|8(?:47[04-9]|64[0157-9]))',
    String.raw`|4(?:044[1-7]|20(?:2[23]|8\d)|6(?:0(?:30|5[2-57]|6[1-8]|7[2-8])|140)|8(?:052|87[1-3]))`,
    String.raw`|5(?:2(?:4(?:3[2-79]|6\d)|76\d)|6(?:26[06-9]|686))`,
    String.raw`|6(?:06(?:4\d|7[4-79])|295[5-7]|35[34]\d|47(?:24|61)|59(?:5[08]|6[67]|74)|9(?:55[0-4]|77[23]))`,
    String.raw`|7(?:26(?:6[13-9]|7[0-7])|(?:442|688)\d|50(?:2[0-3]|[3-68]2|76))`,
    String.raw`|8(?:27[56]\d|37(?:5[2-5]|8[239])|843[2-58])`,
    String.raw`|9(?:0(?:0(?:6[1-8]|85)|52\d)|3583|4(?:66[1-8]|9(?:2[01]|81))|63(?:23|3[1-4])|9561))\d{3}`,
    String.raw`|800\d{6}|8001111|845464\d)$`,
  ].join(''),
);

/** Brackets around an extension, which the library does not read: "(ext 12)". */
const bracketedExtension = /\(\s*((?:e?xtn?|extension|x|#)[\s.:]*\d{1,7})\s*\)\s*$/i;

/** Undefined when the number cannot exist. Without a country code, it is taken as a UK number. */
export function toE164(text: string): string | undefined {
  const national = tenDigitUkNumber.exec(text.replace(spacing, ''))?.[1];
  if (national) return `+44${national}`;
  const readable = text.replace(bracketedExtension, '$1');
  const number = parsePhoneNumberFromString(readable, { defaultCountry: 'GB', extract: false });
  if (!number?.isPossible()) return undefined;
  const isUk = number.countryCallingCode === '44';
  if (isUk && !tenDigitUkNumber.test(number.number) && !shortUkNumber.test(number.nationalNumber)) return undefined;
  return number.ext === undefined ? number.number : `${number.number};ext=${number.ext}`;
}
