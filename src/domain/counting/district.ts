/** The district that a referral is counted in. */
import { type Area, outOfArea } from '../area.ts';

/** The district of a referral whose districts are not known; `outOfArea` is that of one from elsewhere. */
export const unknownDistrict = 'unknown';

/** The first of the ONS codes that is in the area; out-of-area if none is, unknown if none is given. */
export function districtIn(area: Area, codes: readonly (string | undefined)[]): string {
  const known = codes.filter((code) => code !== undefined);
  const covered = known.find((code) => area.districts.some((district) => district.code === code));
  return covered ?? (known.length > 0 ? outOfArea : unknownDistrict);
}
