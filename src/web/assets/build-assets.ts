/** Builds the static files from govuk-frontend and our own. Reads the disk: for synthesis and tests, not for deployed functions. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Asset, PageAssets } from '#src/web/assets/assets.ts';
import { removeCrownIdentity } from '#src/web/assets/stylesheet.ts';

const readOwnFile = (name: string): string => readFileSync(join(import.meta.dirname, name), 'utf8');

function readPackageFile(name: string): string {
  const manifest = createRequire(import.meta.url).resolve('govuk-frontend/package.json');
  return readFileSync(join(dirname(manifest), 'dist/govuk', name), 'utf8');
}

/** CSS ignores a charset rule that does not come first. */
const charset = '@charset "UTF-8";';

function stylesheet(notice: string): string {
  const packageCss = removeCrownIdentity(readPackageFile('govuk-frontend.min.css')).replace(charset, '');
  const ownCss = readOwnFile('own.css').replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s*\n\s*/g, '');
  return `${charset}${notice}${packageCss}${ownCss}\n`;
}

function script(notice: string): string {
  const packageScript = readPackageFile('govuk-frontend.min.js').replace(/\/\/# sourceMappingURL=\S+\s*$/, '');
  return `${notice}${packageScript}\n${readOwnFile('start.js')}`;
}

function hashedPath(stem: string, extension: string, body: string): string {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 16);
  return `/assets/${stem}-${hash}.${extension}`;
}

export function buildAssets(): PageAssets {
  const notice = `/*!\n${readOwnFile('LICENCE-govuk-frontend.txt').trim()}\n*/\n`;
  const css: Asset = { body: stylesheet(notice), type: 'text/css; charset=utf-8' };
  const js: Asset = { body: script(notice), type: 'text/javascript; charset=utf-8' };
  const svg: Asset = { body: readOwnFile('icon.svg').trim(), type: 'image/svg+xml; charset=utf-8' };
  const links = {
    stylesheet: hashedPath('pages', 'css', css.body),
    script: hashedPath('pages', 'js', js.body),
    icon: hashedPath('icon', 'svg', svg.body),
  };
  return { files: { [links.stylesheet]: css, [links.script]: js, [links.icon]: svg }, links };
}
