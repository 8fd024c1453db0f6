import type { ErrorMessageOptions } from '#src/web/components/error-message.ts';
import type { FormGroupOptions } from '#src/web/components/form-parts.ts';
import { contentAfter, contentBefore, describe, formGroup } from '#src/web/components/form-parts.ts';
import type { HintOptions } from '#src/web/components/hint.ts';
import type { LabelOptions } from '#src/web/components/label.ts';
import { label } from '#src/web/components/label.ts';
import type { Attributes, Markup } from '#src/web/html.ts';
import { attribute, attributes, booleanAttribute, classes, html, translationAttributes } from '#src/web/html.ts';

export interface FileUploadOptions {
  id?: string | undefined;
  name: string;
  multiple?: boolean | undefined;
  disabled?: boolean | undefined;
  describedBy?: string | undefined;
  label: LabelOptions;
  hint?: HintOptions | undefined;
  errorMessage?: ErrorMessageOptions | undefined;
  formGroup?: FormGroupOptions | undefined;
  /** Adds the drop zone if JavaScript runs. */
  javascript?: boolean | undefined;
  wrapperClasses?: string | undefined;
  wrapperAttributes?: Attributes | undefined;
  chooseFilesButtonText?: string | undefined;
  noFileChosenText?: string | undefined;
  multipleFilesChosenText?: Readonly<Record<string, string>> | undefined;
  dropInstructionText?: string | undefined;
  enteredDropZoneText?: string | undefined;
  leftDropZoneText?: string | undefined;
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

function wrapper(options: FileUploadOptions, element: Markup): Markup {
  return html`<div class="${classes('govuk-file-upload-wrapper', options.wrapperClasses)}" data-module="govuk-file-upload"${[
    translationAttributes('choose-files-button', options.chooseFilesButtonText),
    translationAttributes('no-file-chosen', options.noFileChosenText),
    translationAttributes('multiple-files-chosen', options.multipleFilesChosenText),
    translationAttributes('drop-instruction', options.dropInstructionText),
    translationAttributes('entered-drop-zone', options.enteredDropZoneText),
    translationAttributes('left-drop-zone', options.leftDropZoneText),
  ]}${attributes(options.wrapperAttributes)}>${element}</div>`;
}

export function fileUpload(options: FileUploadOptions): Markup {
  const id = options.id || options.name;
  const descriptions = describe(id, options);
  const names = classes('govuk-file-upload', options.classes, options.errorMessage && 'govuk-file-upload--error');
  const element = html`<input class="${names}" id="${id}" name="${options.name}" type="file"${[
    booleanAttribute('disabled', options.disabled),
    booleanAttribute('multiple', options.multiple),
    attribute('aria-describedby', descriptions.ids),
  ]}${attributes(options.attributes)}>`;
  return formGroup(
    options,
    html`${label({ ...options.label, for: id })}
  ${descriptions.hint}
  ${descriptions.error}
  ${contentBefore(options.formGroup)}
  ${options.javascript ? wrapper(options, element) : element}
  ${contentAfter(options.formGroup)}`,
  );
}
