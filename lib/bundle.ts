/** How a function's code becomes what Lambda loads. The deployed packages and the bench of starting are made by this. */
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const projectRoot = join(import.meta.dirname, '..');

/**
 * Bundles an entry, the AWS SDK included (the one in the runtime starts nearly three times slower), into
 * `<folder>/index.mjs` and a chunk for each part that is loaded when it is first needed. Maps travel beside
 * the code for whoever must read a stack trace; the code does not name them, so starting does not read them.
 *
 * @param entry path from the project's root, or absolute
 * @throws Error with esbuild's own messages
 */
export function bundle(entry: string, folder: string): void {
  buildSync({
    absWorkingDir: projectRoot,
    entryPoints: [{ in: entry, out: 'index' }],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'warning',
  });
}
