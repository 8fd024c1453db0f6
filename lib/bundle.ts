/** Bundles a function's code for Lambda. Also used by the cold-start benchmark, so that it measures what is deployed. */
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const projectRoot = join(import.meta.dirname, '..');

/**
 * Bundles an entry into `<folder>/index.mjs`, with a chunk for each dynamic import. The AWS SDK is bundled because
 * the one in the runtime starts nearly three times slower. Source maps are in the bundle for reading stack traces,
 * but the code does not link to them, so that Node does not load them.
 *
 * @param entry path from the project's root, or absolute
 * @throws Error with esbuild's messages
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
