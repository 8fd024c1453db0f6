import { button } from '#src/web/components/button.ts';
import type { InputOptions } from '#src/web/components/input.ts';
import { input } from '#src/web/components/input.ts';
import type { Markup } from '#src/web/html.ts';
import { classes, html, pick, translation } from '#src/web/html.ts';

type Shared =
  | 'id'
  | 'name'
  | 'value'
  | 'disabled'
  | 'describedBy'
  | 'label'
  | 'hint'
  | 'errorMessage'
  | 'formGroup'
  | 'classes'
  | 'autocomplete'
  | 'attributes';

export interface PasswordInputOptions extends Pick<InputOptions, Shared> {
  showPasswordText?: string | undefined;
  hidePasswordText?: string | undefined;
  showPasswordAriaLabelText?: string | undefined;
  hidePasswordAriaLabelText?: string | undefined;
  passwordShownAnnouncementText?: string | undefined;
  passwordHiddenAnnouncementText?: string | undefined;
  button?: { classes?: string | undefined } | undefined;
}

export function passwordInput(given: PasswordInputOptions): Markup {
  const id = given.id || given.name;
  const toggle = button({
    type: 'button',
    classes: classes(
      'govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle',
      given.button?.classes,
    ),
    text: given.showPasswordText ?? 'Show',
    attributes: {
      'aria-controls': id,
      'aria-label': given.showPasswordAriaLabelText ?? 'Show password',
      hidden: { value: true, optional: true },
    },
  });
  const forScript = html` data-module="govuk-password-input"${[
    translation('show-password', given.showPasswordText),
    translation('hide-password', given.hidePasswordText),
    translation('show-password-aria-label', given.showPasswordAriaLabelText),
    translation('hide-password-aria-label', given.hidePasswordAriaLabelText),
    translation('password-shown-announcement', given.passwordShownAnnouncementText),
    translation('password-hidden-announcement', given.passwordHiddenAnnouncementText),
  ]}`;
  return input(
    {
      id,
      name: given.name,
      value: given.value,
      disabled: given.disabled,
      describedBy: given.describedBy,
      label: given.label,
      hint: given.hint,
      errorMessage: given.errorMessage,
      attributes: given.attributes,
      type: 'password',
      spellcheck: false,
      autocapitalize: 'none',
      autocomplete: given.autocomplete || 'current-password',
      classes: classes('govuk-password-input__input govuk-js-password-input-input', given.classes),
      inputWrapper: { classes: 'govuk-password-input__wrapper' },
      formGroup: { ...given.formGroup, afterInput: { html: html`${toggle}${pick(given.formGroup?.afterInput)}` } },
    },
    { classes: 'govuk-password-input', attributes: forScript },
  );
}
