/** Which phone numbers are taken, and in which form they are stored. */
import { expect, test } from 'vitest';
import { toE164 } from '#src/contracts/submission/phone.ts';

test.each([
  ['a mobile for drama', '07700 900123', '+447700900123'],
  ['Manchester for drama', '0161 496 0000', '+441614960000'],
  ['London for drama', '020 7946 0958', '+442079460958'],
  ['no area, for drama', '01632 960001', '+441632960001'],
  ['freephone for drama', '0808 157 0001', '+448081570001'],
  ['premium rate for drama', '0909 879 0001', '+449098790001'],
  ['a code with a bracketed zero', '+44 (0)161 496 0000', '+441614960000'],
  ['an international prefix', '0044 161 496 0000', '+441614960000'],
  ['Brampton, of nine digits', '016977 2345', '+44169772345'],
  ['freephone of nine digits', '0800 123456', '+44800123456'],
  ['Childline', '0800 1111', '+448001111'],
  ['Jersey', '01534 960001', '+441534960001'],
  ['Ireland', '+353 20 123 4567', '+353201234567'],
  ['the United States', '+1 (202) 555-0100', '+12025550100'],
])('%s, %s, is stored as %s', (_what, text, stored) => {
  expect(toE164(text)).toBe(stored);
  expect(toE164(stored)).toBe(stored);
});

test.each([
  ['a mobile a digit short', '07700 90012'],
  ['a mobile a digit long', '07700 9001234'],
  ['Manchester a digit short', '0161 496 000'],
  ['Manchester a digit long', '0161 496 00000'],
  ['London a digit short', '020 7946 095'],
  ['a code and a digit short', '+44 161 496 000'],
  ['freephone of eight digits', '0800 12345'],
  ['a range that does not exist', '0461 496 0000'],
  ['another', '0661 496 0000'],
  ['Ireland, far too short', '+353 20 1'],
  ['digits alone', '12345'],
  ['an extension without its number', 'ext 12'],
  ['a short number with an extension', '0161 496 000 ext 12'],
  ['words', 'ask her sister'],
])('%s, %s, is not taken', (_what, text) => expect(toE164(text)).toBeUndefined());

test.each([
  '0161 496 0000 ext 12',
  '0161 496 0000 ext. 12',
  '0161 496 0000, extension 12',
  '0161 496 0000 x12',
  '0161 496 0000 #12',
  '0161 496 0000 (ext 12)',
  '0161 496 0000 (extension: 12)',
  '+44 161 496 0000 extn 12',
  '+441614960000;ext=12',
])('%s keeps its extension', (text) => expect(toE164(text)).toBe('+441614960000;ext=12'));

test('an extension of a number abroad is kept', () => expect(toE164('+1 202 555 0100 x7')).toBe('+12025550100;ext=7'));
