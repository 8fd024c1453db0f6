import { expect, test } from 'vitest';
import { formatPhoneNumber } from '#src/web/format-phone.ts';

test.each([
  ['+441614960001', '0161 496 0001'],
  ['+441134960001', '0113 496 0001'],
  ['+442079460001', '020 7946 0001'],
  ['+447700900123', '07700 900123'],
  ['+441632960001', '01632 960001'],
  ['+448081570001', '0808 157 0001'],
  ['+353201234567', '+353201234567'],
  ['+441614960001;ext=12', '0161 496 0001 extension 12'],
  ['+353201234567;ext=7', '+353201234567 extension 7'],
  ['not a number', 'not a number'],
])('%s is read as %s', (stored, shown) => {
  expect(formatPhoneNumber(stored)).toBe(shown);
});
