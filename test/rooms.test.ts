import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { describe, expect, onTestFinished, test } from 'vitest';
import { biomeOverrides } from './support/rooms/biome.ts';
import { checkRooms } from './support/rooms/check.ts';
import { computed, importsOf } from './support/rooms/imports.ts';
import { rooms } from './support/rooms/rules.ts';
import { findMisnamedTests } from './support/rooms/test-names.ts';

const root = join(import.meta.dirname, '..');

/** A project of its own with these files, gone when the test ends. */
function tree(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'rooms-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, source] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), source);
  }
  return folder;
}

describe('a room imports only what its rules allow', () => {
  test('in this project', () => {
    const { files, imports, violations, circles } = checkRooms(root);
    expect(violations).toEqual([]);
    expect(circles).toEqual([]);
    expect(files).toBeGreaterThan(100);
    expect(imports).toBeGreaterThan(files);
  });

  test.each([
    ['a package in the domain', 'src/domain/a.ts', `import * as z from 'zod';`, 'zod'],
    ['Node’s own in the domain', 'src/domain/a.ts', `import { readFileSync } from 'node:fs';`, 'node:fs'],
    ['a type is an import too', 'src/domain/a.ts', `import type { X } from '#src/store/x.ts';`, '#src/store/x.ts'],
    ['a type within a type', 'src/domain/a.ts', `type X = import('#src/store/x.ts').X;`, '#src/store/x.ts'],
    ['a re-export', 'src/http/a.ts', `export { x } from '#src/store/x.ts';`, '#src/store/x.ts'],
    ['a re-export of everything', 'src/http/a.ts', `export * from '#src/queue/x.ts';`, '#src/queue/x.ts'],
    ['a side effect', 'src/queue/a.ts', `import '#src/http/x.ts';`, '#src/http/x.ts'],
    ['at run time', 'src/store/a.ts', `const x = await import('#src/queue/x.ts');`, '#src/queue/x.ts'],
    ['by a path that climbs out', 'src/store/a/b.ts', `import { x } from '../../http/x.ts';`, '../../http/x.ts'],
    ['an import over many lines', 'src/usecases/a.ts', `import {\n  x,\n} from '#src/store/x.ts';`, '#src/store/x.ts'],
    ['a use case that knows HTTP', 'src/usecases/a.ts', `import { Hono } from 'hono';`, 'hono'],
    ['a stack that knows code', 'lib/a.ts', `import { x } from '#src/store/ledger.ts';`, '#src/store/ledger.ts'],
    [
      'a stack that knows a handler',
      'lib/a.ts',
      `import '#functions/intake/handler.ts';`,
      '#functions/intake/handler.ts',
    ],
    ['a function that knows the local run', 'functions/a/handler.ts', `import '#local/x.ts';`, '#local/x.ts'],
    ['a local run that does the store’s work', 'local/a.ts', `import '#src/store/x.ts';`, '#src/store/x.ts'],
    ['what nobody can tell', 'src/http/a.ts', 'const x = await import(`#src/${room}/x.ts`);', computed],
  ])('planted: %s', (_, file, source, specifier) => {
    const { violations } = checkRooms(tree({ [file]: `// first line\n${source}\n`, 'src/domain/good.ts': '' }));
    expect(violations).toEqual([{ file, line: 2, specifier, why: expect.any(String) }]);
  });

  test.each([
    ['its own room', 'src/domain/a.ts', `import { x } from './b.ts'; import { y } from '#src/domain/c/d.ts';`],
    ['a comment', 'src/domain/a.ts', `// import * as z from 'zod';\n/* import 'zod'; */`],
    ['a string', 'src/domain/a.ts', `const x = "import * as z from 'zod'"; const y = \`import 'zod';\`;`],
    ['the ports, from the store', 'src/store/a.ts', `import type { X } from '#src/usecases/ports/ledger.ts';`],
    ['an environment, from the stack', 'lib/a.ts', `import { envSchema } from '#functions/intake/env.ts';`],
    ['a word that only looks like it', 'src/domain/a.ts', `const x = { from: 'zod', import: 'zod' }; y.import('zod');`],
  ])('allowed: %s', (_, file, source) => {
    expect(checkRooms(tree({ [file]: source })).violations).toEqual([]);
  });

  test('a file in no room is a fault', () => {
    const rest = rooms.at(-1);
    expect(rest?.folder).toBe('');
    expect(checkRooms(tree({ 'src/cellar/a.ts': `import 'zod';` })).violations).toHaveLength(1);
  });
});

describe('files that import one another are found', () => {
  test.each<[string, Record<string, string>, string[]]>([
    [
      'two',
      { 'src/http/a.ts': `import { b } from './b.ts';`, 'src/http/b.ts': `export { a } from '#src/http/a.ts';` },
      ['src/http/a.ts', 'src/http/b.ts'],
    ],
    [
      'by their types alone, over a third',
      {
        'src/domain/a.ts': `import type { B } from './b.ts';`,
        'src/domain/b.ts': `import { type C } from './c/c.ts';`,
        'src/domain/c/c.ts': `type A = import('../a.ts').A;`,
      },
      ['src/domain/a.ts', 'src/domain/b.ts', 'src/domain/c/c.ts'],
    ],
    ['one and itself', { 'test/a.ts': `import { a } from './a.ts';` }, ['test/a.ts']],
  ])('planted: %s', (_, files, circle) => {
    const outside = { 'test/outside.ts': `import '#src/http/a.ts'; import '#src/domain/a.ts'; import './a.ts';` };
    expect(checkRooms(tree({ ...files, ...outside })).circles).toEqual([circle]);
  });

  test('two that are imported by one, and meet in a fourth, are no circle', () => {
    const files = {
      'src/domain/a.ts': `import './b.ts'; import './c.ts';`,
      'src/domain/b.ts': `import './d.ts';`,
      'src/domain/c.ts': `import './d.ts';`,
      'src/domain/d.ts': '',
    };
    expect(checkRooms(tree(files)).circles).toEqual([]);
  });

  test('the command names them and fails', async () => {
    const run = await command(tree({ 'src/domain/a.ts': `import './b.ts';`, 'src/domain/b.ts': `import './a.ts';` }));
    expect(run).toMatchObject({ code: 1, out: expect.stringMatching('1 circles') });
    expect(run.err).toContain('  src/domain/a.ts\n  src/domain/b.ts\n');
  });
});

describe('the imports that are read', () => {
  test('include every import that the bundler sees in this project', async () => {
    const seen = new Map<string, Set<string>>();
    const entries = ['bin', 'lib', 'functions', 'src', 'areas', 'local', 'test'].map((room) => `${room}/**/*.ts`);
    await build({
      absWorkingDir: root,
      entryPoints: entries,
      bundle: true,
      write: false,
      outdir: 'unused',
      format: 'esm',
      platform: 'node',
      logLevel: 'silent',
      plugins: [
        {
          name: 'note-and-leave',
          setup({ onResolve }) {
            onResolve({ filter: /.*/ }, ({ kind, importer, path }) => {
              if (kind === 'entry-point') return undefined;
              seen.set(importer, (seen.get(importer) ?? new Set()).add(path));
              return { external: true };
            });
          },
        },
      ],
    });
    expect(seen.size).toBeGreaterThan(50);
    for (const [file, specifiers] of seen) {
      const ours = importsOf(readFileSync(file, 'utf8')).map(({ specifier }) => specifier);
      expect({ file, missed: [...specifiers].filter((path) => !ours.includes(path)) }).toEqual({ file, missed: [] });
    }
  });

  test.each([
    ['after a regular expression with quotes', `const x = /['"\`]/.test(y);\nimport a from 'b';`],
    ['inside a template', 'const x = `a ${await import("b")} c`;'],
    ['after a template with braces', 'const x = `{ ${{ y: `}` }.y} "`;\nimport a from "b";'],
    ['after a division', `const x = y / 2; const z = 'a/b';\nimport a from 'b';`],
    ['after a string with an escaped quote', `const x = 'it\\'s';\nimport a from 'b';`],
    ['with attributes', `import a from 'b' with { type: 'json' };`],
  ])('%s', (_, source) => {
    expect(importsOf(source).map(({ specifier }) => specifier)).toEqual(['b']);
  });
});

test('the command prints how much it read, and fails if there was nothing to read', async () => {
  const run = await command(tree({}));
  expect(run).toEqual({
    code: 1,
    out: 'rooms: 0 files, 0 imports read, 0 not allowed, 0 circles\n',
    err: expect.stringMatching('read nothing'),
  });
});

test('the command names a planted fault and fails', async () => {
  const run = await command(tree({ 'src/domain/a.ts': `import 'zod';` }));
  expect(run).toEqual({
    code: 1,
    out: expect.stringMatching('1 not allowed'),
    err: expect.stringMatching('src/domain/a.ts:1 imports zod'),
  });
});

test('biome.json has the same rules', () => {
  const config: { overrides: object[] } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  expect(config.overrides.filter((override) => JSON.stringify(override).includes('noRestrictedImports'))).toEqual(
    biomeOverrides(),
  );
});

async function command(folder: string): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(root, 'test/support/rooms/main.ts'), folder]);
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done) => child.on('close', done)),
  ]);
  return { code, out, err };
}

describe('a test bears the name of its source file', () => {
  test('in this project', () => expect(findMisnamedTests(root)).toEqual([]));

  test('planted: only those without a source file of their name are found', () => {
    const files = [
      'src/domain/a.ts',
      'client/bin/b.mjs',
      'test/domain/a.test.ts',
      'test/domain/a.race.test.ts',
      'test/domain/b.test.ts',
      'test/domain/properties.test.ts',
      'test/domain/suites/any.test.ts',
      'test/client/bin/b.test.ts',
      'test/client/a.test.ts',
      'test/pipeline/any.test.ts',
      'test/any.test.ts',
    ];
    const found = findMisnamedTests(tree(Object.fromEntries(files.map((file) => [file, '']))));
    expect(found).toEqual(['test/client/a.test.ts', 'test/domain/b.test.ts']);
  });
});
