import './local/support/require-node.ts';
import { defineConfig } from 'vitest/config';

/** Tests that start the whole system or a browser, each with a machine's worth of work to itself. */
const whole = ['pipeline', 'local', 'simulation', 'browser', 'privacy'].map((room) => `test/${room}/**/*.test.ts`);
const infra = ['test/infra/**/*.test.ts'];
const seconds = (count: number) => ({ testTimeout: count * 1000, hookTimeout: count * 1000 });

/**
 * Three groups, one after the other, so that tests with a time limit never share two
 * cores with those that fill them: what runs in memory, what makes templates, what runs
 * the system.
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
