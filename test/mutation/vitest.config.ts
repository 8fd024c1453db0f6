import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** The code of each source file with its breakages, as main.ts wrote it. */
const codesFile = process.env['MUTATION_CODES'];
const codes = new Map<string, string>(codesFile === undefined ? [] : JSON.parse(readFileSync(codesFile, 'utf8')));
const collect = resolve('test/mutation/collect.ts');
const rooms = new RegExp(`^${resolve('test')}/(?!mutation/)`);

export default defineConfig({
  plugins: [
    {
      name: 'breakages',
      enforce: 'pre',
      transform(code, id) {
        const broken = codes.get(relative(process.cwd(), id));
        if (broken !== undefined) return { code: broken, map: null };
        if (rooms.test(id)) return { code: code.replaceAll(/from 'vitest'/g, `from '${collect}'`), map: null };
        return undefined;
      },
    },
  ],
  test: {
    include: ['test/mutation/try-breakages.ts'],
    testTimeout: 0,
    reporters: ['default'],
    pool: 'threads',
    // It would give the code of another run: the breakages are no part of its key.
    fsModuleCache: false,
    maxWorkers: 1,
  },
});
