/** Errors of a form: one per thing to mend, in the order of the fields. */
import type { ErrorMessageOptions } from '#src/web/components/error-message.ts';
import type { DatePart } from '#src/web/form/date.ts';
import type { Texts } from '#src/web/texts/en.ts';

export interface FormError {
  /** The field's name. */
  field: string;
  /** A sentence that says how to mend it, without what was typed. */
  text: string;
  /** For a date: the parts at fault. */
  parts?: readonly DatePart[] | undefined;
  /** The page that has the field, where it is another than this. */
  page?: string | undefined;
}

/** What a form has been given so far: by the name of each input, as it was typed. */
export type Values = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface FormState {
  values: Values;
  errors: readonly FormError[];
}

export const blank: FormState = { values: {}, errors: [] };

/** The input that the summary's link leads to: the first at fault. */
export const hrefOf = (error: FormError): string =>
  `${error.page ?? ''}#${error.field}${error.parts?.[0] ? `-${error.parts[0]}` : ''}`;

export const errorOf = (state: FormState, field: string): FormError | undefined =>
  state.errors.find((error) => error.field === field);

export function messageOf(state: FormState, field: string, texts: Texts): ErrorMessageOptions | undefined {
  const error = errorOf(state, field);
  return error && { text: error.text, visuallyHiddenText: texts.forms.errorHidden };
}

/** One value as text; the first where there are several, empty where there is none. */
export function typedAs(values: Values, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

export function allTyped(values: Values, name: string): readonly string[] {
  const value = values[name];
  return typeof value === 'string' ? [value] : (value ?? []);
}
