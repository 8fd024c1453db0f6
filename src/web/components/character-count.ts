import { hint } from '#src/web/components/hint.ts';
import type { TextareaOptions } from '#src/web/components/textarea.ts';
import { textarea } from '#src/web/components/textarea.ts';
import type { Markup } from '#src/web/html.ts';
import { attributes, classes, html, pick, translation } from '#src/web/html.ts';

type Plurals = Readonly<Record<string, string>>;

export interface CharacterCountOptions extends TextareaOptions {
  /** Limit in characters or in words, not both; if neither is set, the script's configuration applies. */
  maxlength?: number | string | undefined;
  maxwords?: number | string | undefined;
  countType?: string | undefined;
  /** Percentage of the limit from which the count is shown. */
  threshold?: number | string | undefined;
  countMessage?: { classes?: string | undefined } | undefined;
  textareaDescriptionText?: string | undefined;
  charactersUnderLimitText?: Plurals | undefined;
  charactersAtLimitText?: string | undefined;
  charactersOverLimitText?: Plurals | undefined;
  wordsUnderLimitText?: Plurals | undefined;
  wordsAtLimitText?: string | undefined;
  wordsOverLimitText?: Plurals | undefined;
}

export function characterCount(given: CharacterCountOptions): Markup {
  const id = given.id || given.name;
  const limit = given.maxwords || given.maxlength;
  const countType = given.countType || (given.maxwords ? 'words' : undefined);
  const described =
    given.textareaDescriptionText || `You can enter up to %{count} ${countType === 'words' ? 'words' : 'characters'}`;
  const count = html`${hint({
    text: limit ? described.replace('%{count}', String(limit)) : undefined,
    id: `${id}-info`,
    classes: classes('govuk-character-count__message', given.countMessage?.classes),
  })}${pick(given.formGroup?.afterInput)}`;
  const forScript = html`${attributes({
    'data-module': 'govuk-character-count',
    'data-maxlength': { value: given.maxlength, optional: true },
    'data-maxwords': { value: given.maxwords, optional: true },
    'data-threshold': { value: given.threshold, optional: true },
    'data-count-type': { value: countType, optional: true },
  })}${[
    !limit &&
      given.textareaDescriptionText &&
      translation('textarea-description', { other: given.textareaDescriptionText }),
    translation('characters-under-limit', given.charactersUnderLimitText),
    translation('characters-at-limit', given.charactersAtLimitText),
    translation('characters-over-limit', given.charactersOverLimitText),
    translation('words-under-limit', given.wordsUnderLimitText),
    translation('words-at-limit', given.wordsAtLimitText),
    translation('words-over-limit', given.wordsOverLimitText),
  ]}`;
  return textarea(
    {
      ...given,
      id,
      describedBy: `${id}-info`,
      classes: classes('govuk-js-character-count', given.classes),
      formGroup: { ...given.formGroup, afterInput: { html: count } },
      disabled: undefined,
      autocomplete: undefined,
    },
    { classes: 'govuk-character-count', attributes: forScript },
  );
}
