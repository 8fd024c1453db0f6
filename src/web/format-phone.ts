/** Formats phone numbers the way people read them aloud. */

/** Group lengths of a UK number after its leading 0, by prefix (Ofcom's National Telephone Numbering Plan). */
const areaCodeLengths: readonly (readonly [begins: RegExp, area: number, first: number])[] = [
  [/^2/, 2, 4],
  [/^(11|1\d1|3|8|9)/, 3, 3],
];

/** Turns +441614960001 into 0161 496 0001; returns anything else unchanged. */
export function formatPhoneNumber(text: string): string {
  const digits = /^\+44(\d{9,10})$/.exec(text)?.[1];
  if (digits === undefined) return text;
  const [, area = 4, first = 6] = areaCodeLengths.find(([begins]) => begins.test(digits)) ?? [];
  const split = [digits.slice(0, area), digits.slice(area, area + first), digits.slice(area + first)];
  return `0${split.filter((part) => part !== '').join(' ')}`;
}
