/** Faults found by axe in the browser, including contrast. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** In ASCII: half a megabyte with other characters takes several times as long on its way to the browser, at each page. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8').replaceAll(
  /[^\0-\x7f]/g,
  (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
);

/** The design system puts these before main, outside every landmark, so that they come first by keyboard. */
const beforeMain = /^<(a|div) [^>]*class="govuk-(back-link|skip-link|exit-this-page)/;
/** The package's own script sets aria-expanded on a radio that reveals a field, which the role does not allow. */
const revealing = /^<input [^>]*class="govuk-radios__input"[^>]* aria-expanded=/;

export async function axeFaults(page: Page): Promise<string[]> {
  // Only where it is wanted: half a megabyte of script in every page was a fifth of the browser's work.
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(
    'axe.run(document, { reporter: "no-passes", resultTypes: ["violations"], selectors: false })',
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ html }) => !(id === 'region' && beforeMain.test(html)))
      .filter(({ html }) => !(id === 'aria-allowed-attr' && revealing.test(html)))
      .map(({ html }) => `${id}: ${html}`),
  );
}
