/** The local run as a separate process, for tests that kill it: `node local-run.ts <data folder>`. */
import { startLocal } from '#local/system.ts';
import { bundledFunctions } from '#test/support/bundled-functions.ts';

const dataDir = process.argv[2] ?? '';
process.env['TZ'] = 'UTC';
const now = Date.parse('2026-11-19T09:00:00Z');
await startLocal({
  dataDir,
  port: 0,
  area: 'greater-manchester',
  now,
  coldFunctions: true,
  bundles: bundledFunctions(),
});
process.stdout.write('ready\n');
