/**
 * The package's stylesheet without what only GOV.UK may use: its typeface (licensed for
 * service.gov.uk alone), the crown, the crest and the GOV.UK header. The package's own switch
 * for the typeface is a Sass setting; this does the same to the prebuilt file, and says so
 * loudly when that file no longer looks as it did.
 */

/** Parts of selectors that belong to the Crown's identity. */
const crowns = /\.govuk-(header|logo|footer__(crown|copyright-logo|licence))/;
/** A rule without rules inside it. */
const rules = /([^{};]+)\{([^{}]*)\}/g;

export class StylesheetChanged extends Error {
  override readonly name = 'StylesheetChanged';
}

const keepSelectors = (selectors: string): string =>
  selectors
    .split(',')
    .filter((selector) => !crowns.test(selector))
    .join(',');

/** @throws StylesheetChanged when something forbidden is left, or nothing was found to take away. */
export function withoutCrown(css: string): string {
  const face = /(\/\*![^*]*Calvert[^*]*\*\/)?@font-face\{[^{}]*\}/g;
  if (!face.test(css)) throw new StylesheetChanged('No @font-face was found in the design system’s stylesheet');
  const made = css
    .replace(face, '')
    .replace(/\/\*![^*]*Calvert[^*]*\*\//g, '')
    .replaceAll(/"?GDS Transport"?,\s*/g, '')
    .replace(rules, (whole, selectors: string, body: string) => {
      if (!crowns.test(selectors)) return whole;
      const kept = keepSelectors(selectors);
      return kept.trim() ? `${kept}{${body}}` : '';
    })
    .replace(/@(media|supports)[^{}]*\{\}/g, '')
    .replace(/\/\*# sourceMappingURL=[^*]*\*\//, '')
    .trim();
  const left = /GDS Transport|@font-face|crown|crest|url\(/i.exec(made);
  if (left) throw new StylesheetChanged(`The design system’s stylesheet still holds "${left[0]}"`);
  return made;
}
