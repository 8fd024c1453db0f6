/**
 * `npm run mutate [paths…]`: breaks the code in one small place after another, and runs the tests that cover the
 * place. A breakage that no test finds survives. Files without changes to them or to their tests are not tried again,
 * so a run that was stopped goes on where it stopped. Not in CI: a file takes minutes.
 */
import { existsSync, globSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { Stryker } from '@stryker-mutator/core';

const folder = '.mutation';
const paths = process.argv.slice(2);

interface Mutant {
  mutatorName: string;
  replacement?: string;
  status: string;
  location: { start: { line: number; column: number } };
}
interface Report {
  files: Record<string, { mutants: Mutant[] }>;
}

/** A file of the store without a test of its own is held by the tests of the use cases. */
function roomsFor(file: string): string[] {
  if (file.startsWith('src/domain/')) return ['domain', 'contracts'];
  const hasOwnTest = existsSync(file.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts'));
  return hasOwnTest ? ['store'] : ['store', 'usecases'];
}

const filesOf = (path: string): string[] =>
  statSync(path).isDirectory() ? globSync(`${path}/**/*.ts`).sort() : [path];

async function mutate(file: string): Promise<Mutant[]> {
  process.env['MUTATION_ROOMS'] = roomsFor(file).join(' ');
  const report = `${folder}/${file.replaceAll('/', '+')}.json`;
  await new Stryker({
    mutate: [file],
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'test/mutation/vitest.config.ts' },
    concurrency: 1,
    timeoutMS: 20_000,
    incremental: true,
    incrementalFile: report,
    tempDirName: `${folder}/sandbox`,
    // Stryker would rewrite it with TypeScript's API, which version 7 does not have. Nothing in it needs rewriting.
    tsconfigFile: 'none',
    ignorePatterns: ['.local', 'cdk.out', 'demo', 'bench'],
    reporters: ['dots'],
    allowEmpty: true,
  }).runMutationTest();
  if (!existsSync(report)) throw new Error('no test of its room imports it');
  const { files } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  return files[file]?.mutants ?? [];
}

mkdirSync(folder, { recursive: true });
const rows: { file: string; killed: number; survivors: Mutant[] }[] = [];
for (const file of (paths.length > 0 ? paths : ['src/domain', 'src/store']).flatMap(filesOf)) {
  const mutants = await mutate(file).catch((error: unknown) => {
    process.stderr.write(`${file} was not tried: ${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
    return [];
  });
  const survivors = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  const killed = mutants.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
  rows.push({ file, killed, survivors });
  process.stdout.write(`\n${line(file, killed, survivors.length)}\n`);
  for (const { location, mutatorName, replacement = '', status } of survivors) {
    const { line: row, column } = location.start;
    process.stdout.write(`  ${file}:${row}:${column} ${status} ${mutatorName}: ${replacement.slice(0, 100)}\n`);
  }
}
process.stdout.write('\n');
for (const { file, killed, survivors } of rows) process.stdout.write(`${line(file, killed, survivors.length)}\n`);
process.stdout.write(
  `${line(
    'all',
    rows.reduce((sum, { killed }) => sum + killed, 0),
    rows.reduce((sum, { survivors }) => sum + survivors.length, 0),
  )}\n`,
);

function line(file: string, killed: number, survived: number): string {
  const all = killed + survived;
  const score = all === 0 ? '-' : `${((100 * killed) / all).toFixed(1)} %`;
  return `${score.padStart(8)}  ${String(survived).padStart(3)} of ${String(all).padStart(4)} survived  ${file}`;
}
