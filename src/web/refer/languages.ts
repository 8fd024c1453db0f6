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

/** English first, then by name. */
export function languageChoices(
  language: string,
  own: Readonly<Record<OwnLanguageName, string>>,
): { value: string; text: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'language' });
  const nameOf = (tag: string): string => (own as Readonly<Record<string, string>>)[tag] ?? names.of(tag) ?? tag;
  const [first, ...rest] = tags.map((tag) => ({ value: tag, text: nameOf(tag) }));
  const sorted = rest.sort((a, b) => a.text.localeCompare(b.text, language));
  return first ? [first, ...sorted] : sorted;
}
