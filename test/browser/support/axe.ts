/** What axe finds in the browser, contrast included. */
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** The design system puts these before main, outside every landmark, so that they come first by keyboard. */
const beforeMain = /^<(a|div) [^>]*class="govuk-(back-link|skip-link|exit-this-page)/;
/** The package's own script says of a radio that it reveals more whether it is open; the role does not know the word. */
const revealing = /^<input [^>]*class="govuk-radios__input"[^>]* aria-expanded=/;

export async function axeFaults(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ html }) => !(id === 'region' && beforeMain.test(html)))
      .filter(({ html }) => !(id === 'aria-allowed-attr' && revealing.test(html)))
      .map(({ html }) => `${id}: ${html}`),
  );
}
