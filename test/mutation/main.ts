/**
 * `npm run mutate [-- paths…]`: breaks the code in one small place after another, and runs the tests that cover the
 * place. A breakage that no test finds survives. What was found is kept by file until a source or a test changes, so
 * a run that was stopped continues after the last file it finished. Not in CI: a file takes minutes.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { Stryker } from '@stryker-mutator/core';
import * as z from 'zod';

const folder = '.mutation';
const reportFile = `${folder}/report.json`;

const mutantsOf = z.array(
  z.object({
    mutatorName: z.string(),
    replacement: z.string().optional(),
    status: z.string(),
    location: z.object({ start: z.object({ line: z.number(), column: z.number() }) }),
  }),
);
const reportSchema = z.object({ files: z.record(z.string(), z.object({ mutants: mutantsOf })) });
const resultSchema = z.object({ key: z.string(), mutants: mutantsOf });
type Mutants = z.infer<typeof mutantsOf>;

/**
 * The tests of the file's own folder, and of the domain as a whole; much of the store is held by the tests of the use
 * cases too. All tests of the domain would find little more, in ten times the time.
 */
function roomsFor(file: string): string[] {
  const [, room, folder = ''] = file.split('/');
  if (room !== 'domain') return ['store', 'usecases'];
  const wholeDomain = readdirSync('test/domain').filter((name) => name.endsWith('.test.ts'));
  const ownFolder = existsSync(`test/domain/${folder}`) ? [folder] : ['judgement', 'routing'];
  return [...ownFolder, ...wholeDomain]
    .map((name) => `domain/${name}`)
    .concat(folder === 'submission' ? ['contracts'] : []);
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

async function runStryker(file: string, rooms: readonly string[]): Promise<Mutants> {
  process.env['MUTATION_ROOMS'] = rooms.join(' ');
  await new Stryker({
    mutate: [file],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'test/mutation/vitest.config.ts' },
    concurrency: 1,
    timeoutMS: 20_000,
    tempDirName: `${folder}/sandbox`,
    // Stryker would rewrite it with TypeScript's API, which version 7 does not have. Nothing in it needs rewriting.
    tsconfigFile: 'none',
    ignorePatterns: ['.local', 'cdk.out', 'demo', 'bench'],
    reporters: ['dots', 'json'],
    jsonReporter: { fileName: reportFile },
  }).runMutationTest();
  return reportSchema.parse(JSON.parse(readFileSync(reportFile, 'utf8'))).files[file]?.mutants ?? [];
}

async function mutate(file: string): Promise<Mutants> {
  const rooms = roomsFor(file);
  const key = keyOf(file, rooms);
  const resultFile = `${folder}/${file.replaceAll('/', '+')}.json`;
  const before = existsSync(resultFile) ? resultSchema.parse(JSON.parse(readFileSync(resultFile, 'utf8'))) : undefined;
  if (before?.key === key) return before.mutants;
  const mutants = await runStryker(file, rooms);
  writeFileSync(resultFile, JSON.stringify({ key, mutants }));
  return mutants;
}

function score(name: string, killed: number, survived: number): string {
  const all = killed + survived;
  const percent = all === 0 ? '-' : `${((100 * killed) / all).toFixed(1)} %`;
  return `${percent.padStart(8)}  ${String(survived).padStart(3)} of ${String(all).padStart(4)} survived  ${name}\n`;
}

mkdirSync(folder, { recursive: true });
const paths = process.argv.slice(2);
const scores: { file: string; killed: number; survived: number }[] = [];
for (const file of (paths.length > 0 ? paths : ['src/domain', 'src/store']).flatMap(filesOf)) {
  try {
    const mutants = await mutate(file);
    const survivors = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
    const killed = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
    scores.push({ file, killed, survived: survivors.length });
    process.stdout.write(`\n${score(file, killed, survivors.length)}`);
    for (const { location, mutatorName, replacement = '', status } of survivors) {
      const { line, column } = location.start;
      process.stdout.write(`  ${file}:${line}:${column} ${status} ${mutatorName}: ${replacement.slice(0, 100)}\n`);
    }
  } catch (error) {
    // A file that no test of its rooms imports ends here too.
    process.stderr.write(`${file} was not tried: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
const sum = (of: 'killed' | 'survived'): number => scores.reduce((total, one) => total + one[of], 0);
process.stdout.write(`\n${scores.map(({ file, killed, survived }) => score(file, killed, survived)).join('')}`);
process.stdout.write(score('all', sum('killed'), sum('survived')));
