/** Name and address fields, following the design system's patterns. */
import { fieldset } from '#src/web/components/fieldset.ts';
import { hint } from '#src/web/components/hint.ts';
import { input } from '#src/web/components/input.ts';
import { messageOf, typedAs } from '#src/web/form/errors.ts';
import type { Form } from '#src/web/form/fields.ts';
import { textField } from '#src/web/form/fields.ts';
import type { Content, Markup } from '#src/web/html.ts';
import { html } from '#src/web/html.ts';

export interface Group {
  legend: string;
  /** Prefix of its fields' names, for example "victim" for victim-givenName. */
  prefix: string;
  isPageHeading?: boolean | undefined;
  hint?: Content;
}

const legendOf = (group: Group) => ({
  text: group.legend,
  ...(group.isPageHeading
    ? { isPageHeading: true, classes: 'govuk-fieldset__legend--l' }
    : { classes: 'govuk-fieldset__legend--m' }),
});

const hintId = (group: Group, of: string): string | undefined =>
  group.hint ? `${group.prefix}-${of}-hint` : undefined;
const hintOf = (group: Group, of: string): Content =>
  group.hint && hint({ id: hintId(group, of), html: html`${group.hint}` });

/** `<prefix>-givenName` and `<prefix>-familyName`, in any script and of any length. */
export function nameFields(form: Form, group: Group): Markup {
  const words = form.texts.forms.name;
  const given = textField(form, { name: `${group.prefix}-givenName`, label: words.given });
  const family = textField(form, { name: `${group.prefix}-familyName`, label: words.family });
  return fieldset({
    legend: legendOf(group),
    describedBy: hintId(group, 'name'),
    html: html`${hintOf(group, 'name')}${given}${family}`,
  });
}

/** `<prefix>-line1`, -line2, -town and -postcode. */
export function addressFields(form: Form, group: Group): Markup {
  const words = form.texts.forms.address;
  const line = (part: 'line1' | 'line2' | 'town' | 'postcode', width: string): Markup => {
    const name = `${group.prefix}-${part}`;
    return input({
      name,
      label: { text: words[part] },
      value: typedAs(form.values, name),
      errorMessage: messageOf(form, name, form.texts),
      classes: width,
      autocomplete: 'off',
      spellcheck: part === 'postcode' ? false : undefined,
    });
  };
  return fieldset({
    legend: legendOf(group),
    describedBy: hintId(group, 'address'),
    html: html`${hintOf(group, 'address')}
    ${line('line1', '')}
    ${line('line2', '')}
    ${line('town', 'govuk-!-width-two-thirds')}
    ${line('postcode', 'govuk-input--width-10')}`,
  });
}
