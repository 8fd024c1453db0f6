/** Bundles functions' code for Lambda. Also used by the cold-start benchmark and by tests, so that they run what is deployed. */
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const projectRoot = join(import.meta.dirname, '..');

/**
 * Bundles an entry into `<folder>/index.mjs`, with a chunk for each dynamic import. The AWS SDK is bundled because
 * the one in the runtime starts nearly three times slower. Source maps are in the bundle for reading stack traces,
 * but the code does not link to them, so that Node does not load them.
 *
 * @param entries path from the project's root, or absolute. Of several each is at its own path in the folder, with .mjs for .ts, and they
 * share their chunks
 * @param minify false for stack traces that can be read
 * @throws Error with esbuild's messages
 */
export function bundle(entries: string | readonly string[], folder: string, minify = true): void {
  buildSync({
    absWorkingDir: projectRoot,
    entryPoints: typeof entries === 'string' ? [{ in: entries, out: 'index' }] : [...entries],
    outbase: projectRoot,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    minify,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    sourcemap: 'external',
    sourcesContent: false,
    logLevel: 'warning',
  });
}
