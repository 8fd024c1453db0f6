/** Formats phone numbers the way people read them aloud. */

/** Group lengths of a UK number after its leading 0, by prefix (Ofcom's National Telephone Numbering Plan). */
const areaCodeLengths: readonly (readonly [begins: RegExp, area: number, first: number])[] = [
  [/^2/, 2, 4],
  [/^(11|1\d1|3|8|9)/, 3, 3],
];

/** Turns +441614960001;ext=12 into "0161 496 0001 extension 12". A number that is not British stays as it is. */
export function formatPhoneNumber(text: string): string {
  const [number = '', extension] = text.split(';ext=');
  return extension === undefined ? formatNumber(number) : `${formatNumber(number)} extension ${extension}`;
}

function formatNumber(text: string): string {
  const digits = /^\+44(\d{9,10})$/.exec(text)?.[1];
  if (digits === undefined) return text;
  const [, area = 4, first = 6] = areaCodeLengths.find(([begins]) => begins.test(digits)) ?? [];
  const split = [digits.slice(0, area), digits.slice(area, area + first), digits.slice(area + first)];
  return `0${split.filter((part) => part !== '').join(' ')}`;
}
