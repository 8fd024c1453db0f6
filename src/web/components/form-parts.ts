/** The parts around the input of every form component: group, hint, error and their ids. */

import type { ErrorMessageOptions } from '#src/web/components/error-message.ts';
import { errorMessage } from '#src/web/components/error-message.ts';
import type { HintOptions } from '#src/web/components/hint.ts';
import { hint } from '#src/web/components/hint.ts';
import type { Attributes, Content, Markup, Part } from '#src/web/html.ts';
import { attributes, classes, html, pick } from '#src/web/html.ts';

export interface FormGroupOptions {
  classes?: string | undefined;
  attributes?: Attributes | undefined;
  /** Around a single input. */
  beforeInput?: Part | undefined;
  afterInput?: Part | undefined;
  /** Around a group of inputs. */
  beforeInputs?: Part | undefined;
  afterInputs?: Part | undefined;
}

interface Described {
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
export function describe(id: string | undefined, given: Described): Descriptions {
  const name = id ?? '';
  return {
    hint: given.hint && hint({ ...given.hint, id: `${name}-hint` }),
    error: given.errorMessage && errorMessage({ ...given.errorMessage, id: `${name}-error` }),
    ids: classes(given.describedBy, given.hint && `${name}-hint`, given.errorMessage && `${name}-error`),
  };
}

/** The outermost element of every form component. `own` has the component's own classes and attributes. */
export function formGroup(
  given: { formGroup?: FormGroupOptions | undefined; errorMessage?: ErrorMessageOptions | undefined },
  inner: Content,
  own: { classes?: string; attributes?: Content } = {},
): Markup {
  const names = classes(
    'govuk-form-group',
    given.errorMessage && 'govuk-form-group--error',
    own.classes,
    given.formGroup?.classes,
  );
  return html`<div class="${names}"${own.attributes}${attributes(given.formGroup?.attributes)}>
  ${inner}
</div>`;
}

export const before = (group: FormGroupOptions | undefined): Content => pick(group?.beforeInput);
export const after = (group: FormGroupOptions | undefined): Content => pick(group?.afterInput);
