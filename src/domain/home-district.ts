/** The district where a person lives: as stated, else as their postcode says. */
import type { Rules } from './area.ts';
import { homeCountry } from './countries.ts';
import { partsOfPostcode, postcodeAreaOf } from './postcode.ts';

interface Address {
  postcode?: string;
  country?: string;
  district?: string;
}

/** ONS code; undefined where it is not stated and the postcode is in no district, or in more than one. Never a guess. */
export const homeDistrictOf = (address: Address = {}, rules: Pick<Rules, 'postcodeDistricts'>): string | undefined =>
  address.district ?? districtOfPostcode(address, rules.postcodeDistricts ?? {});

/** Only the United Kingdom has ONS districts. */
function districtOfPostcode(
  { postcode, country = homeCountry }: Address,
  districts: NonNullable<Rules['postcodeDistricts']>,
): string | undefined {
  if (postcode === undefined || country !== homeCountry || postcodeAreaOf(postcode) === undefined) return undefined;
  const { outwardCode, sector } = partsOfPostcode(postcode);
  return districts[outwardCode] ?? districts[sector];
}
