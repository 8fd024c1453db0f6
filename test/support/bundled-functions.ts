/**
 * Bundles the functions once for all tests that start the whole system: a thread loads a bundle in half the time that their sources
 * take, and each run starts up to fifteen. Its folder is passed on to the workers in their environment.
 */
import { globSync } from 'node:fs';
import path from 'node:path';
import { bundle } from '#lib/bundle.ts';

const root = path.join(import.meta.dirname, '../..');

/** Kept, so that what Node compiled of it is good for the next run of the tests. */
const folder = path.join(root, 'node_modules/.cache/victim-referral-intake/bundles');

/** Undefined outside of these tests. */
export const bundledFunctions = (): string | undefined => process.env['BUNDLED_FUNCTIONS'];

export default function setup(): void {
  bundle(globSync('functions/*/handler.ts', { cwd: root }), folder, false);
  process.env['BUNDLED_FUNCTIONS'] = folder;
}
