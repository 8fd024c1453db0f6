/**
 * Fields of a form, each with its label, hint, value as typed, error and their wiring.
 * A browser's autocomplete is off unless a field asks for it: the next person at a shared
 * computer must not be offered a victim's name.
 */
import { characterCount } from '#src/web/components/character-count.ts';
import { type CheckboxItem, checkboxes } from '#src/web/components/checkboxes.ts';
import { dateInput } from '#src/web/components/date-input.ts';
import type { FieldsetOptions } from '#src/web/components/fieldset.ts';
import { input } from '#src/web/components/input.ts';
import type { LabelOptions } from '#src/web/components/label.ts';
import { radios } from '#src/web/components/radios.ts';
import { select } from '#src/web/components/select.ts';
import { dateParts } from '#src/web/form/date.ts';
import type { FormState } from '#src/web/form/errors.ts';
import { allTyped, errorOf, messageOf, typedAs } from '#src/web/form/errors.ts';
import type { Content, Markup } from '#src/web/html.ts';
import { classes, html } from '#src/web/html.ts';
import type { Texts } from '#src/web/texts/en.ts';

/** Field-building has these in common: what was typed, and the words. */
export interface Form extends FormState {
  texts: Texts;
}

export interface Field {
  /** Also its id: the error summary leads to it. */
  name: string;
  label: string;
  hint?: Content;
  /** The page's only question: its label is the page's heading. */
  isPageHeading?: boolean | undefined;
  /** One of many groups on a page: its legend is small. */
  small?: boolean | undefined;
}

export interface TextField extends Field {
  /** Characters of room, of the design system's widths. */
  width?: 2 | 3 | 4 | 5 | 10 | 20 | undefined;
  type?: 'text' | 'email' | 'tel' | undefined;
  /** For what the user tells of themselves, for example "email". */
  autocomplete?: string | undefined;
  inputmode?: 'numeric' | undefined;
}

export interface Choice {
  value: string;
  text: string;
  hint?: string | undefined;
  /** Fields shown with this choice; without JavaScript they are always shown. */
  reveals?: Markup | undefined;
  /** Checkboxes: unchecks the others. */
  alone?: boolean | undefined;
}

export interface ChoiceField extends Field {
  choices: readonly Choice[];
  /** What a list says where none of its choices is chosen. */
  none?: string | undefined;
  inline?: boolean | undefined;
}

const labelOf = (field: Field): LabelOptions => ({
  text: field.label,
  ...(field.isPageHeading && { isPageHeading: true, classes: 'govuk-label--l' }),
});

const groupOf = (field: Field): FieldsetOptions => ({
  legend: {
    text: field.label,
    ...(field.isPageHeading
      ? { isPageHeading: true, classes: 'govuk-fieldset__legend--l' }
      : { classes: field.small ? 'govuk-fieldset__legend--s' : 'govuk-fieldset__legend--m' }),
  },
});

const hintOf = (field: Field) => (field.hint ? { html: html`${field.hint}` } : undefined);

export const textField = (form: Form, field: TextField): Markup =>
  input({
    name: field.name,
    label: labelOf(field),
    hint: hintOf(field),
    value: typedAs(form.values, field.name),
    errorMessage: messageOf(form, field.name, form.texts),
    classes: field.width && `govuk-input--width-${field.width}`,
    type: field.type,
    inputmode: field.inputmode,
    autocomplete: field.autocomplete ?? 'off',
    spellcheck: false,
  });

export const emailField = (form: Form, field: TextField): Markup => textField(form, { type: 'email', ...field });
export const phoneField = (form: Form, field: TextField): Markup =>
  textField(form, { type: 'tel', width: 20, ...field });

/** A longer text with its limit in characters. */
export const longTextField = (form: Form, field: Field & { maxlength: number; rows?: number | undefined }): Markup =>
  characterCount({
    name: field.name,
    label: labelOf(field),
    hint: hintOf(field),
    value: typedAs(form.values, field.name),
    errorMessage: messageOf(form, field.name, form.texts),
    maxlength: field.maxlength,
    rows: field.rows,
    textareaDescriptionText: form.texts.forms.characterCount(field.maxlength),
    attributes: { autocomplete: 'off' },
  });

/** One of several. */
export const choiceField = (form: Form, field: ChoiceField): Markup =>
  radios({
    name: field.name,
    fieldset: groupOf(field),
    hint: hintOf(field),
    errorMessage: messageOf(form, field.name, form.texts),
    value: typedAs(form.values, field.name),
    classes: classes(field.inline && 'govuk-radios--inline'),
    items: field.choices.map((choice) => ({
      value: choice.value,
      text: choice.text,
      hint: choice.hint ? { text: choice.hint } : undefined,
      conditional: choice.reveals && { html: choice.reveals },
    })),
  });

function checkbox(form: Form, choice: Choice): CheckboxItem[] {
  const item: CheckboxItem = {
    value: choice.value,
    text: choice.text,
    hint: choice.hint ? { text: choice.hint } : undefined,
    conditional: choice.reveals && { html: choice.reveals },
    behaviour: choice.alone ? 'exclusive' : undefined,
  };
  // No gaps before the first: the error summary leads to the first input, by the field's own name.
  return choice.alone ? [{ divider: form.texts.forms.or }, item] : [item];
}

/** Any of several; a choice that stands alone comes last, after an "or". */
export function choicesField(form: Form, field: ChoiceField): Markup {
  const chosen = allTyped(form.values, field.name);
  return checkboxes({
    name: field.name,
    fieldset: groupOf(field),
    hint: hintOf(field),
    errorMessage: messageOf(form, field.name, form.texts),
    values: chosen,
    items: field.choices.flatMap((choice) => checkbox(form, choice)),
  });
}

/** One of very many; the first option is empty. */
export const selectField = (form: Form, field: ChoiceField): Markup =>
  select({
    name: field.name,
    label: labelOf(field),
    hint: hintOf(field),
    errorMessage: messageOf(form, field.name, form.texts),
    value: typedAs(form.values, field.name),
    items: [{ value: '', text: field.none ?? '' }, ...field.choices.map(({ value, text }) => ({ value, text }))],
    attributes: { autocomplete: 'off' },
  });

/** Day, month and year; `example` is a date that could be right, for example "27 3 1999". */
export function dateField(form: Form, field: Field & { example: string }): Markup {
  const error = errorOf(form, field.name);
  const words = form.texts.forms.date;
  return dateInput({
    id: field.name,
    namePrefix: field.name,
    fieldset: groupOf(field),
    hint: hintOf(field) ?? { text: words.hint(field.example) },
    errorMessage: messageOf(form, field.name, form.texts),
    items: dateParts.map((part) => ({
      name: part,
      label: words[part],
      value: typedAs(form.values, `${field.name}-${part}`),
      error: error ? (error.parts ?? dateParts).includes(part) : undefined,
      attributes: { autocomplete: 'off' },
    })),
  });
}
