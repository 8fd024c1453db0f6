/** Schemas for single fields. Each trims, validates and normalises, with a message that says what to send. */
import { toNormalised } from 'postcode';
import * as z from 'zod';
import { outOfArea } from '#src/domain/area.ts';
import { isCountry } from '#src/domain/countries.ts';
import { hasHiddenCharacters, hasHiddenCharactersOrBreaks, visiblePart } from '#src/domain/readable-text.ts';
import { toE164 } from './phone.ts';

const letter = /\p{L}/u;

const hiddenMessage = 'Take out control characters: only letters, digits, spaces and punctuation can be kept.';
const emptyMessage = 'Leave this field out when there is nothing to say, rather than sending it empty.';

/** Checks are given all at once: each call of a method makes a copy of the schema, and functions start with hundreds. */
const trimmedText = (maxLength: number, empty: string) => [
  z.trim(),
  z.minLength(1, empty),
  z.maxLength(maxLength),
  z.refine<string>((value) => value === '' || visiblePart(value) !== '', empty),
];

const lineChecks = (maxLength: number) => [
  ...trimmedText(maxLength, emptyMessage),
  z.refine<string>((value) => !hasHiddenCharactersOrBreaks(value), hiddenMessage),
];

/** A single line of text. */
export const line = (maxLength: number) => z.string().check(...lineChecks(maxLength));

/**
 * Text that may have line breaks.
 * @param empty what is said of one without a visible character
 */
export const text = (maxLength: number, empty = emptyMessage) =>
  z.string().check(
    ...trimmedText(maxLength, empty),
    z.refine<string>((value) => !hasHiddenCharacters(value), hiddenMessage),
  );

/** A person's name in any script, normalised to NFC so that equal names compare equal. */
export const name = () =>
  z.string().check(
    ...lineChecks(100),
    z.refine<string>((value) => letter.test(visiblePart(value)), 'Give the name in letters, of any script.'),
    z.normalize('NFC'),
  );

export const phone = () =>
  z.string().check(
    z.trim(),
    z.minLength(1, emptyMessage),
    z.maxLength(40),
    z.refine<string>(
      (value) => toE164(value) !== undefined,
      'Give a whole phone number, for example 0161 496 0000 or 0161 496 0000 ext 12, or with its country code.',
    ),
    z.overwrite<string>((value) => toE164(value) ?? value),
  );

export const email = () =>
  z
    .string()
    .trim()
    .min(1, emptyMessage)
    .max(254)
    .regex(z.regexes.email, 'Give one e-mail address, in the form name@example.org.');

/**
 * A postcode of any country. A United Kingdom one is normalised, others are in capitals with one space or hyphen between
 * their parts. Which postcode an address needs depends on its country: src/domain/judgement/postcodes.ts.
 */
export const postcode = () =>
  z
    .string()
    .trim()
    .min(1, emptyMessage)
    .max(30)
    .overwrite(normalisePostcode)
    .refine(
      (value) => anyPostcode.test(value) && value.replaceAll(/[ -]/g, '').length <= 12,
      'Give a full United Kingdom postcode, for example M1 1AE, or at most 12 letters and digits in another country.',
    );

const anyPostcode = /^[A-Z\d]+(?:[ -][A-Z\d]+)*$/;
const normalisePostcode = (value: string): string =>
  toNormalised(value) ??
  value
    .toUpperCase()
    .replaceAll(/\s*-\s*/g, '-')
    .replaceAll(/\s+/g, ' ');

export const date = () => z.iso.date('Give a date that exists, as year-month-day, for example 2026-11-18.');

export const instant = () =>
  z.iso.datetime({
    offset: true,
    error: 'Give a date and time with its offset, for example 2026-11-18T21:40:00Z.',
  });

export const timeOfDay = () =>
  z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give a time of the 24-hour clock, for example 21:30.');

/**
 * ONS code of a local authority district in England, Wales, Scotland or Northern Ireland, or that it is none of this area's,
 * where no more is known.
 */
export const district = () =>
  z
    .string()
    .trim()
    .overwrite((text) => (text.toLowerCase() === outOfArea ? outOfArea : text.toUpperCase()))
    .regex(
      new RegExp(`^((E0[6-9]|W06|S12|N09)\\d{6}|${outOfArea})$`),
      `Give the ONS code of the district, for example E08000003, or ${outOfArea}.`,
    );

export const country = () =>
  z
    .string()
    .trim()
    .toUpperCase()
    .refine(isCountry, 'Give the two letters of the country (ISO 3166-1), for example GB.');

/** There is no national format. This covers what forces use, after trimming and upper-casing. */
export const policeReference = () =>
  z
    .string()
    .trim()
    .toUpperCase()
    .regex(
      /^[A-Z0-9][A-Z0-9/.-]{2,29}$/,
      'Give the reference in 3 to 30 letters, digits, slashes, full stops and hyphens.',
    );

export const senderReference = () =>
  z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9/._-]{0,39}$/, 'Give up to 40 letters, digits, slashes, full stops and hyphens.');

/** A BCP 47 language tag in canonical form, such as en, pa or zh-Hant. */
export const language = () =>
  z
    .string()
    .trim()
    .max(35)
    .refine((value) => canonicalTag(value) !== undefined, 'Give the language as a BCP 47 tag, for example en or pa.')
    .overwrite((value) => canonicalTag(value) ?? value);

const shortTag = /^[a-z]{2,3}$/;

function canonicalTag(value: string): string | undefined {
  if (shortTag.test(value)) return value;
  if (!/^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(value)) return undefined;
  try {
    return Intl.getCanonicalLocales(value)[0];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A list of values from a vocabulary, without duplicates. */
export const someOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z
    .array(z.enum(values))
    .max(values.length)
    .refine((list) => new Set(list).size === list.length, 'Name each only once.')
    .meta({ uniqueItems: true });
