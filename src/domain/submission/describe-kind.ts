/** Says of a kind of value in words how it is written, for documentation. */
import { type Kind, vocabularies } from './kinds.ts';

const plainTexts = {
  name: 'name',
  phone: 'phone number',
  email: 'e-mail address',
  postcode: 'postcode',
  date: 'date, 2026-11-18',
  instant: 'date and time with offset, 2026-11-18T21:40:00Z',
  timeOfDay: 'time, 21:30',
  district: 'ONS code of a district',
  country: 'ISO 3166-1 code of two letters',
  policeReference: 'reference, 3 to 30 characters',
  senderReference: 'reference, at most 40 characters',
  language: 'BCP 47 language tag',
  boolean: 'true or false',
} as const;

export function describeKind(kind: Kind): string {
  switch (kind.type) {
    case 'text':
      return `text of at most ${kind.max} characters`;
    case 'nullableText':
      return `text of at most ${kind.max} characters, or null`;
    case 'line':
      return `one line of at most ${kind.max} characters`;
    case 'code':
      return `code of at most ${kind.max} characters`;
    case 'lines':
      return `list of at most ${kind.maxLines} lines`;
    case 'integer':
      return `whole number from ${kind.min} to ${kind.max}`;
    case 'oneOf':
      return `one of ${vocabularies[kind.vocabulary].join(', ')}`;
    case 'someOf':
      return `any of ${vocabularies[kind.vocabulary].join(', ')}`;
    default:
      return plainTexts[kind.type];
  }
}
