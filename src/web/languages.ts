/**
 * The languages to choose from: the most common main languages in England and Wales (Census 2021), and British Sign
 * Language. BCP 47 tags; the runtime supplies most names.
 */
const languageTags = [
  'en',
  'ak',
  'am',
  'ar',
  'bg',
  'bn',
  'bfi',
  'ckb',
  'cs',
  'cy',
  'de',
  'el',
  'es',
  'fa',
  'fil',
  'fr',
  'gu',
  'he',
  'hi',
  'hu',
  'ig',
  'it',
  'ja',
  'ko',
  'ku',
  'lt',
  'lv',
  'ml',
  'ne',
  'nl',
  'pa',
  'pl',
  'prs',
  'ps',
  'pt',
  'ro',
  'rom',
  'ru',
  'sk',
  'so',
  'sq',
  'sw',
  'syl',
  'ta',
  'te',
  'th',
  'ti',
  'tr',
  'uk',
  'ur',
  'vi',
  'yo',
  'yue',
  'zh',
] as const;

/** Languages that the runtime has no name for, or not the name used here. */
export type CustomLanguageName = 'bfi' | 'prs' | 'syl';

type CustomNames = Readonly<Record<CustomLanguageName, string>>;

const displayNamesByLanguage = new Map<string, Intl.DisplayNames>();
const choicesByLanguage = new Map<string, { value: string; text: string }[]>();

/** The name of the language with this well-formed tag; the tag itself if it has none. */
export function languageName(tag: string, language: string, customNames: CustomNames): string {
  const customNamesByTag: Readonly<Record<string, string>> = customNames;
  const names = displayNamesByLanguage.get(language) ?? new Intl.DisplayNames([language], { type: 'language' });
  displayNamesByLanguage.set(language, names);
  return customNamesByTag[tag] ?? names.of(tag) ?? tag;
}

/** English first, then by name. Cached: locale-aware sorting costs more than rendering a page. */
export function languageChoices(language: string, customNames: CustomNames): { value: string; text: string }[] {
  const cached = choicesByLanguage.get(language);
  if (cached) return cached;
  const [first, ...rest] = languageTags.map((tag) => ({ value: tag, text: languageName(tag, language, customNames) }));
  const sorted = rest.sort((a, b) => a.text.localeCompare(b.text, language));
  const choices = first ? [first, ...sorted] : sorted;
  choicesByLanguage.set(language, choices);
  return choices;
}
