/** Finds a referral by its spoken reference. */
import { readReference as parseReference, referencePattern } from '#src/domain/ids.ts';
import { button } from '../components/button.ts';
import { type FormState, firstValue } from '../form/errors.ts';
import { textField } from '../form/fields.ts';
import { type FormAction, postForm } from '../form/patterns.ts';
import { html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';

export const isReference = (text: string): boolean => referencePattern.test(text);

/** As people type it. Undefined if it is not a reference. */
export const readReference = (values: Parameters<typeof firstValue>[0]): string | undefined =>
  parseReference(firstValue(values, 'reference'));

export function referenceFinder(
  texts: Texts,
  state: FormState,
  formAction: FormAction,
  own: Partial<Texts['work']['find']> = {},
): Markup {
  const words = { ...texts.work.find, ...own };
  const field = textField({ ...state, texts }, { name: 'reference', label: words.label, hint: words.hint, width: 20 });
  return html`<h2 class="govuk-heading-m">${words.title}</h2>
  ${postForm(formAction, html`${field}${button({ text: words.button, classes: 'govuk-button--secondary' })}`)}`;
}
