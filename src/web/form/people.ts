/** Address fields, following the design system's patterns. */
import { fieldset } from '#src/web/components/fieldset.ts';
import { hint } from '#src/web/components/hint.ts';
import { input } from '#src/web/components/input.ts';
import { errorMessageFor, firstValue } from '#src/web/form/errors.ts';
import type { Form } from '#src/web/form/fields.ts';
import type { Content, Markup } from '#src/web/html.ts';
import { html } from '#src/web/html.ts';

export interface FieldGroup {
  legend: string;
  /** Prefix of its fields' names, for example "victim" for victim-line1. */
  prefix: string;
  isPageHeading?: boolean | undefined;
  hint?: Content;
}

const legendOptions = (group: FieldGroup) => ({
  text: group.legend,
  ...(group.isPageHeading
    ? { isPageHeading: true, classes: 'govuk-fieldset__legend--l' }
    : { classes: 'govuk-fieldset__legend--m' }),
});

const hintId = (group: FieldGroup, fieldName: string): string | undefined =>
  group.hint ? `${group.prefix}-${fieldName}-hint` : undefined;
const groupHint = (group: FieldGroup, fieldName: string): Content =>
  group.hint && hint({ id: hintId(group, fieldName), html: html`${group.hint}` });

/** `<prefix>-line1`, -line2, -town and -postcode. */
export function addressFields(form: Form, group: FieldGroup): Markup {
  const words = form.texts.forms.address;
  const line = (part: 'line1' | 'line2' | 'town' | 'postcode', width: string): Markup => {
    const name = `${group.prefix}-${part}`;
    return input({
      name,
      label: { text: words[part] },
      value: firstValue(form.values, name),
      errorMessage: errorMessageFor(form, name, form.texts),
      classes: width,
      autocomplete: 'off',
      spellcheck: part === 'postcode' ? false : undefined,
    });
  };
  return fieldset({
    legend: legendOptions(group),
    describedBy: hintId(group, 'address'),
    html: html`${groupHint(group, 'address')}
    ${line('line1', '')}
    ${line('line2', '')}
    ${line('town', 'govuk-!-width-two-thirds')}
    ${line('postcode', 'govuk-input--width-10')}`,
  });
}
