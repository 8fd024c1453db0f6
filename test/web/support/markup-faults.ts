/** Checks that a page's markup is valid. */
import { HtmlValidate, StaticConfigLoader } from 'html-validate';

const loader = new StaticConfigLoader({
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    // Templates leave empty lines where an optional part is missing.
    'no-trailing-whitespace': 'off',
    // All files are our own, from our own origin: the policy allows no other.
    'require-sri': 'off',
    // "Page – service – authority", as the design system asks.
    'long-title': 'off',
    // The package's own markup: a link that acts as a button, a banner that is a region.
    'prefer-native-element': ['error', { exclude: ['button', 'region'] }],
    // The package's own markup: the error summary and the banner come before the page's heading.
    'heading-level': ['error', { minInitialRank: 'h2' }],
    // The package's own markup: without the role, a screen reader skips the description of a date.
    'no-redundant-role': 'off',
    // Checkboxes of one group share their name, and so do the buttons of a form.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit'] }],
  },
});
// Resolved once: for each page it would take a third of the time.
const config = await loader.getConfigFor('');
loader.getConfigFor = () => config;
const validate = new HtmlValidate(loader);

/** Faults of the markup, each with its place. */
export async function markupFaults(markup: string): Promise<string[]> {
  const report = await validate.validateString(markup);
  return report.results
    .flatMap((result) => result.messages)
    .map((message) => `${message.ruleId}: ${message.message} (${message.line}:${message.column})`);
}
