/** What a reader cannot see may mislead them, or act on their terminal. */
import { describe, expect, test } from 'vitest';
import {
  escapeForTerminal,
  hasHiddenCharacters,
  hasHiddenCharactersOrBreaks,
  visiblePart,
} from '#src/domain/readable-text.ts';

/** Written by number, so that the file itself can be read. */
const of = (...codes: number[]): string => `Sam${String.fromCodePoint(...codes)}Example`;

test.each([
  ['a null', of(0), true, true],
  ['an escape, which acts on a terminal', of(0x1b), true, true],
  ['a control character of the second range', of(0x9b), true, true],
  ['a line feed', of(0x0a), false, true],
  ['a carriage return and a line feed', of(0x0d, 0x0a), false, true],
  ['a tab', of(0x09), false, true],
  ['a line separator', of(0x2028), false, true],
  ['a paragraph separator', of(0x2029), false, true],
  ['text that runs backwards', of(0x202e), true, true],
  ['an isolate of a direction', of(0x2066), true, true],
  ['half a character', of(0xd83d), true, true],
  ['a sign that some of it was lost before it was sent', of(0xfffd), true, true],
  ['a text in tags, which nobody sees', of(0xe0001, 0xe0053, 0xe007f), true, true],
  ['a place of a tag that has none yet', of(0xe0002), true, true],
  ['an invisible sign of mathematics', of(0x2063), true, true],
  ['a sign of digits that is out of use', of(0x206e), true, true],
  ['the sign of a note between lines', of(0xfff9), true, true],
  ['a zero-width space, which comes with a copied text', of(0x200b), false, true],
  ['a mark of byte order in the middle', of(0xfeff), false, true],
  ['a soft hyphen', of(0xad), false, true],
  ['a Mongolian vowel separator', of(0x180e), false, false],
  ['a variation of a Japanese name’s character', of(0x845b, 0xe0100), false, false],
  ['a variation of a sign', of(0x2764, 0xfe0f), false, false],
  ['an Arabic sign of a number, which is seen', of(0x600), false, false],
  ['a joiner, which some scripts need', of(0x200d), false, false],
  ['a non-joiner, which some scripts need', of(0x200c), false, false],
  ['a space that does not break', of(0xa0), false, false],
  ['a whole character of two halves', 'Sam 😀', false, false],
  ['letters of any script', 'Ångström Ильин 李 محمد', false, false],
])('%s: hidden in a longer text, or in a single line', (_what, text, inText, inLine) => {
  expect(hasHiddenCharacters(text)).toBe(inText);
  expect(hasHiddenCharactersOrBreaks(text)).toBe(inLine);
});

test.each([
  ['Hangul fillers', String.fromCharCode(0x3164, 0x115f), ''],
  ['blank braille patterns', String.fromCharCode(0x2800, 0x2800), ''],
  ['spaces of all widths, line breaks and joiners', String.fromCharCode(0x20, 0x2003, 0x0a, 0x200d, 0xfeff), ''],
  ['a name between spaces', ' Sam  Example ', 'SamExample'],
])('of %s this is left for the eye', (_what, text, expected) => {
  expect(visiblePart(text)).toBe(expected);
});

describe('on a terminal', () => {
  test.each([
    ['an escape', of(0x1b), 'Sam\\u001bExample'],
    ['a bell and another', of(0x07, 0x9b), 'Sam\\u0007\\u009bExample'],
    ['text that runs backwards', of(0x202e), 'Sam\\u202eExample'],
    ['a carriage return alone, which would write over the line', of(0x0d), 'Sam\\u000dExample'],
  ])('%s is written by its number', (_what, text, expected) => {
    expect(escapeForTerminal(text)).toBe(expected);
  });

  test('line breaks and tabs are as they were', () => {
    const text = 'one\ntwo\r\n\tthree';
    expect(escapeForTerminal(text)).toBe(text);
  });
});
