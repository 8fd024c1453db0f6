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
  test('no font, Crown image or other file is served with the pages', () => {
    expect([...files.keys()].map((path) => path.replace(/-[0-9a-f]{16}\./, '.'))).toEqual([
      '/assets/pages.css',
      '/assets/pages.js',
      '/assets/icon.svg',
    ]);
    expect(rulesOnly).not.toMatch(/url\(|@import/);
  });
  test('text uses a font that everyone has', () => {
    const families = new Set([...rulesOnly.matchAll(/font-family:([^;}]+)/g)].map((found) => found[1]));
    expect([...families].sort()).toEqual(['arial,sans-serif', 'sans-serif']);
  });
});

describe('the rest of the stylesheet is unchanged', () => {
  test.each([
    '.govuk-button',
    '.govuk-generic-header',
    '.govuk-footer__link',
    '.govuk-error-summary',
    '.govuk-service-navigation',
    '.app-chart',
  ])('%s is styled', (selector) => expect(rulesOnly).toContain(`${selector}`));
  test('braces are balanced and every rule has a selector', () => {
    expect(rulesOnly.split('{').length).toBe(rulesOnly.split('}').length);
    expect(rulesOnly).not.toMatch(/[{};],|,\{|\}\{/);
  });
  test('a selector that shares its rule with the crown is kept', () => {
    expect(
      removeCrownIdentity('@font-face{src:x}.a,.govuk-header__x{color:red}@media print{.govuk-logo-dot{fill:red}}.b{}'),
    ).toBe('.a{color:red}.b{}');
  });
  test('an unknown stylesheet is refused, not half changed', () => {
    expect(() => removeCrownIdentity('.a{color:red}')).toThrow(StylesheetChanged);
    expect(() => removeCrownIdentity('@font-face{src:x}.a{background:url(/crest.svg)}')).toThrow(/still contains/);
  });
});

describe('assets with a content hash in their name', () => {
  test('the same content has the same name, and other content another', () => {
    expect(buildAssets().links).toEqual(made.links);
    expect(new Set(files.keys()).size).toBe(3);
  });
  test('may be cached for a year', () => expect(assetHeaders['cache-control']).toMatch(/immutable/));
  test('include the licence', () => {
    expect(css).toContain('The MIT License');
    expect(js).toContain('The MIT License');
  });
});

test('the script starts every component, and needs no eval and no inline style', () => {
  expect(js.lastIndexOf('initAll();')).toBeGreaterThan(js.indexOf('export{'));
  expect(js).not.toMatch(/\beval\(|new Function|sourceMappingURL|innerHTML|setAttribute\("style/);
});
