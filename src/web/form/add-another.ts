/** Objects in a list, each in a fieldset of its own, after "Add another" of the Ministry of Justice's design patterns. */
import { button } from '#src/web/components/button.ts';
import { fieldset } from '#src/web/components/fieldset.ts';
import { type Content, html, type Markup } from '#src/web/html.ts';
import type { Texts } from '#src/web/texts/en.ts';

export interface AddAnother {
  /** Id of the whole list; that of an object is `<name>-<position>`. */
  name: string;
  /** What one of them is, for example “Suspect”. */
  noun: string;
  count: number;
  max: number;
  fields(position: number): Content;
  /** Name of the buttons, and their values. */
  buttons: { name: string; add: string; remove(position: number): string };
  /** Whether an object can be removed: the only one, as long as it is empty, cannot. */
  canRemove: boolean;
}

/** The target of a link to one of the objects. */
export const itemId = (name: string, position: number): string => `${name}-${position}`;

export function addAnother(texts: Texts, list: AddAnother): Markup {
  const words = texts.forms.items;
  const { noun, buttons } = list;
  const secondary = { classes: 'govuk-button--secondary', name: buttons.name };
  const positions = Array.from({ length: list.count }, (_, position) => position);
  return html`<div id="${list.name}">
  ${firstButton(texts)}
  ${positions.map((position) =>
    fieldset({
      classes: 'app-item',
      attributes: { id: itemId(list.name, position) },
      legend: { text: words.title(noun, position), classes: 'govuk-fieldset__legend--m' },
      html: html`${list.fields(position)}
      ${
        list.canRemove &&
        button({
          ...secondary,
          value: buttons.remove(position),
          html: html`${words.remove}<span class="govuk-visually-hidden"> ${words.title(noun, position)}</span>`,
        })
      }`,
    }),
  )}
  ${list.count < list.max && button({ ...secondary, value: buttons.add, text: words.another(noun) })}
</div>`;
}

/** Enter in a field presses the first button of a form, which must not be one that removes something. */
const firstButton = (texts: Texts): Markup =>
  html`<button type="submit" class="govuk-visually-hidden" tabindex="-1" aria-hidden="true">${texts.forms.continue}</button>`;
