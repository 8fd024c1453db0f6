import { describe, expect, test } from 'vitest';
import { assetHeaders, assetsByPath } from '#src/web/assets/assets.ts';
import { buildAssets } from '#src/web/assets/build-assets.ts';
import { removeCrownIdentity, StylesheetChanged } from '#src/web/assets/stylesheet.ts';

const made = buildAssets();
const files = assetsByPath(made);
const css = files.get(made.links.stylesheet)?.body ?? '';
const js = files.get(made.links.script)?.body ?? '';
const rulesOnly = css.replace(/\/\*[\s\S]*?\*\//g, '');

describe('an authority may not look like GOV.UK', () => {
  test.each([
    'GDS Transport',
    'font-face',
    '.woff',
    'crown',
    'crest',
    'govuk-logo',
    '.govuk-header',
    'copyright-logo',
    'licence-logo',
  ])('the stylesheet holds no %s', (word) => expect(rulesOnly.toLowerCase()).not.toContain(word.toLowerCase()));
  test('no font, picture of the Crown or other file travels with the pages', () => {
    expect([...files.keys()].map((path) => path.replace(/-[0-9a-f]{16}\./, '.'))).toEqual([
      '/assets/pages.css',
      '/assets/pages.js',
      '/assets/icon.svg',
    ]);
    expect(rulesOnly).not.toMatch(/url\(|@import/);
  });
  test('text is set in a typeface that everyone has', () => {
    const families = new Set([...rulesOnly.matchAll(/font-family:([^;}]+)/g)].map((found) => found[1]));
    expect([...families].sort()).toEqual(['arial,sans-serif', 'sans-serif']);
  });
});

describe('the rest of the stylesheet is untouched', () => {
  test.each([
    '.govuk-button',
    '.govuk-generic-header',
    '.govuk-footer__link',
    '.govuk-error-summary',
    '.govuk-service-navigation',
    '.app-chart',
  ])('%s is styled', (selector) => expect(rulesOnly).toContain(`${selector}`));
  test('braces are balanced and no rule is empty of selectors', () => {
    expect(rulesOnly.split('{').length).toBe(rulesOnly.split('}').length);
    expect(rulesOnly).not.toMatch(/[{};],|,\{|\}\{/);
  });
  test('a selector that shares its rule with the crown stays', () => {
    expect(
      removeCrownIdentity('@font-face{src:x}.a,.govuk-header__x{color:red}@media print{.govuk-logo-dot{fill:red}}.b{}'),
    ).toBe('.a{color:red}.b{}');
  });
  test('a stylesheet of another make is refused, not half mended', () => {
    expect(() => removeCrownIdentity('.a{color:red}')).toThrow(StylesheetChanged);
    expect(() => removeCrownIdentity('@font-face{src:x}.a{background:url(/crest.svg)}')).toThrow(/still contains/);
  });
});

describe('served for ever under a name that says what is inside', () => {
  test('the same files have the same names, and another body another name', () => {
    expect(buildAssets().links).toEqual(made.links);
    expect(new Set(files.keys()).size).toBe(3);
  });
  test('they may be kept for a year', () => expect(assetHeaders['cache-control']).toMatch(/immutable/));
  test('the licence goes with them', () => {
    expect(css).toContain('The MIT License');
    expect(js).toContain('The MIT License');
  });
});

test('the script starts every component, and needs no eval and no inline style', () => {
  expect(js.lastIndexOf('initAll();')).toBeGreaterThan(js.indexOf('export{'));
  expect(js).not.toMatch(/\beval\(|new Function|sourceMappingURL|innerHTML|setAttribute\("style/);
});
