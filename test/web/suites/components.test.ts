/**
 * Every component of ours is held to the package's own fixtures: the same options, the same tree.
 * The footer is compared without the Crown's crest, licence and copyright, which ours does not have.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { backLink } from '#src/web/components/back-link.ts';
import { button } from '#src/web/components/button.ts';
import { characterCount } from '#src/web/components/character-count.ts';
import { checkboxes } from '#src/web/components/checkboxes.ts';
import { dateInput } from '#src/web/components/date-input.ts';
import { details } from '#src/web/components/details.ts';
import { errorMessage } from '#src/web/components/error-message.ts';
import { errorSummary } from '#src/web/components/error-summary.ts';
import { exitThisPage } from '#src/web/components/exit-this-page.ts';
import { fieldset } from '#src/web/components/fieldset.ts';
import { footer } from '#src/web/components/footer.ts';
import { genericHeader } from '#src/web/components/generic-header.ts';
import { hint } from '#src/web/components/hint.ts';
import { input } from '#src/web/components/input.ts';
import { insetText } from '#src/web/components/inset-text.ts';
import { label } from '#src/web/components/label.ts';
import { notificationBanner } from '#src/web/components/notification-banner.ts';
import { pagination } from '#src/web/components/pagination.ts';
import { panel } from '#src/web/components/panel.ts';
import { phaseBanner } from '#src/web/components/phase-banner.ts';
import { radios } from '#src/web/components/radios.ts';
import { select } from '#src/web/components/select.ts';
import { serviceNavigation } from '#src/web/components/service-navigation.ts';
import { skipLink } from '#src/web/components/skip-link.ts';
import { summaryList } from '#src/web/components/summary-list.ts';
import { table } from '#src/web/components/table.ts';
import { tag } from '#src/web/components/tag.ts';
import { taskList } from '#src/web/components/task-list.ts';
import { textarea } from '#src/web/components/textarea.ts';
import { warningText } from '#src/web/components/warning-text.ts';
import type { Content } from '#src/web/html.ts';
import { raw } from '#src/web/html.ts';

const package_ = join(import.meta.dirname, '../../../node_modules/govuk-frontend/dist/govuk/components');

const ours: Record<string, (options: never) => Content> = {
  'back-link': backLink,
  button,
  'character-count': characterCount,
  checkboxes,
  'date-input': dateInput,
  details,
  'error-message': errorMessage,
  'error-summary': errorSummary,
  'exit-this-page': exitThisPage,
  fieldset,
  footer,
  'generic-header': genericHeader,
  hint,
  input,
  'inset-text': insetText,
  label,
  'notification-banner': notificationBanner,
  pagination,
  panel,
  'phase-banner': phaseBanner,
  radios,
  select,
  'service-navigation': serviceNavigation,
  'skip-link': skipLink,
  'summary-list': summaryList,
  table,
  tag,
  'task-list': taskList,
  textarea,
  'warning-text': warningText,
};

interface Fixture {
  name: string;
  options: unknown;
  html: string;
}

const fixturesOf = (component: string): Fixture[] =>
  (JSON.parse(readFileSync(join(package_, component, 'fixtures.json'), 'utf8')) as { fixtures: Fixture[] }).fixtures;

const window = new JSDOM('').window;

/** Where the package takes a string of markup, ours takes Markup: wraps it under the same names. */
const holdsMarkup = (name: string, parent: string): boolean => /^html$|Html$/.test(name) || parent === 'slots';
function vouch(value: unknown, parent = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => vouch(item, parent));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      name,
      typeof entry === 'string' && holdsMarkup(name, parent) ? raw(entry) : vouch(entry, name),
    ]),
  );
}

interface Tree {
  tag: string;
  classes: string[];
  attributes: [string, string][];
  children: (Tree | string)[];
}

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();

function tree(node: Element): Tree {
  const children = [...node.childNodes].flatMap((child): (Tree | string)[] => {
    if (child.nodeType === window.Node.ELEMENT_NODE) return [tree(child as Element)];
    const text = child.nodeType === window.Node.TEXT_NODE ? squeeze(child.textContent ?? '') : '';
    return text ? [text] : [];
  });
  return {
    tag: node.localName,
    classes: [...new Set(node.classList)].sort(),
    attributes: [...node.attributes]
      .filter((one) => one.name !== 'class')
      .map((one): [string, string] => [one.name, squeeze(one.value)])
      .sort(([a], [b]) => a.localeCompare(b)),
    children,
  };
}

function parse(markup: string, without: string): { tree: Tree; words: string } {
  window.document.body.innerHTML = markup;
  const { body } = window.document;
  if (without) for (const node of body.querySelectorAll(without)) node.remove();
  const words = squeeze(body.textContent ?? '');
  return { tree: tree(body), words };
}

const crown =
  '.govuk-footer__crown, .govuk-footer__licence-logo, .govuk-footer__licence-description, .govuk-footer__meta-item:has(> .govuk-footer__copyright-logo)';

describe.each(Object.entries(ours))('%s', (component, render) => {
  const without = component === 'footer' ? crown : '';
  test.each(fixturesOf(component).map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => {
    const made = parse(String(render(vouch(fixture.options) as never) ?? ''), '');
    const wanted = parse(fixture.html, without);
    expect(made.tree).toEqual(wanted.tree);
    // Words that the package separates stay separate, such as "Error:" and its message.
    expect(made.words.split(' ').filter((word) => !wanted.words.includes(word))).toEqual([]);
  });
});

test('every component of ours that the package has is compared', () => {
  const folder = join(import.meta.dirname, '../../../src/web/components');
  const names = globSync('*.ts', { cwd: folder }).map((file) => file.replace(/\.ts$/, ''));
  expect(names.filter((name) => !(name in ours))).toEqual(['form-parts']);
});

test('text is escaped, in elements and in attributes', () => {
  const nasty = `"><img src=x onerror=alert(1)>'`;
  const made = String(
    input({ name: nasty, value: nasty, label: { text: nasty }, hint: { text: nasty }, errorMessage: { text: nasty } }),
  );
  window.document.body.innerHTML = made;
  expect(window.document.querySelectorAll('img')).toHaveLength(0);
  expect(window.document.querySelector('input')?.value).toBe(nasty);
});
