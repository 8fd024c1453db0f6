/**
 * Removes from govuk-frontend's stylesheet what only GOV.UK may use: its typeface (licensed for service.gov.uk alone),
 * the crown, the crest and the GOV.UK header. The package turns the typeface off by a Sass setting only; this edits the
 * prebuilt file, and throws if that file has changed too much to be edited safely.
 */

/** Selectors of the Crown's identity. */
const crowns = /\.govuk-(header|logo|footer__(crown|copyright-logo|licence))/;
/** A rule without nested rules. */
const rules = /([^{};]+)\{([^{}]*)\}/g;

export class StylesheetChanged extends Error {
  override readonly name = 'StylesheetChanged';
}

const keepSelectors = (selectors: string): string =>
  selectors
    .split(',')
    .filter((selector) => !crowns.test(selector))
    .join(',');

/** @throws StylesheetChanged if a forbidden part is left, or there was no typeface to remove */
export function withoutCrown(css: string): string {
  const face = /(\/\*![^*]*Calvert[^*]*\*\/)?@font-face\{[^{}]*\}/g;
  if (!face.test(css)) throw new StylesheetChanged('The design system’s stylesheet has no @font-face');
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
  if (left) throw new StylesheetChanged(`The design system’s stylesheet still contains "${left[0]}"`);
  return made;
}
