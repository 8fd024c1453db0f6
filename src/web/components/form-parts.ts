/** The parts around the input of every form component: group, hint, error and their ids. */

import type { ErrorMessageOptions } from '#src/web/components/error-message.ts';
import { errorMessage } from '#src/web/components/error-message.ts';
import type { HintOptions } from '#src/web/components/hint.ts';
import { hint } from '#src/web/components/hint.ts';
import type { Attributes, Content, Markup, TextOrHtml } from '#src/web/html.ts';
import { attributes, classes, contentOf, html } from '#src/web/html.ts';

export interface FormGroupOptions {
  classes?: string | undefined;
  attributes?: Attributes | undefined;
  /** Around a single input. */
  beforeInput?: TextOrHtml | undefined;
  afterInput?: TextOrHtml | undefined;
  /** Around a group of inputs. */
  beforeInputs?: TextOrHtml | undefined;
  afterInputs?: TextOrHtml | undefined;
}

interface DescribedOptions {
  describedBy?: string | undefined;
  hint?: HintOptions | undefined;
  errorMessage?: ErrorMessageOptions | undefined;
}

export interface Descriptions {
  hint: Content;
  error: Content;
  /** For aria-describedby; empty if nothing describes the input. */
  ids: string;
}

/** The hint and the error of the input `id`, and the list of ids that describe it. */
export function describe(id: string | undefined, options: DescribedOptions): Descriptions {
  const name = id ?? '';
  return {
    hint: options.hint && hint({ ...options.hint, id: `${name}-hint` }),
    error: options.errorMessage && errorMessage({ ...options.errorMessage, id: `${name}-error` }),
    ids: classes(options.describedBy, options.hint && `${name}-hint`, options.errorMessage && `${name}-error`),
  };
}

/** The outermost element of every form component. `own` has the component's own classes and attributes. */
export function formGroup(
  options: { formGroup?: FormGroupOptions | undefined; errorMessage?: ErrorMessageOptions | undefined },
  inner: Content,
  own: { classes?: string; attributes?: Content } = {},
): Markup {
  const names = classes(
    'govuk-form-group',
    options.errorMessage && 'govuk-form-group--error',
    own.classes,
    options.formGroup?.classes,
  );
  return html`<div class="${names}"${own.attributes}${attributes(options.formGroup?.attributes)}>
  ${inner}
</div>`;
}

export const contentBefore = (group: FormGroupOptions | undefined): Content => contentOf(group?.beforeInput);
export const contentAfter = (group: FormGroupOptions | undefined): Content => contentOf(group?.afterInput);
