/**
 * Runs every benchmark, one after the other, each in its own process. Absolute figures depend on the machine and
 * its load; the ratios within one run are more reliable.
 *
 *   npm run bench
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const self = 'main.ts';
const benches = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && name !== self);
let failed = 0;
for (const name of benches.sort()) {
  process.stdout.write(`\n== ${name}\n`);
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, name)], { stdio: 'inherit' });
  if (status !== 0) failed += 1;
}
process.exitCode = failed > 0 ? 1 : 0;
