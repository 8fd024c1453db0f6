/** One jsdom for all pages of a test file, since creating one takes longer than checking a page. */
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

/** Contrast needs a real canvas, so colours are checked in the browser. */
const options: RunOptions = { rules: { 'color-contrast': { enabled: false } } };

/** The design system puts these before main, outside every landmark, so that they are first by keyboard. */
const beforeMain = /^<(a|div) [^>]*class="govuk-(back-link|skip-link|exit-this-page)/;

export function makeDom(): Dom {
  const { window } = new JSDOM('<!DOCTYPE html><html lang="en-GB"><head></head><body></body></html>', {
    runScripts: 'outside-only',
    virtualConsole: new VirtualConsole(),
  });
  window.eval(source);
  const { document } = window;
  return {
    document,
    show(markup) {
      const parsed = new window.DOMParser().parseFromString(markup, 'text/html').documentElement;
      // Moved, not copied: to write it out and parse it again would take as long as the first time.
      document.documentElement.replaceWith(document.adoptNode(parsed));
      return document;
    },
    async faults() {
      const axe = window.axe as { run(context: Document, options: RunOptions): Promise<AxeResults> };
      const results = await axe.run(document, options);
      return results.violations.flatMap((rule) =>
        rule.nodes
          .filter((node) => !(rule.id === 'region' && beforeMain.test(node.html)))
          .map((node) => `${rule.id}: ${node.html}`),
      );
    },
  };
}
