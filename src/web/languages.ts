/**
 * The languages to choose from: the most common main languages in England and Wales (Census 2021), and British Sign
 * Language. BCP 47 tags; the runtime supplies most names.
 */
const tags = [
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
export type OwnLanguageName = 'bfi' | 'prs' | 'syl';

type OwnNames = Readonly<Record<OwnLanguageName, string>>;

const namesOf = new Map<string, Intl.DisplayNames>();
const choicesOf = new Map<string, { value: string; text: string }[]>();

/** The name of the language with this well-formed tag; the tag itself if it has none. */
export function languageName(tag: string, language: string, own: OwnNames): string {
  const ours: Readonly<Record<string, string>> = own;
  const names = namesOf.get(language) ?? new Intl.DisplayNames([language], { type: 'language' });
  namesOf.set(language, names);
  return ours[tag] ?? names.of(tag) ?? tag;
}

/** English first, then by name. Cached: locale-aware sorting costs more than rendering a page. */
export function languageChoices(language: string, own: OwnNames): { value: string; text: string }[] {
  const known = choicesOf.get(language);
  if (known) return known;
  const [first, ...rest] = tags.map((tag) => ({ value: tag, text: languageName(tag, language, own) }));
  const sorted = rest.sort((a, b) => a.text.localeCompare(b.text, language));
  const made = first ? [first, ...sorted] : sorted;
  choicesOf.set(language, made);
  return made;
}
