/**
 * Removes from govuk-frontend's stylesheet what only GOV.UK may use: its typeface (licensed for service.gov.uk alone),
 * the crown, the crest and the GOV.UK header. The package turns the typeface off by a Sass setting only; this edits the
 * prebuilt file, and throws if that file has changed too much to be edited safely.
 */

/** Selectors of the Crown's identity. */
const crownSelectors = /\.govuk-(header|logo|footer__(crown|copyright-logo|licence))/;
/** A rule without nested rules. */
const flatRules = /([^{};]+)\{([^{}]*)\}/g;

export class StylesheetChanged extends Error {
  override readonly name = 'StylesheetChanged';
}

const removeCrownSelectors = (selectors: string): string =>
  selectors
    .split(',')
    .filter((selector) => !crownSelectors.test(selector))
    .join(',');

/** @throws StylesheetChanged if a forbidden part is left, or there was no typeface to remove */
export function removeCrownIdentity(css: string): string {
  const fontFace = /(\/\*![^*]*Calvert[^*]*\*\/)?@font-face\{[^{}]*\}/g;
  if (!fontFace.test(css)) throw new StylesheetChanged('The design system’s stylesheet has no @font-face');
  const cleaned = css
    .replace(fontFace, '')
    .replace(/\/\*![^*]*Calvert[^*]*\*\//g, '')
    .replaceAll(/"?GDS Transport"?,\s*/g, '')
    .replace(flatRules, (rule, selectors: string, body: string) => {
      if (!crownSelectors.test(selectors)) return rule;
      const remainingSelectors = removeCrownSelectors(selectors);
      return remainingSelectors.trim() ? `${remainingSelectors}{${body}}` : '';
    })
    .replace(/@(media|supports)[^{}]*\{\}/g, '')
    .replace(/\/\*# sourceMappingURL=[^*]*\*\//, '')
    .trim();
  const forbiddenText = /GDS Transport|@font-face|crown|crest|url\(/i.exec(cleaned);
  if (forbiddenText) throw new StylesheetChanged(`The design system’s stylesheet still contains "${forbiddenText[0]}"`);
  return cleaned;
}
