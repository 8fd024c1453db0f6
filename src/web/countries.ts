/** Names of countries, which the runtime supplies, and the countries to choose from. */
import { countries, homeCountry } from '#src/domain/countries.ts';

const namesByLanguage = new Map<string, Intl.DisplayNames>();
const choicesByLanguage = new Map<string, { value: string; text: string }[]>();

/** The name of the country with this code; the code itself if it has none. */
export function countryName(code: string, language: string): string {
  const names = namesByLanguage.get(language) ?? new Intl.DisplayNames([language], { type: 'region' });
  namesByLanguage.set(language, names);
  return names.of(code) ?? code;
}

/**
 * Every country but the United Kingdom, which is what no answer means, by name. Cached: locale-aware sorting costs more
 * than rendering a page.
 */
export function countryChoices(language: string): { value: string; text: string }[] {
  const cached = choicesByLanguage.get(language);
  if (cached) return cached;
  const choices = countries
    .filter((code) => code !== homeCountry)
    .map((value) => ({ value, text: countryName(value, language) }))
    .sort((a, b) => a.text.localeCompare(b.text, language));
  choicesByLanguage.set(language, choices);
  return choices;
}
