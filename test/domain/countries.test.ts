import { expect, test } from 'vitest';
import { countries, hasUkPostcodes, isCountry } from '#src/domain/countries.ts';

test('are the 249 of ISO 3166-1, in order, each once, each with a name that the runtime knows', () => {
  expect(countries).toHaveLength(249);
  expect(countries).toEqual([...new Set(countries)].sort());
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  expect(countries.filter((code) => names.of(code) === undefined)).toEqual([]);
});

test.each(['UK', 'XX', 'EU', 'XK', 'gb', ''])('%j is no country', (code) => expect(isCountry(code)).toBe(false));

test('the United Kingdom, the Isle of Man, Jersey and Guernsey have its postcodes, and no answer is the United Kingdom', () => {
  expect(countries.filter(hasUkPostcodesOf)).toEqual(['GB', 'GG', 'IM', 'JE']);
  expect(hasUkPostcodes(undefined)).toBe(true);
});
const hasUkPostcodesOf = (code: string): boolean => hasUkPostcodes(code);
