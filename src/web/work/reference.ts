/** Finds a referral by its spoken reference. */
import { spokenReference } from '#src/domain/ids.ts';
import { button } from '../components/button.ts';
import { type FormState, typedAs } from '../form/errors.ts';
import { textField } from '../form/fields.ts';
import { type Post, postForm } from '../form/pages.ts';
import { html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';

export const isReference = (text: string): boolean => spokenReference.test(text);

/** Accepts lower case, and spaces or dashes for hyphens. Undefined if it is not a reference. */
export function referenceIn(values: Parameters<typeof typedAs>[0]): string | undefined {
  const reference = typedAs(values, 'reference')
    .trim()
    .toUpperCase()
    .replace(/[\s–]+/g, '-');
  return isReference(reference) ? reference : undefined;
}

export function referenceFinder(texts: Texts, state: FormState, post: Post): Markup {
  const words = texts.work.find;
  const field = textField({ ...state, texts }, { name: 'reference', label: words.label, hint: words.hint, width: 20 });
  return html`<h2 class="govuk-heading-m">${words.title}</h2>
  ${postForm(post, html`${field}${button({ text: words.button, classes: 'govuk-button--secondary' })}`)}`;
}
