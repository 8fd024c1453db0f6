/** Bundles a peer's handler into one file, conventionally. Ours is bundled by lib/bundle.ts. */
import { buildSync } from 'esbuild';

/** @returns the size of the file in bytes */
export function bundle(entry: string, file: string): number {
  const { metafile } = buildSync({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    metafile: true,
    logLevel: 'error',
    // Some of the usual libraries call `require`.
    banner: {
      js: "import{createRequire as __bundleRequire}from'node:module';const require=__bundleRequire(import.meta.url);",
    },
  });
  return Object.values(metafile.outputs)[0]?.bytes ?? 0;
}
