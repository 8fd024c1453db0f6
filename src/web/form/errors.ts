/** Errors of a form: one for each thing to correct, in the order of the fields. */
import type { ErrorMessageOptions } from '#src/web/components/error-message.ts';
import type { DatePart } from '#src/web/form/date-parts.ts';
import type { Texts } from '#src/web/texts/en.ts';

export interface FormError {
  /** The field's name. */
  field: string;
  /** Says how to correct the field, without repeating what was typed. */
  text: string;
  /** For a date: the parts that are wrong. */
  parts?: readonly DatePart[] | undefined;
  /** The page with the field, if it is not this one. */
  page?: string | undefined;
}

/** What was entered in a form, by name of the input. */
export type FormValues = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface FormState {
  values: FormValues;
  errors: readonly FormError[];
}

export const emptyForm: FormState = { values: {}, errors: [] };

/** Target of the link in the error summary: the first input that is wrong. */
export const errorHref = (error: FormError): string =>
  `${error.page ?? ''}#${error.field}${error.parts?.[0] ? `-${error.parts[0]}` : ''}`;

export const findError = (state: FormState, field: string): FormError | undefined =>
  state.errors.find((error) => error.field === field);

export function errorMessageFor(state: FormState, field: string, texts: Texts): ErrorMessageOptions | undefined {
  const error = findError(state, field);
  return error && { text: error.text, visuallyHiddenText: texts.forms.errorHidden };
}

/** The first value of an input; empty if there is none. */
export function firstValue(values: FormValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

export function allValues(values: FormValues, name: string): readonly string[] {
  const value = values[name];
  return typeof value === 'string' ? [value] : (value ?? []);
}
