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

export interface CheckboxItem extends TextOrHtml {
  id?: string | undefined;
  /** Defaults to the group's name. */
  name?: string | undefined;
  value?: string | undefined;
  label?: Pick<LabelOptions, 'classes' | 'attributes'> | undefined;
  hint?: HintOptions | undefined;
  /** A word between two items, for example "or"; the item's other options are then ignored. */
  divider?: string | undefined;
  checked?: boolean | undefined;
  /** Shown when the item is checked; always shown without JavaScript. */
  conditional?: { html?: Markup | undefined } | undefined;
  /** "exclusive" unchecks the others. */
  behaviour?: 'exclusive' | undefined;
  disabled?: boolean | undefined;
  attributes?: Attributes | undefined;
}

export interface CheckboxesOptions {
  describedBy?: string | undefined;
  fieldset?: FieldsetOptions | undefined;
  hint?: HintOptions | undefined;
  errorMessage?: ErrorMessageOptions | undefined;
  formGroup?: FormGroupOptions | undefined;
  /** Prefix of every id; defaults to the name. */
  idPrefix?: string | undefined;
  name: string;
  items: Sparse<CheckboxItem>;
  values?: readonly string[] | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

function checkbox(options: CheckboxesOptions, item: CheckboxItem, position: number, describedBy: string): Content {
  if (item.divider) return html`<div class="govuk-checkboxes__divider">${item.divider}</div>`;
  const id = item.id || `${options.idPrefix || options.name}${position > 1 ? `-${position}` : ''}`;
  const checked = item.checked ?? (item.value !== undefined && (options.values?.includes(item.value) ?? false));
  const hintId = hasContent(item.hint) ? `${id}-item-hint` : undefined;
  const reveals = item.conditional?.html?.length ? item.conditional.html : undefined;
  return html`
    <div class="govuk-checkboxes__item">
      <input class="govuk-checkboxes__input" id="${id}" name="${item.name || options.name}" type="checkbox" value="${item.value}"${[
        booleanAttribute('checked', checked),
        booleanAttribute('disabled', item.disabled),
        reveals && attribute('data-aria-controls', `conditional-${id}`),
        attribute('data-behaviour', item.behaviour),
        attribute('aria-describedby', classes(describedBy, hintId)),
      ]}${attributes(item.attributes)}>
      ${label({ text: item.text, html: item.html, classes: classes('govuk-checkboxes__label', item.label?.classes), attributes: item.label?.attributes, for: id })}
      ${hintId && hint({ ...item.hint, id: hintId, classes: classes('govuk-checkboxes__hint', item.hint?.classes) })}
    </div>
    ${reveals && html`<div class="${classes('govuk-checkboxes__conditional', !checked && 'govuk-checkboxes__conditional--hidden')}" id="conditional-${id}">${reveals}</div>`}`;
}

export function checkboxes(options: CheckboxesOptions): Markup {
  const outer = options.fieldset?.describedBy || options.describedBy;
  const descriptions = describe(options.idPrefix || options.name, { ...options, describedBy: outer });
  const ownDescription = options.fieldset ? '' : descriptions.ids;
  const inner = html`${descriptions.hint}
  ${descriptions.error}
  <div class="${classes('govuk-checkboxes', options.classes)}"${attributes(options.attributes)} data-module="govuk-checkboxes">
    ${contentOf(options.formGroup?.beforeInputs)}
    ${renderEach(options.items, (item, position) => checkbox(options, item, position, ownDescription))}
    ${contentOf(options.formGroup?.afterInputs)}
  </div>`;
  return formGroup(
    options,
    options.fieldset
      ? fieldset({ ...options.fieldset, role: undefined, describedBy: descriptions.ids, html: inner })
      : inner,
  );
}
