/** Validates a required free text of services and triage, as the API does (src/contracts/requests.ts). */
import { hasHiddenCharacters, visiblePart } from '#src/domain/readable-text.ts';
import { type FormError, type FormValues, firstValue } from '../form/errors.ts';
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
export function textErrors(texts: Texts, { field, value, maxLength, missing, what }: RequiredText): FormError[] {
  if (visiblePart(value) === '') return [{ field, text: missing }];
  return optionalTextErrors(texts, { field, value, maxLength, what });
}

/** At most one error, of a text that may be left out. */
export function optionalTextErrors(
  { work }: Texts,
  { field, value, maxLength, what }: Omit<RequiredText, 'missing'>,
): FormError[] {
  if (value.length > maxLength) return [{ field, text: work.tooLong(what, maxLength) }];
  return hasHiddenCharacters(value) ? [{ field, text: work.hiddenCharacters(what) }] : [];
}

/** What was typed, and nothing where there is nothing to see. */
export function readText(form: FormValues, field: string): string {
  const typed = firstValue(form, field).trim();
  return visiblePart(typed) === '' ? '' : typed;
}
