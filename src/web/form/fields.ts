/**
 * Fields of a form, each with its label, hint, entered value and error. Autocomplete is off unless a field asks for it:
 * the next person at a shared computer must not be offered a victim's name.
 */
import { characterCount } from '#src/web/components/character-count.ts';
import { type CheckboxItem, checkboxes } from '#src/web/components/checkboxes.ts';
import { dateInput } from '#src/web/components/date-input.ts';
import type { FieldsetOptions } from '#src/web/components/fieldset.ts';
import { input } from '#src/web/components/input.ts';
import type { LabelOptions } from '#src/web/components/label.ts';
import { radios } from '#src/web/components/radios.ts';
import { type SelectOptions, select } from '#src/web/components/select.ts';
import { textarea } from '#src/web/components/textarea.ts';
import { dateParts } from '#src/web/form/date-parts.ts';
import type { FormState } from '#src/web/form/errors.ts';
import { allValues, errorMessageFor, findError, firstValue } from '#src/web/form/errors.ts';
import type { Content, Markup } from '#src/web/html.ts';
import { classes, html } from '#src/web/html.ts';
import type { Texts } from '#src/web/texts/en.ts';

/** What every field needs: the entered values, their errors and the texts. */
export interface Form extends FormState {
  texts: Texts;
}

export interface Field {
  /** Also the id that the error summary links to. */
  name: string;
  label: string;
  hint?: Content;
  /** For a page with one question: its label is the page's heading. */
  isPageHeading?: boolean | undefined;
  /** Makes the legend small, for one of many groups on a page. */
  small?: boolean | undefined;
}

export interface TextField extends Field {
  /** Width in characters, one of the design system's. */
  width?: 2 | 3 | 4 | 5 | 10 | 20 | undefined;
  type?: 'text' | 'email' | 'tel' | undefined;
  /** For the user's own details, for example "email". */
  autocomplete?: string | undefined;
  inputmode?: 'numeric' | undefined;
}

export interface Choice {
  value: string;
  text: string;
  hint?: string | undefined;
  /** Fields shown when this choice is selected; always shown without JavaScript. */
  reveals?: Markup | undefined;
  /** For checkboxes: unchecks the others. */
  isExclusive?: boolean | undefined;
}

export interface ChoiceField extends Field {
  choices: readonly Choice[];
  /** What no choice means, for example "Anybody": it can be chosen. */
  emptyText?: string | undefined;
  /** Asks to choose, where an answer is needed: it is no choice. */
  prompt?: string | undefined;
  inline?: boolean | undefined;
}

const labelOptions = (field: Field): LabelOptions => ({
  text: field.label,
  ...(field.isPageHeading && { isPageHeading: true, classes: 'govuk-label--l' }),
});

const fieldsetOptions = (field: Field): FieldsetOptions => ({
  legend: {
    text: field.label,
    ...(field.isPageHeading
      ? { isPageHeading: true, classes: 'govuk-fieldset__legend--l' }
      : { classes: field.small ? 'govuk-fieldset__legend--s' : 'govuk-fieldset__legend--m' }),
  },
});

const hintOptions = (field: Field) => (field.hint ? { html: html`${field.hint}` } : undefined);

export const textField = (form: Form, field: TextField): Markup =>
  input({
    name: field.name,
    label: labelOptions(field),
    hint: hintOptions(field),
    value: firstValue(form.values, field.name),
    errorMessage: errorMessageFor(form, field.name, form.texts),
    classes: field.width && `govuk-input--width-${field.width}`,
    type: field.type,
    inputmode: field.inputmode,
    autocomplete: field.autocomplete ?? 'off',
    spellcheck: false,
  });

export const longTextField = (form: Form, field: Field & { maxlength: number; rows?: number | undefined }): Markup =>
  characterCount({
    name: field.name,
    label: labelOptions(field),
    hint: hintOptions(field),
    value: firstValue(form.values, field.name),
    errorMessage: errorMessageFor(form, field.name, form.texts),
    maxlength: field.maxlength,
    rows: field.rows,
    textareaDescriptionText: form.texts.forms.characterCount(field.maxlength),
    attributes: { autocomplete: 'off' },
  });

/** Lines of text, one below the other. */
export const linesField = (form: Form, field: Field & { rows: number }): Markup =>
  textarea({
    name: field.name,
    label: labelOptions(field),
    hint: hintOptions(field),
    value: firstValue(form.values, field.name),
    errorMessage: errorMessageFor(form, field.name, form.texts),
    rows: field.rows,
    attributes: { autocomplete: 'off' },
  });

export function radiosField(form: Form, field: ChoiceField): Markup {
  const value = firstValue(form.values, field.name);
  return radios({
    name: field.name,
    fieldset: fieldsetOptions(field),
    hint: hintOptions(field),
    errorMessage: errorMessageFor(form, field.name, form.texts),
    value,
    classes: classes(field.inline && 'govuk-radios--inline'),
    items: [
      ...(field.emptyText === undefined ? [] : [{ value: '', text: field.emptyText, checked: value === '' }]),
      ...field.choices.map((choice) => ({
        value: choice.value,
        text: choice.text,
        hint: choice.hint ? { text: choice.hint } : undefined,
        conditional: choice.reveals && { html: choice.reveals },
      })),
    ],
  });
}

function checkbox(form: Form, choice: Choice): CheckboxItem[] {
  const item: CheckboxItem = {
    value: choice.value,
    text: choice.text,
    hint: choice.hint ? { text: choice.hint } : undefined,
    conditional: choice.reveals && { html: choice.reveals },
    behaviour: choice.isExclusive ? 'exclusive' : undefined,
  };
  // No gap before the first item: its input must have the id that the error summary links to.
  return choice.isExclusive ? [{ divider: form.texts.forms.or }, item] : [item];
}

/** An exclusive choice comes last, after an "or". */
export function checkboxesField(form: Form, field: ChoiceField): Markup {
  const selectedValues = allValues(form.values, field.name);
  return checkboxes({
    name: field.name,
    fieldset: fieldsetOptions(field),
    hint: hintOptions(field),
    errorMessage: errorMessageFor(form, field.name, form.texts),
    values: selectedValues,
    items: field.choices.flatMap((choice) => checkbox(form, choice)),
  });
}

/** As many characters of a chosen text as every browser shows in a window of 320 px: some cut off the rest. */
export const maxSelectText = 32;
/** More than these are not looked through one by one. */
const maxRadios = 50;

/** For long lists of choices; the first option is empty. As radios where the text of a choice could be cut off. */
export function selectField(form: Form, field: ChoiceField): Markup {
  const isCutOff = field.choices.some(({ text }) => text.length > maxSelectText);
  return isCutOff && field.choices.length <= maxRadios ? radiosField(form, field) : select(selectOptions(form, field));
}

const selectOptions = (form: Form, field: ChoiceField): SelectOptions => ({
  name: field.name,
  label: labelOptions(field),
  hint: hintOptions(field),
  errorMessage: errorMessageFor(form, field.name, form.texts),
  value: firstValue(form.values, field.name),
  items: [
    { value: '', text: field.emptyText ?? field.prompt ?? '' },
    ...field.choices.map(({ value, text }) => ({ value, text })),
  ],
  attributes: { autocomplete: 'off' },
});

/** Day, month and year; `example` is a plausible date, for example "27 3 1999". */
export function dateField(form: Form, field: Field & { example: string }): Markup {
  const error = findError(form, field.name);
  const words = form.texts.forms.date;
  return dateInput({
    id: field.name,
    namePrefix: field.name,
    fieldset: fieldsetOptions(field),
    hint: hintOptions(field) ?? { text: words.hint(field.example) },
    errorMessage: errorMessageFor(form, field.name, form.texts),
    items: dateParts.map((part) => ({
      name: part,
      label: words[part],
      value: firstValue(form.values, `${field.name}-${part}`),
      error: error ? (error.parts ?? dateParts).includes(part) : undefined,
      attributes: { autocomplete: 'off' },
    })),
  });
}
