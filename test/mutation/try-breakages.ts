/**
 * Tries the breakages of some files, in one process: learns which test runs which place, and then for each breakage loads
 * the code anew with it switched on, and runs those tests, the quickest first, until one fails. Run by main.ts, through Vitest.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Breakage } from './breakages.ts';
import { type CollectedTest, collect, finishTest, type Suite } from './collect.ts';
import { type Outcome, orderSchema } from './outcomes.ts';

const order = orderSchema.parse(JSON.parse(readFileSync(process.env['MUTATION_ORDER'] ?? '', 'utf8')));
let saidAt = 0;
function say(outcome: Outcome): void {
  appendFileSync(order.outcomes, `${JSON.stringify(outcome)}\n`);
  saidAt = Date.now();
}

/** What the instrumented code reads and writes. */
interface Switches {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, Record<string, number>> } | undefined;
}
const scope = globalThis as { __stryker__?: Switches };
scope.__stryker__ ??= {};
const switches = scope.__stryker__;

// A property that fails has found the breakage: the smallest example of it is not wanted.
fc.configureGlobal({ endOnFailure: true });

class TookTooLong extends Error {}

async function within(milliseconds: number, run: () => unknown): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong()), milliseconds);
  });
  try {
    await Promise.race([run(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Of the processor, so that a busy machine changes nothing. */
function millisecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

async function runEach(hooks: readonly ((...values: never[]) => unknown)[]): Promise<void> {
  for (const hook of hooks) await hook();
}

/** Ends all that the tests of a file began, also where an end fails. @returns what failed */
async function tearDown(suites: readonly Suite[]): Promise<unknown[]> {
  const failures: unknown[] = [];
  // Loaded with the tests, so it has what they registered.
  const { runCleanups } = await import('#test/support/on-file-finished.ts');
  for (const end of [
    ...suites.map(
      ({ after }) =>
        () =>
          runEach(after),
    ),
    runCleanups,
  ])
    await within(10_000, end).catch((error: unknown) => failures.push(error));
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
  return failures;
}

/**
 * Runs tests of one file, each suite's set-up once; ends with the first that fails.
 * @returns what failed when all was ended
 */
async function runTests(
  tests: readonly CollectedTest[],
  limit: (id: string) => number,
  onTest: (id: string, milliseconds: number, error?: unknown) => boolean,
): Promise<unknown[]> {
  const open = new Set<Suite>();
  try {
    for (const { id, run, suites } of tests) {
      switches.currentTestId = id;
      if (Date.now() - saidAt > 2_000) say({ running: id });
      const began = process.cpuUsage();
      let failure: unknown;
      try {
        await within(limit(id), async () => {
          for (const suite of suites)
            if (!open.has(suite)) {
              open.add(suite);
              await runEach(suite.before);
            }
          await runEach(suites.flatMap((suite) => suite.beforeEach));
          try {
            await run();
          } finally {
            try {
              await runEach(suites.flatMap((suite) => suite.afterEach));
            } finally {
              await finishTest();
            }
          }
        });
      } catch (error) {
        failure = error ?? new Error('rejected with nothing');
      }
      if (!onTest(id, millisecondsSince(began), failure)) break;
    }
  } finally {
    switches.currentTestId = undefined;
  }
  return tearDown([...open].reverse());
}

const load = (file: string) => collect(file, () => import(/* @vite-ignore */ resolve(file)));

interface Learned {
  durations: Map<string, number>;
  byFile: Map<string, string[]>;
  coverage: NonNullable<Switches['mutantCoverage']>;
}

async function learn(): Promise<Learned> {
  const durations = new Map<string, number>();
  const byFile = new Map<string, string[]>();
  switches.activeMutant = undefined;
  switches.mutantCoverage = { static: {}, perTest: {} };
  for (const file of new Set(Object.values(order.tests).flat())) {
    vi.resetModules();
    const sound: string[] = [];
    try {
      const failures = await runTests(
        await load(file),
        () => 120_000,
        (id, milliseconds, error) => {
          if (error !== undefined) say({ unsound: id, why: String(error).slice(0, 300) });
          else if (milliseconds > order.slowest) say({ slow: id, milliseconds });
          else {
            sound.push(id);
            durations.set(id, milliseconds);
          }
          return true;
        },
      );
      for (const error of failures) say({ notEnded: file, why: String(error).slice(0, 300) });
    } catch (error) {
      say({ unsound: file, why: String(error).slice(0, 300) });
    }
    byFile.set(file, sound);
  }
  return { durations, byFile, coverage: switches.mutantCoverage };
}

async function tryBreakage({ id, file: source }: Breakage, { durations, byFile, coverage }: Learned): Promise<Outcome> {
  const atLoading = coverage.static[id] !== undefined;
  const covers = (name: string) => atLoading || coverage.perTest[name]?.[id] !== undefined;
  const costOf = (ids: Iterable<string>) => [...ids].reduce((sum, name) => sum + (durations.get(name) ?? 0), 0);
  const files = (order.tests[source] ?? [])
    .map((file) => ({ file, ids: new Set(byFile.get(file)?.filter(covers)) }))
    .filter(({ ids }) => ids.size > 0)
    .sort((one, other) => costOf(one.ids) - costOf(other.ids));
  if (files.length === 0) return { id, status: 'not covered' };
  const hits = Math.max(0, ...Object.values(coverage.perTest).map((counts) => counts[id] ?? 0));
  vi.resetModules();
  switches.activeMutant = id;
  let outcome: Outcome = { id, status: 'survived' };
  try {
    for (const { file, ids } of files) {
      switches.hitCount = 0;
      switches.hitLimit = Math.max(10_000, 100 * hits);
      const tests = (await load(file))
        .filter((one) => ids.has(one.id))
        .sort((one, other) => costOf([one.id]) - costOf([other.id]));
      const limit = (name: string) => 20_000 + 10 * (durations.get(name) ?? 0);
      // Broken code may fail to end what it began: that is told of sound code alone.
      await runTests(tests, limit, (name, _, error) => {
        switches.hitCount = 0;
        if (error === undefined) return true;
        outcome = { id, status: error instanceof TookTooLong ? 'took too long' : 'found', by: name };
        return false;
      });
      if (outcome.status !== 'survived') break;
    }
  } catch (error) {
    outcome = { id, status: 'found', by: `loading: ${String(error).slice(0, 100)}` };
  }
  switches.activeMutant = undefined;
  return outcome;
}

test('the breakages are tried', async () => {
  const learned = await learn();
  say({ learned: learned.durations.size });
  for (const breakage of order.breakages) {
    say({ begun: breakage.id });
    say(await tryBreakage(breakage, learned));
  }
  expect(order.breakages.length).toBeGreaterThan(0);
});
