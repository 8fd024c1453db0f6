/** Whether a letter can be sent to an address. Forms that insist on one are answered with "NFA" or "none". */
import { hasUkPostcodes } from '../countries.ts';
import type { PartialSubmission } from './partial-submission.ts';

const wordsOf = (list: string): ReadonlySet<string> => new Set(list.split('|').map((words) => words.trim()));

/** What people write for no home, in lower case without punctuation. No other line makes an address of it. */
const noFixedAddress = wordsOf(
  `nfa|homeless|currently homeless|street homeless|rough sleeper|rough sleeping|sleeping rough|sofa surfing|sofa surfer|
   no fixed abode|no fixed address|of no fixed abode|of no fixed address|no permanent address|no permanent abode|nowhere`,
);

/** What people write in a line that they leave blank. Another line may still name a place. */
const blankLine = wordsOf(
  `na|nil|none|no|not applicable|not known|not given|not provided|not disclosed|not stated|not recorded|unknown|unk|
   no known address|address not known|address unknown|unknown address|no address|no address given|withheld|refused|declined|tbc|tba|to be confirmed|x|xx|xxx|`,
);

/** "N/A" and "n.a." are "na", "N F A" is "nfa", "No-fixed  abode." is "no fixed abode". */
function plainWords(line: string): string {
  const words = line
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}\s-]/gu, '')
    .split(/[\s-]+/)
    .filter(Boolean);
  return words.every((word) => word.length === 1) ? words.join('') : words.join(' ');
}

/** "NFA - sofa surfing", "homeless, Manchester", "c/o NFA": one part of a line says it. */
const partsOf = (line: string): string[] => line.replace(/^\s*c\/o\s/i, '').split(/[,;()]|\s[-–]\s/);

/**
 * Neither a blank line nor a postcode alone is an address, and "NFA, Manchester" reaches nobody. Not every country has
 * postcodes.
 */
export function isPostalAddress(victim: PartialSubmission['victim']): boolean {
  return victim?.noFixedAddress !== true && isDeliverable(victim?.address);
}

/** A safe address for letters that is not the person's home, however that is spelt. */
export const isPostalAddressElsewhere = ({ contact, victim }: PartialSubmission): boolean =>
  isDeliverable(contact?.postTo) && !isSamePlace(contact?.postTo, victim?.address);

/** One address may leave out a line of the other: all its words are in the other, and 1 is not 11. */
function isSamePlace(one: Address = {}, other: Address = {}): boolean {
  if (lettersAndDigits(one.postcode ?? '') !== lettersAndDigits(other.postcode ?? '')) return false;
  const [words, otherWords] = [wordsIn(one), wordsIn(other)];
  return words.every((word) => otherWords.includes(word)) || otherWords.every((word) => words.includes(word));
}

const wordsIn = ({ lines = [] }: Address): string[] =>
  lines
    .join(' ')
    .split(/[\s,.;/-]+/)
    .map(lettersAndDigits)
    .filter((word) => word !== '');

const lettersAndDigits = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '');

interface Address {
  lines?: string[];
  postcode?: string;
  country?: string;
}

function isDeliverable({ lines = [], postcode, country }: Address = {}): boolean {
  if (postcode === undefined && hasUkPostcodes(country)) return false;
  const words = lines.map(plainWords);
  const place = lettersAndDigits(postcode ?? '');
  const isBlank = (line: string): boolean => blankLine.has(line) || lettersAndDigits(line) === place;
  const saysNone = lines
    .flatMap(partsOf)
    .map(plainWords)
    .some((part) => noFixedAddress.has(part));
  return words.some((line) => !isBlank(line)) && !saysNone;
}
