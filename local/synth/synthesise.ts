/**
 * The area's template, from the same CDK app that is deployed. Synthesis takes seconds, so the
 * result is cached with a hash of its sources, and made again when that changes.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { writeAtomically } from '#local/data-folder/folder.ts';
import { LocalRunError } from '#local/data-folder/lock.ts';
import { templateSchema } from '#local/template/template.ts';

const synthesisedSchema = z.object({
  template: templateSchema,
  /** Content of the files that go into every bundle, by name. */
  files: z.record(z.string(), z.string()),
  /** The project's files that the template was made from. */
  sources: z.array(z.string()),
  region: z.string(),
});
const cachedSchema = synthesisedSchema.extend({ hash: z.string() });

export type SynthesisedStack = z.output<typeof synthesisedSchema>;

/** Files that the stack reads but does not import. */
const extraInputs = [
  'package-lock.json',
  'cdk.json',
  ...['own.css', 'start.js', 'icon.svg'].map((name) => `src/web/assets/${name}`),
];

export async function synthesise(root: string, areaId: string): Promise<SynthesisedStack> {
  const folder = path.join(root, 'node_modules/.cache/victim-referral-intake');
  const file = path.join(folder, `template-${areaId}.json`);
  const cachedStack = readCached(file);
  if (cachedStack && cachedStack.hash === hashOf(root, cachedStack.sources)) return cachedStack;
  const startedMs = Date.now();
  const fresh = synthesisedSchema.parse(JSON.parse(await runChild(root, areaId)));
  // Nobody knows whether the template is of a file as it was or as it is: the next start synthesises again.
  if (hasChangedSince(inputsOf(root, fresh.sources), startedMs)) return fresh;
  try {
    mkdirSync(folder, { recursive: true });
    writeAtomically(
      file,
      JSON.stringify({ ...fresh, hash: hashOf(root, fresh.sources) } satisfies z.input<typeof cachedSchema>),
    );
  } catch {
    // If node_modules is read-only, the next start synthesises again.
  }
  return fresh;
}

function readCached(file: string): z.output<typeof cachedSchema> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return cachedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Written by another version: synthesise again.
    return undefined;
  }
}

/** @param files of which those that are not there do not count */
export const hasChangedSince = (files: readonly string[], ms: number): boolean =>
  files.some((file) => (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= ms);

/** Every file that the template depends on. */
function inputsOf(root: string, sources: readonly string[]): string[] {
  const areas = readdirSync(path.join(root, 'areas'), { recursive: true, encoding: 'utf8' })
    .map((name) => path.join('areas', name))
    .filter((name) => /\.(ya?ml|json|csv)$/.test(name))
    .sort();
  return [...extraInputs, ...sources, ...areas].map((name) => path.join(root, name));
}

function hashOf(root: string, sources: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of inputsOf(root, sources)) {
    hash.update(`\0${path.relative(root, file)}\0`).update(existsSync(file) ? readFileSync(file) : '');
  }
  return hash.digest('hex');
}

async function runChild(root: string, areaId: string): Promise<string> {
  const child = path.join(import.meta.dirname, 'child.ts');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [child, areaId], {
      cwd: root,
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1' },
    });
    return stdout;
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new LocalRunError(`The stack of ${areaId} could not be synthesised:\n${output}`, { cause: error });
  }
}
