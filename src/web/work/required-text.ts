/** Validates a required free text of services and triage. */
import type { FormError } from '../form/errors.ts';
import type { Texts } from '../texts/en.ts';

export interface RequiredText {
  field: string;
  value: string;
  /** In characters. */
  maxLength: number;
  /** Error if the text is empty. */
  missing: string;
  /** Name of the text, at the beginning of the error that it is too long. */
  what: string;
}

/** Advice to the referrer, from a service or triage that returns a referral. */
export function adviceErrors(texts: Texts, value: string, maxLength: number, field = 'advice'): FormError[] {
  const { adviceMissing: missing, adviceWhat: what } = texts.work.handOff;
  return textErrors(texts, { field, value, maxLength, missing, what });
}

/** At most one error. */
export function textErrors({ work }: Texts, { field, value, maxLength, missing, what }: RequiredText): FormError[] {
  if (value === '') return [{ field, text: missing }];
  return value.length > maxLength ? [{ field, text: work.tooLong(what, maxLength) }] : [];
}
