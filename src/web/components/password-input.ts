import { button } from '#src/web/components/button.ts';
import type { InputOptions } from '#src/web/components/input.ts';
import { input } from '#src/web/components/input.ts';
import type { Markup } from '#src/web/html.ts';
import { classes, contentOf, html, translationAttributes } from '#src/web/html.ts';

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

export function passwordInput(options: PasswordInputOptions): Markup {
  const id = options.id || options.name;
  const toggle = button({
    type: 'button',
    classes: classes(
      'govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle',
      options.button?.classes,
    ),
    text: options.showPasswordText ?? 'Show',
    attributes: {
      'aria-controls': id,
      'aria-label': options.showPasswordAriaLabelText ?? 'Show password',
      hidden: { value: true, optional: true },
    },
  });
  const forScript = html` data-module="govuk-password-input"${[
    translationAttributes('show-password', options.showPasswordText),
    translationAttributes('hide-password', options.hidePasswordText),
    translationAttributes('show-password-aria-label', options.showPasswordAriaLabelText),
    translationAttributes('hide-password-aria-label', options.hidePasswordAriaLabelText),
    translationAttributes('password-shown-announcement', options.passwordShownAnnouncementText),
    translationAttributes('password-hidden-announcement', options.passwordHiddenAnnouncementText),
  ]}`;
  return input(
    {
      id,
      name: options.name,
      value: options.value,
      disabled: options.disabled,
      describedBy: options.describedBy,
      label: options.label,
      hint: options.hint,
      errorMessage: options.errorMessage,
      attributes: options.attributes,
      type: 'password',
      spellcheck: false,
      autocapitalize: 'none',
      autocomplete: options.autocomplete || 'current-password',
      classes: classes('govuk-password-input__input govuk-js-password-input-input', options.classes),
      inputWrapper: { classes: 'govuk-password-input__wrapper' },
      formGroup: {
        ...options.formGroup,
        afterInput: { html: html`${toggle}${contentOf(options.formGroup?.afterInput)}` },
      },
    },
    { classes: 'govuk-password-input', attributes: forScript },
  );
}
