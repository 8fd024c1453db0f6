import { describe, expect, test } from 'vitest';
import { countryChoices } from '#src/web/countries.ts';
import { type ChoiceField, maxSelectText, selectField } from '#src/web/form/fields.ts';
import { en } from '#src/web/texts/en.ts';
import { document } from '#test/support/pages.ts';

const rendered = (field: Partial<ChoiceField>, value = '') => {
  const choices = field.choices ?? [];
  const form = { values: { from: value }, errors: [], texts: en };
  return document({ html: String(selectField(form, { name: 'from', label: 'Sent by', ...field, choices })) });
};
const choicesOf = (...texts: string[]) => texts.map((text, index) => ({ value: `v${index}`, text }));
const fits = 'x'.repeat(maxSelectText);

describe('choices to look through', () => {
  test('are a select that begins with no choice, while each fits in the narrowest window', () => {
    const page = rendered({ choices: choicesOf(fits, 'Bury'), prompt: 'Select one' }, 'v1');
    expect([...page.querySelectorAll('option')].map(({ value, text }) => [value, text])).toEqual([
      ['', 'Select one'],
      ['v0', fits],
      ['v1', 'Bury'],
    ]);
    expect(page.querySelector('select')?.value).toBe('v1');
  });

  test('are radios where a browser could cut one off', () => {
    const page = rendered({ choices: choicesOf(`${fits}x`, 'Bury'), prompt: 'Select one' }, 'v1');
    expect(page.querySelector('select')).toBeNull();
    expect([...page.querySelectorAll('input')].map(({ id, value, checked }) => [id, value, checked])).toEqual([
      ['from', 'v0', false],
      ['from-2', 'v1', true],
    ]);
    expect(page.querySelector('label')?.textContent.trim()).toBe(`${fits}x`);
    expect(page.querySelector('legend')?.textContent.trim()).toBe('Sent by');
  });

  test('keep what no choice means among the radios, chosen until another is', () => {
    const chosenOf = (value: string) =>
      rendered({ choices: choicesOf(`${fits}x`), emptyText: 'Anybody' }, value).querySelector<HTMLInputElement>(
        'input:checked',
      );
    expect([chosenOf('')?.value, chosenOf('')?.id]).toEqual(['', 'from']);
    expect(chosenOf('v0')?.value).toBe('v0');
  });

  test('are a select all the same where they are too many for radios', () => {
    const page = rendered({ choices: countryChoices('en-GB') });
    expect(page.querySelectorAll('option').length).toBeGreaterThan(200);
  });
});
