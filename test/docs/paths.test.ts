import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const pages = globSync(['*.md', 'docs/**/*.md', 'areas/**/*.md', 'bench/**/*.md'], { cwd: root }).sort();

/** A path of the project, as text names it: from the project's folder, or in `areas/` from the page's own. */
const projectPath =
  /`((?:\.ci|\.githooks|areas|bench|bin|client|demo|docs|functions|lib|local|src|test)\/[^`\s]*|[\w-]+\.(?:json|ts|md|mjs))`/g;
/** A place to fill in: `<area>`, `{id}`, `…`, and what a glob says. */
const placeholder = /<[^>]+>|\{[^}]+\}|…/g;
const link = /\]\(([^)\s]+)\)/g;
const functionInFile = /`(\w+)` in `([^`\s]+\.ts)`/g;
/** Files of a user or of a data folder, not of the project. */
const notOurs = new Set(['referral.json', 'message.json', 'detail.json', 'endpoints.json']);

const exists = (named: string, page: string): boolean => {
  const pattern = named.replace(/[:#].*$/, '').replace(placeholder, '*');
  return [root, path.join(root, path.dirname(page))].some((cwd) =>
    pattern.includes('*') ? globSync(pattern, { cwd }).length > 0 : existsSync(path.join(cwd, pattern)),
  );
};

/** As GitHub makes them from headings. */
const anchorsOf = (page: string): string[] =>
  [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe.each(pages)('%s', (page) => {
  const text = readFileSync(path.join(root, page), 'utf8');

  test('names files and folders that exist', () => {
    const named = [...text.matchAll(projectPath)].map(([, one = '']) => one);
    expect(named.filter((one) => !notOurs.has(one) && !exists(one, page))).toEqual([]);
  });

  test('names functions and types that are in their files', () => {
    const missing = [...text.matchAll(functionInFile)].filter(([, name = '', file = '']) => {
      const source = existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), 'utf8') : '';
      return !new RegExp(`\\b${name}\\b`).test(source);
    });
    expect(missing.map(([all]) => all)).toEqual([]);
  });

  test('links to pages, pictures and headings that exist', () => {
    const broken = [...text.matchAll(link)].filter(([, target = '']) => {
      if (/^[a-z]+:/.test(target)) return false;
      const [file = '', anchor] = target.split('#');
      const linked = file === '' ? path.join(root, page) : path.join(root, path.dirname(page), file);
      if (!existsSync(linked)) return true;
      return anchor !== undefined && !anchorsOf(readFileSync(linked, 'utf8')).includes(anchor);
    });
    expect(broken.map(([all]) => all)).toEqual([]);
  });
});

test('there are pages to check', () => {
  expect(pages).toContain('README.md');
  expect(pages).toContain('docs/adr/README.md');
});

test('each runbook says what acts it out', () => {
  const folder = path.join(root, 'docs/runbooks');
  const table = readFileSync(path.join(folder, 'README.md'), 'utf8');
  const runbooks = globSync('*.md', { cwd: folder }).filter((file) => file !== 'README.md');
  const named = runbooks.filter((file) => table.includes(`| [${path.basename(file, '.md')}](${file}) | `));
  expect(named.sort()).toEqual(runbooks.sort());
});
