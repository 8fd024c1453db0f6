import type { ErrorMessageOptions } from '#src/web/components/error-message.ts';
import type { FormGroupOptions } from '#src/web/components/form-parts.ts';
import { after, before, describe, formGroup } from '#src/web/components/form-parts.ts';
import type { HintOptions } from '#src/web/components/hint.ts';
import type { LabelOptions } from '#src/web/components/label.ts';
import { label } from '#src/web/components/label.ts';
import type { Attributes, Content, Markup, Part } from '#src/web/html.ts';
import { attribute, attributes, classes, flag, has, html, pick } from '#src/web/html.ts';

export interface AffixOptions extends Part {
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

const affix = (given: AffixOptions | undefined, kind: 'prefix' | 'suffix'): Content =>
  given &&
  has(given) &&
  html`<div class="${classes(`govuk-input__${kind}`, given.classes)}" aria-hidden="true"${attributes(given.attributes)}>${pick(given)}</div>`;

function element(given: InputOptions, id: string, describedBy: string): Markup {
  const names = classes('govuk-input', given.classes, given.errorMessage && 'govuk-input--error');
  return html`<input class="${names}" id="${id}" name="${given.name}" type="${given.type || 'text'}"${[
    typeof given.spellcheck === 'boolean' && attribute('spellcheck', String(given.spellcheck)),
    given.value !== undefined && given.value !== null && html` value="${given.value}"`,
    flag('disabled', given.disabled),
    attribute('aria-describedby', describedBy),
    attribute('autocomplete', given.autocomplete),
    attribute('autocapitalize', given.autocapitalize),
    attribute('pattern', given.pattern),
    attribute('inputmode', given.inputmode),
  ]}${attributes(given.attributes)}>`;
}

/** @param own classes and attributes that a component built on this one adds to the group */
export function input(given: InputOptions, own: { classes?: string; attributes?: Content } = {}): Markup {
  const id = given.id || given.name;
  const about = describe(id, given);
  const group = given.formGroup;
  const wrapped = [given.prefix, given.suffix, group?.beforeInput, group?.afterInput].some(has);
  const single = element(given, id, about.ids);
  const wrapper = given.inputWrapper;
  return formGroup(
    given,
    html`${label({ ...given.label, for: id })}
  ${about.hint}
  ${about.error}
  ${
    wrapped
      ? html`<div class="${classes('govuk-input__wrapper', wrapper?.classes)}"${attributes(wrapper?.attributes)}>
    ${before(group)}
    ${affix(given.prefix, 'prefix')}
    ${single}
    ${affix(given.suffix, 'suffix')}
    ${after(group)}
  </div>`
      : single
  }`,
    own,
  );
}
