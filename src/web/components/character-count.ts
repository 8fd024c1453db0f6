import { hint } from '#src/web/components/hint.ts';
import type { TextareaOptions } from '#src/web/components/textarea.ts';
import { textarea } from '#src/web/components/textarea.ts';
import type { Markup } from '#src/web/html.ts';
import { attributes, classes, contentOf, html, translationAttributes } from '#src/web/html.ts';

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

export function characterCount(options: CharacterCountOptions): Markup {
  const id = options.id || options.name;
  const limit = options.maxwords || options.maxlength;
  const countType = options.countType || (options.maxwords ? 'words' : undefined);
  const described =
    options.textareaDescriptionText || `You can enter up to %{count} ${countType === 'words' ? 'words' : 'characters'}`;
  const count = html`${hint({
    text: limit ? described.replace('%{count}', String(limit)) : undefined,
    id: `${id}-info`,
    classes: classes('govuk-character-count__message', options.countMessage?.classes),
  })}${contentOf(options.formGroup?.afterInput)}`;
  const forScript = html`${attributes({
    'data-module': 'govuk-character-count',
    'data-maxlength': { value: options.maxlength, optional: true },
    'data-maxwords': { value: options.maxwords, optional: true },
    'data-threshold': { value: options.threshold, optional: true },
    'data-count-type': { value: countType, optional: true },
  })}${[
    !limit &&
      options.textareaDescriptionText &&
      translationAttributes('textarea-description', { other: options.textareaDescriptionText }),
    translationAttributes('characters-under-limit', options.charactersUnderLimitText),
    translationAttributes('characters-at-limit', options.charactersAtLimitText),
    translationAttributes('characters-over-limit', options.charactersOverLimitText),
    translationAttributes('words-under-limit', options.wordsUnderLimitText),
    translationAttributes('words-at-limit', options.wordsAtLimitText),
    translationAttributes('words-over-limit', options.wordsOverLimitText),
  ]}`;
  return textarea(
    {
      ...options,
      id,
      describedBy: `${id}-info`,
      classes: classes('govuk-js-character-count', options.classes),
      formGroup: { ...options.formGroup, afterInput: { html: count } },
      disabled: undefined,
      autocomplete: undefined,
    },
    { classes: 'govuk-character-count', attributes: forScript },
  );
}
