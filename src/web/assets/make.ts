/** Builds the static files from govuk-frontend and our own. Reads the disk: for synthesis and tests, not for deployed functions. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Asset, PageAssets } from '#src/web/assets/assets.ts';
import { withoutCrown } from '#src/web/assets/stylesheet.ts';

const here = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

function fromPackage(name: string): string {
  const manifest = createRequire(import.meta.url).resolve('govuk-frontend/package.json');
  return readFileSync(join(dirname(manifest), 'dist/govuk', name), 'utf8');
}

/** CSS ignores a charset rule that does not come first. */
const charset = '@charset "UTF-8";';

function stylesheet(notice: string): string {
  const theirs = withoutCrown(fromPackage('govuk-frontend.min.css')).replace(charset, '');
  const ours = here('own.css').replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s*\n\s*/g, '');
  return `${charset}${notice}${theirs}${ours}\n`;
}

function script(notice: string): string {
  const theirs = fromPackage('govuk-frontend.min.js').replace(/\/\/# sourceMappingURL=\S+\s*$/, '');
  return `${notice}${theirs}\n${here('start.js')}`;
}

function named(stem: string, ending: string, body: string): string {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
  return `/assets/${stem}-${hash}.${ending}`;
}

export function makeAssets(): PageAssets {
  const notice = `/*!\n${here('LICENCE-govuk-frontend.txt').trim()}\n*/\n`;
  const css: Asset = { body: stylesheet(notice), type: 'text/css; charset=utf-8' };
  const js: Asset = { body: script(notice), type: 'text/javascript; charset=utf-8' };
  const svg: Asset = { body: here('icon.svg').trim(), type: 'image/svg+xml; charset=utf-8' };
  const links = {
    stylesheet: named('pages', 'css', css.body),
    script: named('pages', 'js', js.body),
    icon: named('icon', 'svg', svg.body),
  };
  return { files: { [links.stylesheet]: css, [links.script]: js, [links.icon]: svg }, links };
}
