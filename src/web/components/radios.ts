import type { ErrorMessageOptions } from '#src/web/components/error-message.ts';
import type { FieldsetOptions } from '#src/web/components/fieldset.ts';
import { fieldset } from '#src/web/components/fieldset.ts';
import type { FormGroupOptions } from '#src/web/components/form-parts.ts';
import { describe, formGroup } from '#src/web/components/form-parts.ts';
import type { HintOptions } from '#src/web/components/hint.ts';
import { hint } from '#src/web/components/hint.ts';
import type { LabelOptions } from '#src/web/components/label.ts';
import { label } from '#src/web/components/label.ts';
import type { Attributes, Content, Markup, Sparse, TextOrHtml } from '#src/web/html.ts';
import {
  attribute,
  attributes,
  booleanAttribute,
  classes,
  contentOf,
  hasContent,
  html,
  renderEach,
} from '#src/web/html.ts';

export interface RadioItem extends TextOrHtml {
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

function radio(options: RadiosOptions, item: RadioItem, position: number): Content {
  if (item.divider) return html`<div class="govuk-radios__divider">${item.divider}</div>`;
  const id = item.id || `${options.idPrefix || options.name}${position > 1 ? `-${position}` : ''}`;
  const checked = item.checked ?? (Boolean(options.value) && item.value === options.value);
  const hintId = hasContent(item.hint) ? `${id}-item-hint` : undefined;
  const reveals = item.conditional?.html?.length ? item.conditional.html : undefined;
  return html`
    <div class="govuk-radios__item">
      <input class="govuk-radios__input" id="${id}" name="${options.name}" type="radio" value="${item.value}"${[
        booleanAttribute('checked', checked),
        booleanAttribute('disabled', item.disabled),
        reveals && attribute('data-aria-controls', `conditional-${id}`),
        attribute('aria-describedby', hintId),
      ]}${attributes(item.attributes)}>
      ${label({ text: item.text, html: item.html, classes: classes('govuk-radios__label', item.label?.classes), attributes: item.label?.attributes, for: id })}
      ${hintId && hint({ ...item.hint, id: hintId, classes: classes('govuk-radios__hint', item.hint?.classes) })}
    </div>
    ${reveals && html`<div class="${classes('govuk-radios__conditional', !checked && 'govuk-radios__conditional--hidden')}" id="conditional-${id}">${reveals}</div>`}`;
}

export function radios(options: RadiosOptions): Markup {
  const descriptions = describe(options.idPrefix || options.name, {
    ...options,
    describedBy: options.fieldset?.describedBy,
  });
  const inner = html`${descriptions.hint}
  ${descriptions.error}
  <div class="${classes('govuk-radios', options.classes)}"${attributes(options.attributes)} data-module="govuk-radios">
    ${contentOf(options.formGroup?.beforeInputs)}
    ${renderEach(options.items, (item, position) => radio(options, item, position))}
    ${contentOf(options.formGroup?.afterInputs)}
  </div>`;
  return formGroup(
    options,
    options.fieldset
      ? fieldset({ ...options.fieldset, role: undefined, describedBy: descriptions.ids, html: inner })
      : inner,
  );
}
