/** Words and endings of organisation names that are hardly ever family names. */
const legalForms = /(?:^|\s)(?:ltd|limited|plc|llp|inc|incorporated|llc|gmbh|cic|cio|p\.l\.c|l\.l\.p)$/;
const phrases =
  /(?:^|\s)(?:t\/a|trading as|housing association|building society|nhs|(?:borough|city|county|parish|town|district|metropolitan) council|co-?operative|(?:&|and) (?:sons|co))\b/;
const lastWords =
  /\s(?:council|supermarkets?|stores?|shops?|school|college|academy|university|hospital|trust|association|society|company|services|solutions|holdings|group|enterprises|bank|hotel|restaurant|pharmacy)$/;

/**
 * Whether a name is an organisation's. When in doubt it is a person's: Bank, Church and Store are family names too,
 * so a common noun counts only after another word, and only when no given name was sent.
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
