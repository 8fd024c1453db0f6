/**
 * Languages to choose from: those most spoken at home in England and Wales (Census 2021, main language), and British
 * Sign Language. BCP 47 tags; their names come from the runtime.
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

/** Names that the runtime has none for, or not those in use here. */
export type OwnLanguageName = 'bfi' | 'prs' | 'syl';

type OwnNames = Readonly<Record<OwnLanguageName, string>>;

const namesOf = new Map<string, Intl.DisplayNames>();
const choicesOf = new Map<string, { value: string; text: string }[]>();

/** The name of a language by its well-formed tag; the tag itself where it has none. */
export function languageName(tag: string, language: string, own: OwnNames): string {
  const ours: Readonly<Record<string, string>> = own;
  const names = namesOf.get(language) ?? new Intl.DisplayNames([language], { type: 'language' });
  namesOf.set(language, names);
  return ours[tag] ?? names.of(tag) ?? tag;
}

/** English first, then by name. Made once: sorting by a language's rules costs more than a page. */
export function languageChoices(language: string, own: OwnNames): { value: string; text: string }[] {
  const known = choicesOf.get(language);
  if (known) return known;
  const [first, ...rest] = tags.map((tag) => ({ value: tag, text: languageName(tag, language, own) }));
  const sorted = rest.sort((a, b) => a.text.localeCompare(b.text, language));
  const made = first ? [first, ...sorted] : sorted;
  choicesOf.set(language, made);
  return made;
}
