/** Words that end or make up the names of organisations and are hardly ever a person's family name. */
const legalForms = /(?:^|\s)(?:ltd|limited|plc|llp|inc|incorporated|llc|gmbh|cic|cio|p\.l\.c|l\.l\.p)$/;
const phrases =
  /(?:^|\s)(?:t\/a|trading as|housing association|building society|nhs|(?:borough|city|county|parish|town|district|metropolitan) council|co-?operative|(?:&|and) (?:sons|co))\b/;
const lastWords =
  /\s(?:council|supermarkets?|stores?|shops?|school|college|academy|university|hospital|trust|association|society|company|services|solutions|holdings|group|enterprises|bank|hotel|restaurant|pharmacy)$/;

/**
 * Whether this is the name of an organisation and not of a person. It errs on the side of people:
 * Bank, Church and Store are families too, so a common noun counts only after another word, and
 * only where no given name was sent.
 */
export function isOrganisation(familyName: string, givenName?: string): boolean {
  const name = familyName
    .toLowerCase()
    .replace(/[\s,]+/g, ' ')
    .replace(/[. ]+$/, '')
    .trim();
  if (legalForms.test(name) || phrases.test(name)) return true;
  return givenName === undefined && lastWords.test(name);
}
