/**
 * `npm run mutate [-- paths…]`: breaks the code in one small place after another, and runs the tests that cover the
 * place. A breakage that no test finds survives. One process tries them all, over code that it loads anew for each; a
 * breakage at which it stands still ends it, and a new one goes on. What was found is kept by file until a source or a
 * test changes, so a run that was stopped continues after the last folder it finished. Not in CI: a file takes minutes.
 *
 * `--rooms domain,contracts` names the folders or files of test/ whose tests may find a breakage, `--again` tries only those that
 * survived last time, `--slowest 5000` leaves out tests that take longer.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { type Breakage, breakagesOf } from './breakages.ts';
import { chooseTests } from './choose-tests.ts';
import { breakageSchema, type Outcome, outcomeSchema, type Tried, triedSchema } from './outcomes.ts';

const folder = '.mutation';
/** Seconds of the processor for which the process may say nothing: a busy machine makes nobody impatient. */
const patience = { breakage: 60, learning: 300 };

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { rooms: { type: 'string' }, again: { type: 'boolean', default: false }, slowest: { type: 'string' } },
});

const resultSchema = z.object({
  key: z.string(),
  tried: z.array(z.object({ ...breakageSchema.shape, ...triedSchema.shape })),
});
type Result = z.infer<typeof resultSchema>;

/** Much of the store is held by the tests of the use cases, and of the domain by those of the contracts. */
function roomsFor(file: string): string[] {
  if (options.rooms) return options.rooms.split(',');
  return file.startsWith('src/domain') ? ['domain', 'contracts'] : ['store', 'usecases'];
}

const filesOf = (path: string): string[] =>
  statSync(path).isDirectory() ? globSync(`${path}/**/*.ts`).sort() : [path];

/** Changes with any source and any test that may find a breakage. */
function keyOf(file: string, rooms: readonly string[]): string {
  const hash = createHash('sha256').update(file);
  for (const path of ['src', 'test/support', ...rooms.map((room) => `test/${room}`)].flatMap(filesOf))
    hash.update(path).update(readFileSync(path));
  return hash.digest('hex');
}

const read = (path: string): Outcome[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => outcomeSchema.parse(JSON.parse(line)));

function startProcess({ codes, order }: { codes: string; order: string }): ChildProcess {
  const env = { ...process.env, MUTATION_CODES: codes, MUTATION_ORDER: order };
  return spawn(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/mutation/vitest.config.ts'],
    { env, stdio: ['ignore', 'ignore', 'inherit'] },
  );
}

/** Seconds of the processor that a process has used. */
function secondsOf(pid: number): number {
  const { stdout } = spawnSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' });
  const [seconds = 0, minutes = 0, hours = 0, days = 0] = stdout.trim().split(/[-:]/).reverse().map(Number);
  return seconds + 60 * minutes + 3_600 * hours + 86_400 * days;
}

/** Ends with the process, or ends it once it stands still. */
async function watch(child: ChildProcess, outcomes: string): Promise<'ended' | 'stood still'> {
  const pid = child.pid ?? 0;
  let said = 0;
  let since = 0;
  while (child.exitCode === null && child.signalCode === null) {
    await wait(1_000);
    const lines = read(outcomes);
    const now = secondsOf(pid);
    if (lines.length > said) {
      said = lines.length;
      since = now;
    }
    const limit = lines.some((line) => 'learned' in line) ? patience.breakage : patience.learning;
    if (now - since < limit) continue;
    child.kill('SIGKILL');
    return 'stood still';
  }
  return 'ended';
}

type Results = Result['tried'];

interface Names {
  order: string;
  outcomes: string;
  codes: string;
}

/** Tries as many of these as one process can: all, unless it stands still at one. */
async function tryUntilEnd(names: Names, tests: Record<string, string[]>, breakages: Breakage[]): Promise<Tried[]> {
  writeFileSync(names.outcomes, '');
  const slowest = Number(options.slowest ?? 5_000);
  writeFileSync(names.order, JSON.stringify({ tests, breakages, slowest, outcomes: names.outcomes }));
  const end = await watch(startProcess(names), names.outcomes);
  const lines = read(names.outcomes);
  for (const line of lines) {
    if ('unsound' in line) process.stderr.write(`  left out, fails by itself: ${line.unsound}: ${line.why}\n`);
    if ('notEnded' in line) process.stderr.write(`  its tear-down fails by itself: ${line.notEnded}: ${line.why}\n`);
    if ('slow' in line) process.stderr.write(`  left out, ${Math.round(line.milliseconds)} ms: ${line.slow}\n`);
  }
  const last = lines.findLast((line) => 'begun' in line)?.begun;
  if (last === undefined) throw new Error(`the process ${end} before it tried anything`);
  const tried = lines.filter((line) => 'status' in line);
  return tried.some(({ id }) => id === last) ? tried : [...tried, { id: last, status: 'took too long' }];
}

/** @param isWanted whether a breakage is tried */
async function tryAll(
  files: readonly string[],
  rooms: readonly string[],
  isWanted: (one: Breakage) => boolean,
): Promise<Results> {
  const { codes, breakages } = await breakagesOf(files);
  const wanted = breakages.filter(isWanted);
  const tests = Object.fromEntries(files.map((file) => [file, chooseTests(file, rooms)]));
  const name = (what: string) => `${folder}/${what}-${process.pid}.json`;
  const names = { order: name('order'), outcomes: name('outcomes'), codes: name('codes') };
  writeFileSync(names.codes, JSON.stringify([...codes]));
  const tried = new Map<string, Tried>();
  while (tried.size < wanted.length) {
    const left = wanted.filter(({ id }) => !tried.has(id));
    for (const one of await tryUntilEnd(names, tests, left)) tried.set(one.id, one);
  }
  for (const path of Object.values(names)) rmSync(path);
  return wanted.flatMap((breakage) => {
    const outcome = tried.get(breakage.id);
    return outcome ? [{ ...breakage, ...outcome }] : [];
  });
}

const survives = ({ status }: Tried) => status === 'survived' || status === 'not covered';
const placeOf = ({ file, line, column, kind, replacement }: Breakage) =>
  [file, line, column, kind, replacement].join(' ');
const resultFileOf = (file: string) => `${folder}/${file.replaceAll('/', '+')}.json`;

function readResult(file: string): Result | undefined {
  const path = resultFileOf(file);
  return existsSync(path) ? resultSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data : undefined;
}

/** Files of one folder share a process, and what their tests were learned to cover. */
async function mutateFolder(files: readonly string[]): Promise<Map<string, Results>> {
  const rooms = roomsFor(files[0] ?? '');
  const before = new Map(files.map((file) => [file, readResult(file)]));
  const keys = new Map(files.map((file) => [file, keyOf(file, rooms)]));
  const stale = files.filter((file) => options.again || before.get(file)?.key !== keys.get(file));
  const isSurvivor = (one: Breakage) => {
    const known = before.get(one.file)?.tried;
    if (!options.again || !known) return true;
    return known.some((other) => placeOf(other) === placeOf(one) && survives(other));
  };
  const tried = stale.length > 0 ? await tryAll(stale, rooms, isSurvivor) : [];
  for (const file of stale) {
    const now = tried.filter((one) => one.file === file);
    const found = options.again ? before.get(file)?.tried.filter((one) => !survives(one)) : undefined;
    const result: Result = { key: keys.get(file) ?? '', tried: [...(found ?? []), ...now] };
    writeFileSync(resultFileOf(file), JSON.stringify(result));
  }
  return new Map(files.map((file) => [file, readResult(file)?.tried ?? []]));
}

function score(name: string, all: number, survived: number): string {
  const percent = all === 0 ? '-' : `${((100 * (all - survived)) / all).toFixed(1)} %`;
  return `${percent.padStart(8)}  ${String(survived).padStart(3)} of ${String(all).padStart(4)} survived  ${name}\n`;
}

mkdirSync(folder, { recursive: true });
const scores: { file: string; all: number; survived: number }[] = [];
const chosen = (positionals.length > 0 ? positionals : ['src/domain', 'src/store']).flatMap(filesOf);
for (const files of Map.groupBy(chosen, dirname).values()) {
  for (const [file, tried] of await mutateFolder(files)) {
    const survivors = tried.filter(survives);
    scores.push({ file, all: tried.length, survived: survivors.length });
    process.stdout.write(`\n${score(file, tried.length, survivors.length)}`);
    for (const { line, column, kind, replacement, status } of survivors)
      process.stdout.write(`  ${file}:${line}:${column} ${status} ${kind}: ${replacement.slice(0, 100)}\n`);
  }
}
const sum = (of: 'all' | 'survived'): number => scores.reduce((total, one) => total + one[of], 0);
process.stdout.write(`\n${scores.map(({ file, all, survived }) => score(file, all, survived)).join('')}`);
process.stdout.write(score('all', sum('all'), sum('survived')));
