import './local/support/require-node.ts';
import { defineConfig } from 'vitest/config';

/** Tests that start the whole system or a browser, so they run one file at a time. */
const whole = ['pipeline', 'local', 'browser', 'privacy'].map((room) => `test/${room}/**/*.test.ts`);
const infra = ['test/infra/**/*.test.ts'];
const seconds = (count: number) => ({ testTimeout: count * 1000, hookTimeout: count * 1000 });

/**
 * Three groups, run one after the other, so that tests with a time limit do not compete for two
 * cores with heavy ones: in-memory tests, tests that synthesise templates, tests of the whole
 * system.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...infra, ...whole],
          sequence: { groupOrder: 0 },
          ...seconds(20),
        },
      },
      {
        test: {
          name: 'infra',
          include: infra,
          sequence: { groupOrder: 1 },
          ...seconds(60),
        },
      },
      {
        test: {
          name: 'whole',
          include: whole,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          ...seconds(120),
        },
      },
    ],
  },
});
