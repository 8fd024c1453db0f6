import type { ErrorMessageOptions } from '#src/web/components/error-message.ts';
import type { FormGroupOptions } from '#src/web/components/form-parts.ts';
import { contentAfter, contentBefore, describe, formGroup } from '#src/web/components/form-parts.ts';
import type { HintOptions } from '#src/web/components/hint.ts';
import type { LabelOptions } from '#src/web/components/label.ts';
import { label } from '#src/web/components/label.ts';
import type { Attributes, Content, Markup } from '#src/web/html.ts';
import { attribute, attributes, booleanAttribute, classes, html } from '#src/web/html.ts';

export interface TextareaOptions {
  /** Defaults to the name. */
  id?: string | undefined;
  name: string;
  spellcheck?: boolean | undefined;
  rows?: number | string | undefined;
  value?: string | undefined;
  disabled?: boolean | undefined;
  describedBy?: string | undefined;
  label: LabelOptions;
  hint?: HintOptions | undefined;
  errorMessage?: ErrorMessageOptions | undefined;
  formGroup?: FormGroupOptions | undefined;
  classes?: string | undefined;
  autocomplete?: string | undefined;
  attributes?: Attributes | undefined;
}

/** @param own classes and attributes that a component built on this one adds to the group */
export function textarea(options: TextareaOptions, own: { classes?: string; attributes?: Content } = {}): Markup {
  const id = options.id || options.name;
  const descriptions = describe(id, options);
  const names = classes('govuk-textarea', options.errorMessage && 'govuk-textarea--error', options.classes);
  return formGroup(
    options,
    html`${label({ ...options.label, for: id })}
  ${descriptions.hint}
  ${descriptions.error}
  ${contentBefore(options.formGroup)}
  <textarea class="${names}" id="${id}" name="${options.name}" rows="${options.rows || 5}"${[
    typeof options.spellcheck === 'boolean' && html` spellcheck="${String(options.spellcheck)}"`,
    booleanAttribute('disabled', options.disabled),
    attribute('aria-describedby', descriptions.ids),
    attribute('autocomplete', options.autocomplete),
  ]}${attributes(options.attributes)}>${options.value}</textarea>
  ${contentAfter(options.formGroup)}`,
    own,
  );
}
