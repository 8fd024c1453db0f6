import type { ErrorMessageOptions } from '#src/web/components/error-message.ts';
import type { FieldsetOptions } from '#src/web/components/fieldset.ts';
import { fieldset } from '#src/web/components/fieldset.ts';
import type { FormGroupOptions } from '#src/web/components/form-parts.ts';
import { describe, formGroup } from '#src/web/components/form-parts.ts';
import type { HintOptions } from '#src/web/components/hint.ts';
import { hint } from '#src/web/components/hint.ts';
import type { LabelOptions } from '#src/web/components/label.ts';
import { label } from '#src/web/components/label.ts';
import type { Attributes, Content, Markup, Part, Sparse } from '#src/web/html.ts';
import { attribute, attributes, classes, each, flag, has, html, pick } from '#src/web/html.ts';

export interface RadioItem extends Part {
  id?: string | undefined;
  value?: string | undefined;
  label?: Pick<LabelOptions, 'classes' | 'attributes'> | undefined;
  hint?: HintOptions | undefined;
  /** A word between two items, for example "or"; the item's other options are then ignored. */
  divider?: string | undefined;
  checked?: boolean | undefined;
  /** Shown when the item is selected; always shown without JavaScript. */
  conditional?: { html?: Markup | undefined } | undefined;
  disabled?: boolean | undefined;
  attributes?: Attributes | undefined;
}

export interface RadiosOptions {
  fieldset?: FieldsetOptions | undefined;
  hint?: HintOptions | undefined;
  errorMessage?: ErrorMessageOptions | undefined;
  formGroup?: FormGroupOptions | undefined;
  /** Prefix of every id; defaults to the name. */
  idPrefix?: string | undefined;
  name: string;
  items: Sparse<RadioItem>;
  value?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

function radio(given: RadiosOptions, item: RadioItem, position: number): Content {
  if (item.divider) return html`<div class="govuk-radios__divider">${item.divider}</div>`;
  const id = item.id || `${given.idPrefix || given.name}${position > 1 ? `-${position}` : ''}`;
  const checked = item.checked ?? (Boolean(given.value) && item.value === given.value);
  const hintId = has(item.hint) ? `${id}-item-hint` : undefined;
  const reveals = item.conditional?.html?.length ? item.conditional.html : undefined;
  return html`
    <div class="govuk-radios__item">
      <input class="govuk-radios__input" id="${id}" name="${given.name}" type="radio" value="${item.value}"${[
        flag('checked', checked),
        flag('disabled', item.disabled),
        reveals && attribute('data-aria-controls', `conditional-${id}`),
        attribute('aria-describedby', hintId),
      ]}${attributes(item.attributes)}>
      ${label({ text: item.text, html: item.html, classes: classes('govuk-radios__label', item.label?.classes), attributes: item.label?.attributes, for: id })}
      ${hintId && hint({ ...item.hint, id: hintId, classes: classes('govuk-radios__hint', item.hint?.classes) })}
    </div>
    ${reveals && html`<div class="${classes('govuk-radios__conditional', !checked && 'govuk-radios__conditional--hidden')}" id="conditional-${id}">${reveals}</div>`}`;
}

export function radios(given: RadiosOptions): Markup {
  const about = describe(given.idPrefix || given.name, { ...given, describedBy: given.fieldset?.describedBy });
  const inner = html`${about.hint}
  ${about.error}
  <div class="${classes('govuk-radios', given.classes)}"${attributes(given.attributes)} data-module="govuk-radios">
    ${pick(given.formGroup?.beforeInputs)}
    ${each(given.items, (item, position) => radio(given, item, position))}
    ${pick(given.formGroup?.afterInputs)}
  </div>`;
  return formGroup(
    given,
    given.fieldset ? fieldset({ ...given.fieldset, role: undefined, describedBy: about.ids, html: inner }) : inner,
  );
}
