/** Validates a required free text of services and triage. */
import type { FormError } from '../form/errors.ts';
import type { Texts } from '../texts/en.ts';

export interface RequiredText {
  field: string;
  typed: string;
  /** In characters. */
  most: number;
  /** Error if the text is empty. */
  missing: string;
  /** Name of the text, at the beginning of the error that it is too long. */
  what: string;
}

/** Advice to the referrer, from a service or triage that returns a referral. */
export function adviceErrors(texts: Texts, typed: string, most: number): FormError[] {
  const { adviceMissing: missing, adviceWhat: what } = texts.work.handOff;
  return textErrors(texts, { field: 'advice', typed, most, missing, what });
}

/** At most one error. */
export function textErrors({ work }: Texts, { field, typed, most, missing, what }: RequiredText): FormError[] {
  if (typed === '') return [{ field, text: missing }];
  return typed.length > most ? [{ field, text: work.tooLong(what, most) }] : [];
}
