/** Which characters a text that somebody typed may have: what a reader cannot see may mislead them. */

/**
 * Control characters, lone surrogates, the replacement character (some text was lost before it was sent), characters that control
 * text direction, and characters that are shown as nothing, such as tags (U+E0000 to U+E007F), in which a whole second text can
 * be written. Not those that scripts need: the joiners U+200C and U+200D, the Mongolian vowel separator U+180E, fillers, and
 * variation selectors.
 */
const hiddenCharacters =
  /[[\p{Cc}\p{Cs}\uFFFD\p{Bidi_Control}\u2028\u2029\uFFF9-\uFFFB][[\p{Default_Ignorable_Code_Point}&&[\p{Cf}\p{Cn}]]--[\u200C\u200D\u180E]]]/v;
/** In a longer text also those that come with it when it is copied from a document: soft hyphens, zero-width spaces. */
const hiddenExceptLineBreaks =
  /[[\p{Cc}--[\n\r\t]][\p{Cs}\uFFFD\p{Bidi_Control}\uFFF9-\uFFFB][[\p{Default_Ignorable_Code_Point}&&[\p{Cf}\p{Cn}]]--[\u200C\u200D\u180E\u00AD\u200B\u2060\uFEFF]]]/v;

/** Characters that are shown as nothing; the blank braille pattern is one in every font. */
const blankCharacters = /[\p{Default_Ignorable_Code_Point}\p{White_Space}\u2800]/gu;

/** A text that may have line breaks and tabs. */
export const hasHiddenCharacters = (text: string): boolean => hiddenExceptLineBreaks.test(text);

/** A single line. */
export const hasHiddenCharactersOrBreaks = (line: string): boolean => hiddenCharacters.test(line);

/** What is left for the eye; empty for a text such as one of Hangul fillers alone. */
export const visiblePart = (text: string): string => text.replace(blankCharacters, '');

const unsafeOnTerminal = /[^\P{Cc}\n\r\t]|\r(?!\n)|\p{Bidi_Control}/gu;

/** For a terminal: characters that would act on it or turn the text round are written as JSON escapes them. */
export const escapeForTerminal = (text: string): string =>
  text.replace(unsafeOnTerminal, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
