import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { afterAll, describe, expect, test } from 'vitest';
import { loadArea } from '#areas/load.ts';
import { bundledFiles } from '#functions/shared/bundled-files.ts';
import { AreaFunction } from '#lib/constructs/area-function.ts';
import { readDeployment } from '#lib/deployment.ts';
import { envSchemas } from '#lib/environments.ts';
import { IntakeStack } from '#lib/intake-stack.ts';
import type { FunctionName } from '#src/contracts/routes.ts';
import { openApiDocument } from '#src/http/openapi.ts';

const names = Object.keys(envSchemas) as FunctionName[];
const area = loadArea('greater-manchester');
const openApi = openApiDocument(area);

/** The deployed stack with its bundles, and one function of another area. */
const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
const app = new App({
  ...{ outdir: folder, treeMetadata: false, analyticsReporting: false },
  // security-checks.test.ts has it look at the same template.
  builtinCloudFormationValidation: false,
});
const deployment = readDeployment(undefined, area.id);
const stack = new IntakeStack(app, 'whole', { area, stage: 'production', deployment, files: bundledFiles(area) });
const other = new Stack(app, 'other');
new AreaFunction(other, 'volumes', {
  name: 'volumes',
  description: 'Of another area',
  area: { ...area, id: 'elsewhere' },
  contents: { 'area.json': () => ({ id: 'elsewhere' }), 'openapi.json': () => ({}), 'pages.json': () => ({}) },
  values: Object.fromEntries(
    names.flatMap((name) => Object.keys(envSchemas[name].shape).map((key) => [key, '-'])),
  ) as never,
  permissions: [],
  memory: 128,
  timeout: Duration.seconds(3),
  logKey: new Key(other, 'Key'),
  logRetention: RetentionDays.ONE_YEAR,
});
const assembly = app.synth();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The folder that becomes the function's package. */
function bundleOf(name: FunctionName, from: Stack = stack): string {
  const { template } = assembly.getStackArtifact(from.artifactId);
  const found = Object.values<{ Metadata?: Record<string, unknown>; Properties: { Code: { S3Key: string } } }>(
    template.Resources,
  ).find(({ Metadata }) => Metadata?.['victim-referral-intake:function'] === name);
  return join(folder, `asset.${found?.Properties.Code.S3Key.replace('.zip', '')}`);
}

/** Every file of code in the package. */
const codeOf = (name: FunctionName): { name: string; text: string }[] =>
  readdirSync(bundleOf(name))
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => ({ name: file, text: readFileSync(join(bundleOf(name), file), 'utf8') }));

/** What a new process finds when it has loaded the package, or why it cannot. */
const load = async (name: FunctionName): Promise<{ handler: string; fetch: boolean }> => {
  const bundle = JSON.stringify(join(bundleOf(name), 'index.mjs'));
  const script = `let handler;
    try { handler = typeof require(${bundle}).handler } catch (error) { handler = String(error) }
    const fetch = process.moduleLoadList.some((one) => one.includes('undici'));
    process.stdout.write(JSON.stringify({ handler, fetch }), () => process.exit());`;
  return JSON.parse((await promisify(execFile)(process.execPath, ['-e', script])).stdout);
};
const loads = new Map<FunctionName, ReturnType<typeof load>>();
const loaded = (name: FunctionName): ReturnType<typeof load> => {
  const begun = loads.get(name) ?? load(name);
  loads.set(name, begun);
  return begun;
};

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

describe.each(names)('the package of %s', (name) => {
  test('has the area, and the API’s description where it is served', () => {
    expect(json(join(bundleOf(name), 'area.json'))).toEqual(JSON.parse(JSON.stringify(area)));
    const description = join(bundleOf(name), 'openapi.json');
    expect(existsSync(description)).toBe(name === 'web');
    if (name === 'web') expect(json(description)).toEqual(JSON.parse(JSON.stringify(openApi)));
  });

  test('loads with require, so has no top-level await, and has a handler', async () => {
    expect((await loaded(name)).handler).toBe('function');
  });

  test('has no call of require, which an ES module does not have', () => {
    // A package that is CommonJS inside and needs Node's own: give the bundle a banner with createRequire then.
    for (const file of codeOf(name)) expect(file.text.includes('Dynamic require of'), file.name).toBe(false);
  });

  test('does not load its source map when it starts', () => {
    for (const file of codeOf(name)) {
      expect(existsSync(join(bundleOf(name), `${file.name}.map`)), file.name).toBe(true);
      expect(file.text.includes('sourceMappingURL'), file.name).toBe(false);
    }
  });

  test('does not load Node’s fetch when it starts, which would take longer than all else', async () => {
    expect((await loaded(name)).fetch).toBe(false);
  });
});

/** Source files of the code that is read before the first request: what the handler imports, not what it may ask for later. */
function sourcesReadAtStart(name: FunctionName): string[] {
  const read = new Set<string>();
  const visit = (file: string): void => {
    if (read.has(file)) return;
    read.add(file);
    const text = readFileSync(join(bundleOf(name), file), 'utf8');
    for (const [, next = ''] of text.matchAll(/(?:from|import)\s*"\.\/([\w.-]+\.mjs)"/g)) visit(next);
  };
  visit('index.mjs');
  const mapOf = (file: string) => json(join(bundleOf(name), `${file}.map`)) as { sources: string[] };
  return [...read].flatMap((file) => mapOf(file).sources);
}

test('the start page does not read the rules of cases, nor what other pages do', () => {
  const sources = sourcesReadAtStart('web');
  expect(sources.length).toBeGreaterThan(20);
  expect(sources.filter((source) => /src\/(domain\/case|usecases\/mail-settings\.ts)/.test(source))).toEqual([]);
});

test('two areas do not share a package', () => {
  expect(json(join(bundleOf('volumes', other), 'area.json'))).toEqual({ id: 'elsewhere' });
});
