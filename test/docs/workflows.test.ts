/** GitHub's workflows: what they run exists, what they use of others is pinned by its content, and they may do no more than they need. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';

const folder = '.github/workflows';
const permissions = z.record(z.string(), z.enum(['read', 'write']));
const step = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  run: z.string().optional(),
  shell: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
});
const job = z.strictObject({
  needs: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  'runs-on': z.string().optional(),
  'timeout-minutes': z.number().optional(),
  environment: z.string().optional(),
  permissions,
  env: z.record(z.string(), z.string()).optional(),
  steps: z.array(step).default([]),
});
const workflow = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions,
  concurrency: z.object({ group: z.string() }).optional(),
  jobs: z.record(z.string(), job),
});
const scripts: Record<string, string> = JSON.parse(readFileSync('package.json', 'utf8')).scripts;

const files = readdirSync(folder);
const workflows = files.map((file) => {
  const text = readFileSync(`${folder}/${file}`, 'utf8');
  // YAML 1.1 would read the key `on` as true; GitHub reads 1.2, as this does.
  return { file, text, ...workflow.parse(parse(text)) };
});

test('there is one for checking, one for deploying, and one for a stage', () => {
  expect(files.sort()).toEqual(['check.yml', 'deploy-stage.yml', 'deploy.yml']);
});

describe.each(workflows)('$file', ({ text, permissions: top, jobs }) => {
  const all = Object.values(jobs);
  const steps = all.flatMap((each) => each.steps);
  const used = [...all, ...steps].flatMap(({ uses }) => (uses === undefined ? [] : [uses]));

  test('uses of others only what is pinned by a whole hash, with its version beside it', () => {
    for (const uses of used.filter((one) => !one.startsWith('./'))) {
      expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      expect(text).toMatch(new RegExp(`${uses} # v\\d+\\.\\d+\\.\\d+\\n`));
    }
    for (const uses of used.filter((one) => one.startsWith('./'))) expect(existsSync(uses), uses).toBe(true);
  });

  test('may do nothing by default, and each job only reads, and signs in to AWS where it does', () => {
    expect(top).toEqual({});
    for (const each of all) {
      const signsIn =
        each.uses?.includes('deploy-stage') === true ||
        each.steps.some(({ uses }) => uses?.startsWith('aws-actions/') === true);
      expect(each.permissions).toEqual({ contents: 'read', ...(signsIn && { 'id-token': 'write' }) });
      if (signsIn && each.uses === undefined) expect(each.environment).toBeDefined();
    }
  });

  test('runs only commands that there are', () => {
    const commands = steps.flatMap(({ run = '' }) => [...run.matchAll(/npm run (\S+)/g)].map(([, name = '']) => name));
    expect(commands.filter((name) => scripts[name] === undefined)).toEqual([]);
    for (const { run = '' } of steps)
      if (run.startsWith('.ci/')) expect(statSync(run).mode & 0o111, `${run} can be run`).not.toBe(0);
  });

  test('puts nothing that somebody typed into a shell’s words', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });

  test('leaves no credentials of the repository behind, and ends by itself', () => {
    for (const { uses, with: given } of steps)
      if (uses?.startsWith('actions/checkout@')) expect(given).toMatchObject({ 'persist-credentials': false });
    for (const each of all) if (each.uses === undefined) expect(each['timeout-minutes']).toBeGreaterThan(0);
  });
});

test('production is approved after it was shown what would change, and follows the check and the stage for trying', () => {
  const jobs = workflows.find(({ file }) => file === 'deploy.yml')?.jobs ?? {};
  expect(Object.entries(jobs).map(([name, { needs }]) => [name, needs])).toEqual([
    ['check', undefined],
    ['test', 'check'],
    ['diff', 'test'],
    ['production', 'diff'],
  ]);
  const [deploy] = Object.values(workflows.find(({ file }) => file === 'deploy-stage.yml')?.jobs ?? {});
  expect(deploy?.environment).toBe('${{ inputs.stage }}');
  const names = deploy?.steps.flatMap(({ name }) => name ?? []);
  expect(names).toEqual(['Remember what is deployed', 'Deploy', 'Smoke', 'Roll back']);
});
