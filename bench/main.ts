/**
 * Runs every benchmark, one after the other, each in its own process. Absolute figures depend on the machine and
 * its load; the ratios within one run are more reliable, and are compared with those of `ratios.ndjson`.
 *
 *   npm run bench                   all of them
 *   npm run bench -- --quick        one to two minutes: fewer rounds, and without those that fill tables or queues
 *   npm run bench -- --compare      fails where a ratio is over 15% worse than the one on record
 *   npm run bench -- --record       puts the ratios of this run on record
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Ratio, ratiosVariable, readRatios, tolerance, worsening } from './support/ratios.ts';

/** The arguments of each bench in a quick run; one that is not here is left out of it. */
const quickArguments: Readonly<Record<string, readonly string[]>> = {
  'cost.ts': [],
  'intake.ts': ['20', '100'],
  'judge.ts': ['30'],
  'pages.ts': ['300'],
  'start.ts': ['11'],
};

const options = ['quick', 'compare', 'record'] as const;
const { values: asked } = parseArgs({
  options: Object.fromEntries(options.map((name) => [name, { type: 'boolean' as const }])),
});
const self = 'main.ts';
const record = join(import.meta.dirname, 'ratios.ndjson');
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const noted = join(folder, 'ratios.ndjson');
writeFileSync(noted, '');

try {
  const failed = runBenches();
  const ratios = readRatios(noted);
  // Before this run is put on record, which would be compared with itself.
  const worse = asked['compare'] ? compareRatios(ratios, readRatios(record)) : 0;
  if (asked['record']) recordRatios(ratios);
  process.exitCode = failed + worse > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @returns how many failed */
function runBenches(): number {
  const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && name !== self);
  const chosen = asked['quick'] ? names.filter((name) => name in quickArguments) : names;
  const statuses = chosen.sort().map((name) => {
    process.stdout.write(`\n== ${name}\n`);
    const given = asked['quick'] ? (quickArguments[name] ?? []) : [];
    return spawnSync(process.execPath, [join(import.meta.dirname, name), ...given], {
      stdio: 'inherit',
      env: { ...process.env, [ratiosVariable]: noted },
    }).status;
  });
  return statuses.filter((status) => status !== 0).length;
}

/** Those that this run did not measure stay as they are. */
function recordRatios(ratios: readonly Ratio[]): void {
  const all = new Map([...readRatios(record), ...ratios].map((ratio) => [ratio.name, ratio]));
  const lines = [...all.values()].map((ratio) => `${JSON.stringify(ratio)}\n`).sort();
  writeFileSync(record, lines.join(''));
}

/** @returns how many are worse than they may be, or not on record */
function compareRatios(ratios: readonly Ratio[], recorded: readonly Ratio[]): number {
  const before = new Map(recorded.map(({ name, value }) => [name, value]));
  let worse = 0;
  process.stdout.write('\n== ratios\n    now  before\n');
  for (const ratio of ratios) {
    const { name, value, better } = ratio;
    const old = before.get(name);
    const holds = old !== undefined && worsening(ratio, old) <= tolerance;
    if (!holds) worse += 1;
    const verdict = old === undefined ? 'NOT ON RECORD' : holds ? 'holds' : 'WORSE';
    const figures = [value, old].map((figure) => (figure?.toFixed(2) ?? '-').padStart(7)).join(' ');
    process.stdout.write(`${figures}  ${name} (${better} is better): ${verdict}\n`);
  }
  return worse;
}
