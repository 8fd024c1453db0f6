import type { ErrorMessageOptions } from '#src/web/components/error-message.ts';
import type { FormGroupOptions } from '#src/web/components/form-parts.ts';
import { contentAfter, contentBefore, describe, formGroup } from '#src/web/components/form-parts.ts';
import type { HintOptions } from '#src/web/components/hint.ts';
import type { LabelOptions } from '#src/web/components/label.ts';
import { label } from '#src/web/components/label.ts';
import type { Attributes, Content, Markup, TextOrHtml } from '#src/web/html.ts';
import { attribute, attributes, booleanAttribute, classes, contentOf, hasContent, html } from '#src/web/html.ts';

export interface AffixOptions extends TextOrHtml {
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface InputOptions {
  /** Defaults to the name. */
  id?: string | undefined;
  name: string;
  type?: string | undefined;
  inputmode?: string | undefined;
  value?: string | number | undefined;
  disabled?: boolean | undefined;
  describedBy?: string | undefined;
  label: LabelOptions;
  hint?: HintOptions | undefined;
  errorMessage?: ErrorMessageOptions | undefined;
  prefix?: AffixOptions | undefined;
  suffix?: AffixOptions | undefined;
  formGroup?: FormGroupOptions | undefined;
  inputWrapper?: { classes?: string | undefined; attributes?: Attributes | undefined } | undefined;
  classes?: string | undefined;
  autocomplete?: string | undefined;
  pattern?: string | undefined;
  spellcheck?: boolean | undefined;
  autocapitalize?: string | undefined;
  attributes?: Attributes | undefined;
}

const affix = (options: AffixOptions | undefined, kind: 'prefix' | 'suffix'): Content =>
  options &&
  hasContent(options) &&
  html`<div class="${classes(`govuk-input__${kind}`, options.classes)}" aria-hidden="true"${attributes(options.attributes)}>${contentOf(options)}</div>`;

function element(options: InputOptions, id: string, describedBy: string): Markup {
  const names = classes('govuk-input', options.classes, options.errorMessage && 'govuk-input--error');
  return html`<input class="${names}" id="${id}" name="${options.name}" type="${options.type || 'text'}"${[
    typeof options.spellcheck === 'boolean' && attribute('spellcheck', String(options.spellcheck)),
    options.value !== undefined && options.value !== null && html` value="${options.value}"`,
    booleanAttribute('disabled', options.disabled),
    attribute('aria-describedby', describedBy),
    attribute('autocomplete', options.autocomplete),
    attribute('autocapitalize', options.autocapitalize),
    attribute('pattern', options.pattern),
    attribute('inputmode', options.inputmode),
  ]}${attributes(options.attributes)}>`;
}

/** @param own classes and attributes that a component built on this one adds to the group */
export function input(options: InputOptions, own: { classes?: string; attributes?: Content } = {}): Markup {
  const id = options.id || options.name;
  const descriptions = describe(id, options);
  const group = options.formGroup;
  const wrapped = [options.prefix, options.suffix, group?.beforeInput, group?.afterInput].some(hasContent);
  const single = element(options, id, descriptions.ids);
  const wrapper = options.inputWrapper;
  return formGroup(
    options,
    html`${label({ ...options.label, for: id })}
  ${descriptions.hint}
  ${descriptions.error}
  ${
    wrapped
      ? html`<div class="${classes('govuk-input__wrapper', wrapper?.classes)}"${attributes(wrapper?.attributes)}>
    ${contentBefore(group)}
    ${affix(options.prefix, 'prefix')}
    ${single}
    ${affix(options.suffix, 'suffix')}
    ${contentAfter(group)}
  </div>`
      : single
  }`,
    own,
  );
}
