/** A text that somebody who works a referral has to write: what is wrong with what they wrote. */
import type { FormError } from '../form/errors.ts';
import type { Texts } from '../texts/en.ts';

export interface RequiredText {
  field: string;
  typed: string;
  /** Characters that are kept. */
  most: number;
  /** What is said where nothing was written. */
  missing: string;
  /** How the text is called where it is too long, at the beginning of a sentence. */
  what: string;
}

/** What the referrer should do, of a service or the hub that sends a referral back. */
export function adviceErrors(texts: Texts, typed: string, most: number): FormError[] {
  const { adviceMissing: missing, adviceWhat: what } = texts.work.handOff;
  return textErrors(texts, { field: 'advice', typed, most, missing, what });
}

/** One error at most. */
export function textErrors({ work }: Texts, { field, typed, most, missing, what }: RequiredText): FormError[] {
  if (typed === '') return [{ field, text: missing }];
  return typed.length > most ? [{ field, text: work.tooLong(what, most) }] : [];
}
