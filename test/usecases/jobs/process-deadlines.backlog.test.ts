/** Many deadlines at once: side by side, the most overdue first, and as far as there is time. */
import { beforeEach, expect, test } from 'vitest';
import { processDeadlines } from '#src/usecases/jobs/process-deadlines.ts';
import { area, rules } from '#test/support/area-fixture.ts';
import { explicitConsent, noSafeContact } from '#test/support/submissions.ts';
import { dispatch, refer, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const cases = 6;
const hour = 3_600_000;
/** Cases in the order in which they are read, and how many were changed at once. */
let read: string[] = [];
let atOnce = 0;
beforeEach(async () => {
  read = [];
  atOnce = 0;
  let open = 0;
  const stored = system.deps.cases;
  system.deps.cases = {
    ...stored,
    async read(id) {
      read.push(id);
      return stored.read(id);
    },
    async commit(change, correction) {
      open += 1;
      atOnce = Math.max(atOnce, open);
      // Whoever else is about to commit comes to it.
      for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate);
      open -= 1;
      return stored.commit(change, correction);
    },
  };
});

/** One an hour, each of two hand-offs, all past their deadlines. @returns ids, the most overdue first */
async function makeOverdue(): Promise<string[]> {
  system.deps.area = area({
    rules: { ...rules, respondWithin: { high: { hours: 24 }, enhanced: { hours: 24 }, standard: { hours: 24 } } },
  });
  // With the calendar known, no deadline is looked at because of a bank holiday.
  await processDeadlines(system.deps);
  const ids: string[] = [];
  for (let count = 0; count < cases; count++) {
    const { id } = await refer({
      crimeReference: `06AB/${count + 1}/26`,
      victim: { familyName: `Example-${'abcdef'[count]}` },
      needs: ['housing'],
      consent: explicitConsent,
    });
    await dispatch(id);
    ids.push(id);
    system.wait(1);
  }
  system.clock.now = new Date(system.clock.now.getTime() + 72 * hour);
  read.length = 0;
  atOnce = 0;
  return ids;
}

/** Time for so many looks. */
function enoughFor(looks: number): () => number {
  let left = looks;
  return () => {
    left -= 1;
    return left >= 0 ? Number.POSITIVE_INFINITY : 0;
  };
}
const expiries = async (id: string) => {
  const referralCase = await system.deps.cases.read(id as Parameters<typeof system.deps.cases.read>[0]);
  return (referralCase?.handOffs ?? []).filter(({ status }) => status === 'expired').length;
};

test('different cases are changed side by side', async () => {
  await makeOverdue();
  expect(await processDeadlines(system.deps)).toMatchObject({ failed: 0, left: 0 });
  expect(atOnce).toBe(4);
});

test('the hand-offs of one case are looked at in order, and no change of one meets another', async () => {
  const ids = await makeOverdue();
  await processDeadlines(system.deps);
  // Each case is read once for each of its two hand-offs, and not again after a conflict.
  for (const id of ids) expect(read.filter((one) => one === id)).toHaveLength(2);
});

test('the most overdue come first; what there was no time for is said, and done by the next run', async () => {
  const ids = await makeOverdue();
  const first = await processDeadlines(system.deps, enoughFor(2));
  // And the hub's list, on which the first two are now.
  expect(first).toMatchObject({ failed: 0, left: 2 * (cases - 2) + 1 });
  expect(new Set(read)).toEqual(new Set(ids.slice(0, 2)));
  const next = await processDeadlines(system.deps);
  expect(next).toMatchObject({ failed: 0, left: 0 });
  for (const id of ids) expect(await expiries(id)).toBeGreaterThan(0);
  expect(await system.total('expired')).toBe(cases * 2);
});

test('one case that fails keeps back neither the others nor its other hand-off', async () => {
  const [id] = await makeOverdue();
  const { read: readCase } = system.deps.cases;
  let hasFailed = false;
  system.deps.cases.read = (one) => {
    if (one !== id || hasFailed) return readCase(one);
    hasFailed = true;
    return Promise.reject(new Error('the table is down'));
  };
  expect(await processDeadlines(system.deps)).toMatchObject({ failed: 1, left: 0 });
  expect(await processDeadlines(system.deps)).toMatchObject({ failed: 0, left: 0 });
  expect(await system.total('expired')).toBe(cases * 2);
});

test('the hub’s list is read no further than there is time, and the hourly checks are made again', async () => {
  await processDeadlines(system.deps);
  await dispatch((await refer(noSafeContact)).id);
  system.wait(1);
  let heads = 0;
  const { triageHeads } = system.deps.cases;
  system.deps.cases.triageHeads = async function* () {
    for await (const head of triageHeads()) {
      heads += 1;
      yield head;
    }
  };
  expect(await processDeadlines(system.deps, () => 0)).toMatchObject({ left: 1 });
  expect(heads).toBe(1);
  system.deps.cases.triageHeads = triageHeads;
  expect(await processDeadlines(system.deps)).toMatchObject({ left: 0 });
});

test('what waits is told once an hour, also where each run leaves something to the next', async () => {
  await processDeadlines(system.deps);
  await dispatch((await refer(noSafeContact)).id);
  system.wait(1);
  const before = system.lines.length;
  const told = () => system.lines.slice(before).filter((line) => line.includes('"waiting-now"')).length;
  for (const runs of [1, 2, 3]) {
    system.wait(0.1);
    expect(await processDeadlines(system.deps, () => 0)).toMatchObject({ left: 1 });
    expect([runs, told()]).toEqual([runs, 3]);
  }
  system.wait(1);
  expect(await processDeadlines(system.deps, () => 0)).toMatchObject({ left: 1 });
  expect(told()).toBe(6);
  // What was left is still looked at.
  expect(await processDeadlines(system.deps)).toMatchObject({ left: 0 });
});
