/** Writes dist: the library and the command in one file each, with all but the AWS SDK in them, and declarations. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/** The oldest Node that the package works on. */
const target = 'node20';

/**
 * Some packages that are bundled are CommonJS and call require, for what Node itself has. Whoever bundles this again as CommonJS, as CDK does
 * where nothing else is said, has no import.meta.url.
 */
const requireBanner =
  "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url ?? 'file:///');";

/** @param folder with package.json */
export async function buildPackage(folder: string, dist = path.join(folder, 'dist')): Promise<void> {
  rmSync(dist, { recursive: true, force: true });
  const options: BuildOptions = {
    bundle: true,
    platform: 'node',
    format: 'esm',
    target,
    external: ['@aws-sdk/client-sqs'],
    legalComments: 'eof',
    logLevel: 'warning',
    banner: { js: requireBanner },
  };
  await build({
    ...options,
    entryPoints: [path.join(folder, 'library', 'index.ts')],
    outfile: path.join(dist, 'index.js'),
  });
  await build({
    ...options,
    entryPoints: [path.join(folder, 'commands', 'main.ts')],
    outfile: path.join(dist, 'referrals.js'),
    banner: { js: `#!/usr/bin/env node\n${requireBanner}` },
  });
  writeDeclarations(folder, path.join(dist, 'types'));
}

function writeDeclarations(folder: string, types: string): void {
  const typescript = createRequire(import.meta.url).resolve('typescript/package.json');
  const tsc = path.join(path.dirname(typescript), 'bin', 'tsc');
  const flags = ['--project', path.join(folder, 'build', 'tsconfig.json'), '--outDir', types];
  execFileSync(process.execPath, [tsc, ...flags], { stdio: ['ignore', 'inherit', 'inherit'] });
  // A declaration names its neighbours as they are called in dist.
  for (const name of readdirSync(types)) {
    const file = path.join(types, name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/(from '\.\/[\w-]+)\.ts'/g, "$1.js'"));
  }
}
