/** One jsdom for all pages of a worker, since creating one takes longer than checking a page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import { JSDOM, VirtualConsole } from 'jsdom';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface Dom {
  document: Document;
  /** Replaces the whole page. */
  show(markup: string): Document;
  /** Faults found by axe, each with its place. */
  faults(): Promise<string[]>;
}

const options: RunOptions = {
  // Contrast needs a real canvas, so colours are checked in the browser.
  rules: { 'color-contrast': { enabled: false } },
  // Only faults are read: to describe each element that passed a rule took a quarter of the time.
  resultTypes: ['violations'],
  elementRef: true,
  selectors: false,
  preload: false,
};

/** The design system puts these before main, outside every landmark, so that they are first by keyboard. */
const beforeMain = /^<(a|div) [^>]*class="govuk-(back-link|skip-link|exit-this-page)/;

let made: Dom | undefined;

export const makeDom = (): Dom => {
  made ??= create();
  return made;
};

function create(): Dom {
  const { window } = new JSDOM('<!DOCTYPE html><html lang="en-GB"><head></head><body></body></html>', {
    runScripts: 'outside-only',
    virtualConsole: new VirtualConsole(),
  });
  window.eval(source);
  const axe = window.axe as {
    configure(spec: { noHtml: boolean }): void;
    run(context: Document, options: RunOptions): Promise<AxeResults>;
  };
  // It would write out the whole page for each rule about it.
  axe.configure({ noHtml: true });
  const { document } = window;
  let shown = '';
  return {
    document,
    show(markup) {
      if (markup === shown) return document;
      shown = markup;
      const parsed = new window.DOMParser().parseFromString(markup, 'text/html').documentElement;
      // Moved, not copied: to write it out and parse it again would take as long as the first time.
      document.documentElement.replaceWith(document.adoptNode(parsed));
      return document;
    },
    async faults() {
      // It leaves marks of its own on the page.
      shown = '';
      const results = await axe.run(document, options);
      return results.violations.flatMap((rule) =>
        rule.nodes
          .map((node) => node.element?.outerHTML ?? '')
          .filter((html) => !(rule.id === 'region' && beforeMain.test(html)))
          .map((html) => `${rule.id}: ${html.slice(0, 300)}`),
      );
    },
  };
}
