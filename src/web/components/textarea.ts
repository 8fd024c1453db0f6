import type { ErrorMessageOptions } from '#src/web/components/error-message.ts';
import type { FormGroupOptions } from '#src/web/components/form-parts.ts';
import { after, before, describe, formGroup } from '#src/web/components/form-parts.ts';
import type { HintOptions } from '#src/web/components/hint.ts';
import type { LabelOptions } from '#src/web/components/label.ts';
import { label } from '#src/web/components/label.ts';
import type { Attributes, Content, Markup } from '#src/web/html.ts';
import { attribute, attributes, classes, flag, html } from '#src/web/html.ts';

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
export function textarea(given: TextareaOptions, own: { classes?: string; attributes?: Content } = {}): Markup {
  const id = given.id || given.name;
  const about = describe(id, given);
  const names = classes('govuk-textarea', given.errorMessage && 'govuk-textarea--error', given.classes);
  return formGroup(
    given,
    html`${label({ ...given.label, for: id })}
  ${about.hint}
  ${about.error}
  ${before(given.formGroup)}
  <textarea class="${names}" id="${id}" name="${given.name}" rows="${given.rows || 5}"${[
    typeof given.spellcheck === 'boolean' && html` spellcheck="${String(given.spellcheck)}"`,
    flag('disabled', given.disabled),
    attribute('aria-describedby', about.ids),
    attribute('autocomplete', given.autocomplete),
  ]}${attributes(given.attributes)}>${given.value}</textarea>
  ${after(given.formGroup)}`,
    own,
  );
}
