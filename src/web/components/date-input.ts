import type { ErrorMessageOptions } from '#src/web/components/error-message.ts';
import type { FieldsetOptions } from '#src/web/components/fieldset.ts';
import { fieldset } from '#src/web/components/fieldset.ts';
import type { FormGroupOptions } from '#src/web/components/form-parts.ts';
import { describe, formGroup } from '#src/web/components/form-parts.ts';
import type { HintOptions } from '#src/web/components/hint.ts';
import { input } from '#src/web/components/input.ts';
import type { Attributes, Content, Markup, Sparse } from '#src/web/html.ts';
import { attribute, attributes, classes, contentOf, html, renderEach } from '#src/web/html.ts';

export interface DateItem {
  id?: string | undefined;
  name?: string | undefined;
  label?: string | undefined;
  value?: string | undefined;
  /** Whether this part is wrong; if no part says so, an error message marks all of them. */
  error?: boolean | undefined;
  classes?: string | undefined;
  autocomplete?: string | undefined;
  pattern?: string | undefined;
  inputmode?: string | undefined;
  attributes?: Attributes | undefined;
}

export interface DateInputOptions {
  id: string;
  namePrefix?: string | undefined;
  /** Parts other than day, month and year. */
  items?: Sparse<DateItem> | undefined;
  day?: DateItem | false | undefined;
  month?: DateItem | false | undefined;
  year?: DateItem | false | undefined;
  /** By the full name of each part. */
  values?: Readonly<Record<string, string | undefined>> | undefined;
  hint?: HintOptions | undefined;
  errorMessage?: ErrorMessageOptions | undefined;
  formGroup?: FormGroupOptions | undefined;
  fieldset?: FieldsetOptions | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

type Slot = 'day' | 'month' | 'year';
const widths: Record<Slot, string> = { day: '2', month: '2', year: '4' };
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
const atFault = (item: DateItem): boolean =>
  item.error === true || (item.classes?.includes('govuk-input--error') ?? false);

/** Which of day, month and year an item is, by identity or by name. */
function slotOf(options: DateInputOptions, item: DateItem): Slot | undefined {
  return (['day', 'month', 'year'] as const).find((slot) => {
    const own = options[slot];
    return item === own || (item.name !== undefined && (item.name === slot || (own && own.name === item.name)));
  });
}

/** An item's own value, else that of its day, month or year, else that in `values`. */
function typedFor(options: DateInputOptions, item: DateItem, slot: Slot | undefined, full: string): string | undefined {
  if (item.value !== undefined) return item.value;
  const own = slot && options[slot];
  const plain = slot && own === undefined ? options.values?.[slot] : undefined;
  return (own ? own.value : plain) ?? options.values?.[full];
}

function part(options: DateInputOptions, item: DateItem, someFault: boolean): Content {
  const slot = slotOf(options, item);
  const name = item.name ?? slot ?? '';
  const fault = atFault(item) || (item.error !== false && options.errorMessage !== undefined && !someFault);
  const names = classes(
    'govuk-date-input__input',
    fault && !item.classes?.includes('govuk-input--error') && 'govuk-input--error',
    !item.classes?.includes('govuk-input--width-') && `govuk-input--width-${slot ? widths[slot] : '2'}`,
    item.classes,
  );
  const full = options.namePrefix ? `${options.namePrefix}-${name}` : name;
  return html`<div class="govuk-date-input__item">
      ${input({
        label: { text: item.label || capital(name), classes: 'govuk-date-input__label' },
        id: item.id || `${options.id}-${name}`,
        classes: names,
        name: full,
        value: typedFor(options, item, slot, full),
        type: 'text',
        inputmode: item.inputmode || 'numeric',
        autocomplete: item.autocomplete,
        pattern: item.pattern,
        attributes: item.attributes,
      })}
    </div>
    `;
}

export function dateInput(options: DateInputOptions): Markup {
  const items: Sparse<DateItem> = options.items?.length
    ? options.items
    : [options.day ?? { name: 'day' }, options.month ?? { name: 'month' }, options.year ?? { name: 'year' }];
  const someFault = items.some((item) => item && atFault(item));
  const descriptions = describe(options.id, { ...options, describedBy: options.fieldset?.describedBy });
  const inner = html`${descriptions.hint}
  ${descriptions.error}
  <div class="${classes('govuk-date-input', options.classes)}"${attributes(options.attributes)}${attribute('id', options.id)}>
    ${contentOf(options.formGroup?.beforeInputs)}
    ${renderEach(items, (item) => part(options, item, someFault))}
    ${contentOf(options.formGroup?.afterInputs)}
  </div>`;
  // Without role "group", JAWS does not announce the description of a fieldset of text inputs.
  return formGroup(
    options,
    options.fieldset
      ? fieldset({ ...options.fieldset, role: 'group', describedBy: descriptions.ids, html: inner })
      : inner,
  );
}
