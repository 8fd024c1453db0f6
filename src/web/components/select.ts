import type { ErrorMessageOptions } from '#src/web/components/error-message.ts';
import type { FormGroupOptions } from '#src/web/components/form-parts.ts';
import { contentAfter, contentBefore, describe, formGroup } from '#src/web/components/form-parts.ts';
import type { HintOptions } from '#src/web/components/hint.ts';
import type { LabelOptions } from '#src/web/components/label.ts';
import { label } from '#src/web/components/label.ts';
import type { Attributes, Markup, Sparse } from '#src/web/html.ts';
import { attribute, attributes, booleanAttribute, classes, html, renderEach } from '#src/web/html.ts';

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

function option(options: SelectOptions, item: SelectItem): Markup {
  const selected = item.selected ?? (Boolean(options.value) && (item.value ?? item.text) === options.value);
  const value = item.value !== undefined && html` value="${String(item.value)}"`;
  return html`<option${value}${booleanAttribute('selected', selected)}${booleanAttribute('disabled', item.disabled)}${attributes(item.attributes)}>${item.text}</option>
    `;
}

export function select(options: SelectOptions): Markup {
  const id = options.id || options.name;
  const descriptions = describe(id, options);
  const names = classes('govuk-select', options.classes, options.errorMessage && 'govuk-select--error');
  return formGroup(
    options,
    html`${label({ ...options.label, for: id })}
  ${descriptions.hint}
  ${descriptions.error}
  ${contentBefore(options.formGroup)}
  <select class="${names}" id="${id}" name="${options.name}"${booleanAttribute('disabled', options.disabled)}${attribute('aria-describedby', descriptions.ids)}${attributes(options.attributes)}>
    ${renderEach(options.items, (item) => option(options, item))}
  </select>
  ${contentAfter(options.formGroup)}`,
  );
}
