import './local/support/require-node.ts';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** Tests that start the whole system or a browser: several processes for each file. */
const system = ['pipeline', 'local', 'browser', 'privacy'].map((room) => `test/${room}/**/*.test.ts`);
const infra = ['test/infra/**/*.test.ts'];
const setupFiles = ['test/support/after-each-file.ts'];
/** Room for what lives shortly: a worker keeps many modules, and collecting takes longer the more often it is done. */
const execArgv = ['--max-semi-space-size=64'];
const seconds = (count: number) => ({ testTimeout: count * 1000, hookTimeout: count * 1000 });

/** All cores. Vitest would leave one free, which on a machine of two is half of it. */
const cores = availableParallelism();

/**
 * Two groups, one after the other, so that tests with a time limit do not compete with heavy ones: those that
 * synthesise templates, followed by those in memory without waiting for the last, and tests of the whole system.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...infra, ...system],
          // Files of one worker share its modules: importing them anew for each took as long as the tests.
          isolate: false,
          setupFiles,
          execArgv,
          maxWorkers: cores,
          sequence: { groupOrder: 0 },
          ...seconds(20),
        },
      },
      {
        test: {
          name: 'infra',
          include: infra,
          // A template is synthesised once in a worker, not in each file.
          isolate: false,
          setupFiles,
          execArgv,
          maxWorkers: cores,
          sequence: { groupOrder: 0 },
          ...seconds(60),
        },
      },
      {
        test: {
          name: 'system',
          include: system,
          // Modules are loaded once in a worker, and functions are bundled once for all.
          isolate: false,
          globalSetup: ['test/support/bundled-functions.ts'],
          setupFiles,
          // Each file has ports and data of its own; more than two would wait for one another's processes.
          maxWorkers: Math.min(2, cores),
          sequence: { groupOrder: 1 },
          ...seconds(120),
        },
      },
    ],
  },
});
