/** Names a district as pages show it. */
import { type Area, outOfArea } from '#src/domain/area.ts';
import type { Texts } from './texts/en.ts';

/** The answer "I do not know" of a form; not sent. */
export const unknownDistrict = 'unknown';

/** @param value an ONS code, `out-of-area`, or the form's "I do not know" */
export function districtName({ refer }: Texts, { districts, name }: Area, value: string): string {
  if (value === outOfArea) return refer.district.outside(name);
  if (value === unknownDistrict) return refer.district.unknown;
  return districts.find(({ code }) => code === value)?.name ?? value;
}
