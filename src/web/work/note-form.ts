/** The form with which a party that works on a case writes a note for its own people. */
import { maxNote } from '#src/usecases/service/notes.ts';
import type { PageCall } from '../app/page.ts';
import { button } from '../components/button.ts';
import { type FormError, type FormState, firstValue } from '../form/errors.ts';
import { longTextField } from '../form/fields.ts';
import { type FormAction, postForm } from '../form/patterns.ts';
import { html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { textErrors } from './required-text.ts';

const field = 'case-note';

/** @param hint who reads it */
export function noteForm(texts: Texts, state: FormState, formAction: FormAction, hint: string): Markup {
  const words = texts.work.note;
  const text = longTextField(
    { ...state, texts },
    { name: field, label: words.label, hint, maxlength: maxNote, rows: 3 },
  );
  const submit = button({ text: words.save, classes: 'govuk-button--secondary', preventDoubleClick: true });
  return html`<h2 class="govuk-heading-m">${words.title}</h2>
  ${postForm(formAction, html`${text}${submit}`)}`;
}

export function readNote({ form, site }: PageCall): { text: string } | { errors: FormError[] } {
  const words = site.texts.work.note;
  const value = firstValue(form, field).trim();
  const { missing, what } = words;
  const errors = textErrors(site.texts, { field, value, maxLength: maxNote, missing, what });
  return errors.length > 0 ? { errors } : { text: value };
}
