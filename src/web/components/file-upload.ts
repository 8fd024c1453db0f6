import type { ErrorMessageOptions } from '#src/web/components/error-message.ts';
import type { FormGroupOptions } from '#src/web/components/form-parts.ts';
import { after, before, describe, formGroup } from '#src/web/components/form-parts.ts';
import type { HintOptions } from '#src/web/components/hint.ts';
import type { LabelOptions } from '#src/web/components/label.ts';
import { label } from '#src/web/components/label.ts';
import type { Attributes, Markup } from '#src/web/html.ts';
import { attribute, attributes, classes, flag, html, translation } from '#src/web/html.ts';

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

function wrapper(given: FileUploadOptions, element: Markup): Markup {
  return html`<div class="${classes('govuk-file-upload-wrapper', given.wrapperClasses)}" data-module="govuk-file-upload"${[
    translation('choose-files-button', given.chooseFilesButtonText),
    translation('no-file-chosen', given.noFileChosenText),
    translation('multiple-files-chosen', given.multipleFilesChosenText),
    translation('drop-instruction', given.dropInstructionText),
    translation('entered-drop-zone', given.enteredDropZoneText),
    translation('left-drop-zone', given.leftDropZoneText),
  ]}${attributes(given.wrapperAttributes)}>${element}</div>`;
}

export function fileUpload(given: FileUploadOptions): Markup {
  const id = given.id || given.name;
  const about = describe(id, given);
  const names = classes('govuk-file-upload', given.classes, given.errorMessage && 'govuk-file-upload--error');
  const element = html`<input class="${names}" id="${id}" name="${given.name}" type="file"${[
    flag('disabled', given.disabled),
    flag('multiple', given.multiple),
    attribute('aria-describedby', about.ids),
  ]}${attributes(given.attributes)}>`;
  return formGroup(
    given,
    html`${label({ ...given.label, for: id })}
  ${about.hint}
  ${about.error}
  ${before(given.formGroup)}
  ${given.javascript ? wrapper(given, element) : element}
  ${after(given.formGroup)}`,
  );
}
