/** Whether a letter can be sent to an address. Forms that insist on one are answered with "NFA" or "none". */
import { answersOf, blankAnswers, plainWords } from '../blank-answers.ts';
import { hasUkPostcodes } from '../countries.ts';
import type { PartialSubmission } from './partial-submission.ts';

/** What people write for no home, in lower case without punctuation. No other line makes an address of it. */
const noFixedAddress = answersOf(
  `nfa|homeless|currently homeless|street homeless|rough sleeper|rough sleeping|sleeping rough|sofa surfing|sofa surfer|
   no fixed abode|no fixed address|of no fixed abode|of no fixed address|no permanent address|no permanent abode|nowhere`,
);

/** What people write in a line that they leave blank. Another line may still name a place. */
const blankLine = new Set([
  ...blankAnswers,
  ...answersOf('no known address|address not known|address unknown|unknown address|no address|no address given'),
]);

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
