/** Phone numbers as people read them aloud. */

/** Lengths of the parts of a British number after its 0, by how it begins (Ofcom's numbering plan). */
const parts: readonly (readonly [begins: RegExp, area: number, first: number])[] = [
  [/^2/, 2, 4],
  [/^(11|1\d1|3|8|9)/, 3, 3],
];

/** +441614960001 as 0161 496 0001; a number of another country, or none, as it is. */
export function phoneNumber(text: string): string {
  const digits = /^\+44(\d{9,10})$/.exec(text)?.[1];
  if (digits === undefined) return text;
  const [, area = 4, first = 6] = parts.find(([begins]) => begins.test(digits)) ?? [];
  const split = [digits.slice(0, area), digits.slice(area, area + first), digits.slice(area + first)];
  return `0${split.filter((part) => part !== '').join(' ')}`;
}
