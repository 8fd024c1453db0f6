/** United Kingdom postcodes: whether one can exist, and its parts. */

/**
 * Every postcode area: the letters that a postcode begins with. The 120 of Great Britain are those of Ordnance Survey's
 * Code-Point Open 2025.4; BT, GY, IM and JE, and BF (British forces) and BX (no place), are of Royal Mail's list, which
 * https://en.wikipedia.org/wiki/List_of_postcode_districts_in_the_United_Kingdom repeats. The two agree.
 */
const areas = `
  AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX
  FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML
  N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY
  TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE`;

export const postcodeAreas: readonly string[] = areas.trim().split(/\s+/);
const known: ReadonlySet<string> = new Set(postcodeAreas);

/** In the normalised form: capital letters and one space. */
const shape = /^([A-Z]{1,2})\d[A-Z\d]? \d[A-Z]{2}$/;

/** The area of a full, normalised postcode; undefined where it is not one, or no postcode begins with these letters. */
export function postcodeAreaOf(postcode: string): string | undefined {
  const area = shape.exec(postcode)?.[1];
  return area !== undefined && known.has(area) ? area : undefined;
}

/** The outward code of a full, normalised postcode (M1 for M1 1AE), and its sector (M1 1). */
export const partsOfPostcode = (postcode: string): { outwardCode: string; sector: string } => ({
  outwardCode: postcode.slice(0, -4),
  sector: postcode.slice(0, -2),
});

const partShape = /^([A-Z]{1,2})\d[A-Z\d]?(?: \d)?$/;

/** Whether this is an outward code or a sector that can exist. */
export const isPostcodePart = (text: string): boolean => known.has(partShape.exec(text)?.[1] ?? '');
