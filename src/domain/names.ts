/** Names of people as they are written: titles, spellings, order and initials. */

import { answersOf, blankAnswers, plainWords } from './blank-answers.ts';

/** Without Lord, Lady, Master and the like, which are family names too. */
const titles = /^(?:(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|rev|revd|reverend)(?:[\s.]+|$))+/iu;

export const withoutTitles = (name: string): string => name.trim().replace(titles, '');

/** Letters that Unicode does not take apart, as they are spelt where a keyboard lacks them. */
const plainSpellings: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'ng',
  ŧ: 't',
};

/**
 * Ignores case, accents, spaces and punctuation, and spells special letters plainly. Keeps letters of any script,
 * and the signs of scripts that write vowels as signs; accents belong to no script.
 */
export const foldSpelling = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]|\p{Script=Inherited}|[\u02b0-\u02ff]/gu, '')
    .replace(/[ßæœøłđðþħıŋŧ]/g, (letter) => plainSpellings[letter] ?? letter);

/** What people write in the place of a name that they do not know, besides what they write in any field. */
const nameless = new Set([
  ...blankAnswers,
  ...answersOf(
    `no name|no name given|name not known|name not given|name unknown|unknown name|name withheld|anonymous|anon|unidentified|redacted|
     fnu|lnu|male|female|unknown male|unknown female|unknown person|victim|unknown victim`,
  ),
]);

/** Whether what stands in the place of a name names nobody: "Unknown", "N/A". Errs towards yes. */
export const isPlaceholderName = (name: string): boolean => nameless.has(plainWords(withoutTitles(name)));

/** The words of a name, without titles and without what stands in brackets: "Karl Weber (dad)". */
const wordsOf = (name: string): string[] =>
  withoutTitles(name.replace(/\(.*?\)/g, ' '))
    .split(/[\s,.;/-]+/)
    .map(foldSpelling)
    .filter((word) => word !== '');

const isWordOf = (word: string, other: string): boolean =>
  word === other || (word.length === 1 && other.startsWith(word)) || (other.length === 1 && word.startsWith(other));

/**
 * Whether two names may be one person's, in any order and spelling and with initials: "Weber, Karl", "K. Weber". A
 * family name alone is no match for a whole name. Errs towards yes, for rules that keep a suspect away.
 */
export function mayBeSameName(one: string | undefined, other: string | undefined): boolean {
  const [fewer = [], more = []] = [wordsOf(one ?? ''), wordsOf(other ?? '')].sort((a, b) => a.length - b.length);
  if (fewer.length === 0 || (fewer.length === 1 && more.length > 1)) return false;
  const free = [...more];
  for (const word of fewer) {
    const at = free.findIndex((candidate) => isWordOf(word, candidate));
    if (at < 0) return false;
    free.splice(at, 1);
  }
  return fewer.some((word) => word.length > 1 && more.includes(word));
}
