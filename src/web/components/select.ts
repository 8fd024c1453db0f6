import type { ErrorMessageOptions } from '#src/web/components/error-message.ts';
import type { FormGroupOptions } from '#src/web/components/form-parts.ts';
import { after, before, describe, formGroup } from '#src/web/components/form-parts.ts';
import type { HintOptions } from '#src/web/components/hint.ts';
import type { LabelOptions } from '#src/web/components/label.ts';
import { label } from '#src/web/components/label.ts';
import type { Attributes, Markup, Sparse } from '#src/web/html.ts';
import { attribute, attributes, classes, each, flag, html } from '#src/web/html.ts';

export interface SelectItem {
  /** Defaults to the text. */
  value?: string | number | boolean | undefined;
  text: string;
  selected?: boolean | undefined;
  disabled?: boolean | undefined;
  attributes?: Attributes | undefined;
}

export interface SelectOptions {
  id?: string | undefined;
  name: string;
  items: Sparse<SelectItem>;
  value?: string | undefined;
  disabled?: boolean | undefined;
  describedBy?: string | undefined;
  label: LabelOptions;
  hint?: HintOptions | undefined;
  errorMessage?: ErrorMessageOptions | undefined;
  formGroup?: FormGroupOptions | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

function option(given: SelectOptions, item: SelectItem): Markup {
  const selected = item.selected ?? (Boolean(given.value) && (item.value ?? item.text) === given.value);
  const value = item.value !== undefined && html` value="${String(item.value)}"`;
  return html`<option${value}${flag('selected', selected)}${flag('disabled', item.disabled)}${attributes(item.attributes)}>${item.text}</option>
    `;
}

export function select(given: SelectOptions): Markup {
  const id = given.id || given.name;
  const about = describe(id, given);
  const names = classes('govuk-select', given.classes, given.errorMessage && 'govuk-select--error');
  return formGroup(
    given,
    html`${label({ ...given.label, for: id })}
  ${about.hint}
  ${about.error}
  ${before(given.formGroup)}
  <select class="${names}" id="${id}" name="${given.name}"${flag('disabled', given.disabled)}${attribute('aria-describedby', about.ids)}${attributes(given.attributes)}>
    ${each(given.items, (item) => option(given, item))}
  </select>
  ${after(given.formGroup)}`,
  );
}
