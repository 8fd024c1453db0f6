/**
 * What a test file imports in place of `vitest` while breakages are tried: it collects the tests, so that they can be
 * run again and again in one process, each time over newly loaded code.
 */
import * as vitest from 'vitest';

type Run = (...values: never[]) => unknown;

export interface CollectedTest {
  id: string;
  run: () => unknown;
  suites: readonly Suite[];
}

export interface Suite {
  name: string;
  before: Run[];
  after: Run[];
  beforeEach: Run[];
  afterEach: Run[];
}

interface Collection {
  /** What the test that runs wants done when it is over. */
  cleanups: Run[];
  suites: Suite[];
  tests: CollectedTest[];
}

const scope = globalThis as { collection?: Collection };

const newSuite = (name: string): Suite => ({ name, before: [], after: [], beforeEach: [], afterEach: [] });

export async function collect(file: string, load: () => Promise<unknown>): Promise<CollectedTest[]> {
  const collection: Collection = { cleanups: [], suites: [newSuite(file)], tests: [] };
  scope.collection = collection;
  await load();
  return collection.tests;
}

function current(): Collection {
  if (!scope.collection) throw new Error('no test file was loaded');
  return scope.collection;
}

const functionOf = (values: readonly unknown[]): Run => values.find((value) => typeof value === 'function') as Run;
const label = (name: unknown): string => (typeof name === 'function' ? name.name : String(name));

function addTest(name: unknown, run: () => unknown): void {
  const { suites, tests } = current();
  const path = [...suites.map((suite) => suite.name), label(name)].join(' > ');
  const twins = tests.filter(({ id }) => id.startsWith(`${path} #`)).length;
  tests.push({ id: `${path} #${twins}`, run, suites: [...suites] });
}

function addSuite(name: unknown, run: () => unknown): void {
  const { suites } = current();
  suites.push(newSuite(label(name)));
  run();
  suites.pop();
}

type Add = (name: unknown, run: () => unknown) => void;

function declarer(add: Add) {
  const declare = (name: unknown, ...rest: unknown[]) => {
    const run = functionOf(rest);
    add(name, () => run());
  };
  const each =
    (rows: readonly unknown[]) =>
    (name: unknown, ...rest: unknown[]) => {
      const run = functionOf(rest) as (...values: unknown[]) => unknown;
      for (const row of rows) add(name, () => (Array.isArray(row) ? run(...row) : run(row)));
    };
  return Object.assign(declare, { each });
}

const innermost = (): Suite => current().suites.at(-1) as Suite;

export const test = declarer(addTest);
export const describe = declarer(addSuite);
export const beforeAll = (run: Run): void => void innermost().before.push(run);
export const afterAll = (run: Run): void => void innermost().after.push(run);
export const beforeEach = (run: Run): void => void innermost().beforeEach.push(run);
export const afterEach = (run: Run): void => void innermost().afterEach.push(run);
export const onTestFinished = (cleanup: Run): void => void current().cleanups.push(cleanup);

/** All of it, the last first, also where one fails; then throws what failed. */
export async function finishTest(): Promise<void> {
  const failures: unknown[] = [];
  for (const cleanup of current().cleanups.splice(0).reverse()) {
    try {
      await cleanup();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

export const { expect, expectTypeOf, vi } = vitest;
