/**
 * npm run simulate -- --steps 1000000 --seed 1
 * Plays histories until so many calls were done, and prints what happened. Exit 1 on any violation.
 * --with <git ref> plays another release beside this one: each use case begins with the code of one or the other.
 * SIMULATE_SEED=n plays only the batch of that seed again, as a failure prints it.
 */
import { parseArgs } from 'node:util';
import { loadRelease } from './other-release.ts';
import { failureText, simulate, type Totals } from './run.ts';

const { values } = readOptions();
const replayed = process.env.SIMULATE_SEED;
const steps = replayed === undefined ? Number(values.steps ?? 50_000) : 1;
const seed = Number(replayed ?? values.seed ?? 1);
if (!Number.isSafeInteger(steps) || !Number.isSafeInteger(seed)) {
  process.stderr.write('--steps and --seed are whole numbers.\n');
  process.exit(2);
}

function readOptions() {
  try {
    return parseArgs({ options: { steps: { type: 'string' }, seed: { type: 'string' }, with: { type: 'string' } } });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.stderr.write('npm run simulate -- [--steps <calls>] [--seed <number>] [--with <git ref>]\n');
    process.exit(2);
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const began = performance.now();
const rate = ({ steps: done }: Totals): number => Math.round((done * 1000) / (performance.now() - began));
/** Steps between two lines of progress. */
const progressEvery = 100_000;
let nextProgress = progressEvery;

const other = values.with === undefined ? undefined : await loadRelease(values.with);
const onBatch = (soFar: Totals): void => {
  if (soFar.steps < nextProgress) return;
  nextProgress += progressEvery;
  process.stderr.write(
    `${soFar.steps} steps, ${rate(soFar)} a second, ${soFar.failures.length} batches with violations\n`,
  );
};
const totals = await simulate({ steps, seed, other: other?.release, mostFailures: 5, onBatch }).finally(other?.remove);

const again = values.with === undefined ? '' : `--with ${values.with}`;
for (const failure of totals.failures) say(`${failureText(failure, again)}\n`);
const fired = Object.entries(totals.fired);
const lines: [string, string | number][] = [
  ['steps', totals.steps],
  ['steps a second', rate(totals)],
  ['histories', totals.histories],
  ['interleavings', totals.interleavings],
  ['faults fired', fired.reduce((sum, [, times]) => sum + times, 0)],
  ...fired.map(([kind, times]): [string, number] => [`  ${kind}`, times]),
  ['violations', totals.failures.reduce((sum, { violations }) => sum + violations.length, 0)],
];
for (const [name, value] of lines) say(`${name.padEnd(20)} ${String(value).padStart(9)}`);
process.exitCode = totals.failures.length > 0 ? 1 : 0;
