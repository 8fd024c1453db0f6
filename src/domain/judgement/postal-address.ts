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
   address unknown|unknown address|no address|no address given|withheld|refused|declined|tbc|tba|to be confirmed|x|xx|xxx|`,
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

/**
 * Neither a blank line nor a postcode alone is an address, and "NFA, Manchester" reaches nobody. Not every country has
 * postcodes.
 */
export function isPostalAddress(victim: PartialSubmission['victim']): boolean {
  return victim?.noFixedAddress !== true && isDeliverable(victim?.address);
}

/** A safe address for letters that is not the person's home. */
export const isPostalAddressElsewhere = (contact: PartialSubmission['contact']): boolean =>
  isDeliverable(contact?.postTo);

interface Address {
  lines?: string[];
  postcode?: string;
  country?: string;
}

function isDeliverable({ lines = [], postcode, country }: Address = {}): boolean {
  if (postcode === undefined && hasUkPostcodes(country)) return false;
  const words = lines.map(plainWords);
  return words.some((line) => !blankLine.has(line)) && !words.some((line) => noFixedAddress.has(line));
}
