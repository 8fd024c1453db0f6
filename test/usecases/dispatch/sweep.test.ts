/** What the sweep reads: what is new, and each hour once more when it closes. And when it writes how far it came. */
import { beforeEach, expect, test } from 'vitest';
import type { ReferralId } from '#src/domain/ids.ts';
import { type SweepDeps, sweep } from '#src/usecases/dispatch/sweep.ts';
import { dispatch, refer, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const minute = 1 / 60;
/** What the index does not show yet. */
const hidden = new Set<ReferralId>();
let headsRead: ReferralId[] = [];
let marks: string[] = [];
beforeEach(() => {
  hidden.clear();
  marks = [];
  headsRead = [];
});

const watched = (): SweepDeps => ({
  ...system.deps,
  ledger: {
    ...system.deps.ledger,
    async *byHour(hour, from) {
      for await (const found of system.deps.ledger.byHour(hour, from)) if (!hidden.has(found.id)) yield found;
    },
  },
  cases: {
    ...system.deps.cases,
    async heads(ids) {
      headsRead.push(...ids);
      return system.deps.cases.heads(ids);
    },
    async setSweepMark(mark) {
      marks.push(mark.lookedUpTo ?? '');
      await system.deps.cases.setSweepMark(mark);
    },
  },
});

test('a referral is looked at for some minutes and once when its hour closes, not every minute until then', async () => {
  const { id } = await refer();
  await dispatch(id);
  for (let minutes = 0; minutes < 20; minutes++) {
    system.wait(minute);
    await sweep(watched());
  }
  const readWhileNew = headsRead.length;
  expect(readWhileNew).toBeGreaterThanOrEqual(1);
  expect(readWhileNew).toBeLessThanOrEqual(7);
  for (let halfHours = 0; halfHours < 8; halfHours++) {
    system.wait(0.5);
    await sweep(watched());
  }
  expect(headsRead).toEqual(Array.from({ length: readWhileNew + 1 }, () => id));
});

test('the mark is not written by each sweep that sees a referral, and not where nothing is new', async () => {
  await sweep(watched());
  await dispatch((await refer()).id);
  marks = [];
  for (let minutes = 0; minutes < 30; minutes++) {
    system.wait(minute);
    await sweep(watched());
  }
  expect(marks).toHaveLength(2);
});

test('a referral that the index shows some minutes late is dispatched by the next sweep', async () => {
  const [late, other] = [await refer(), await refer({ victimReference: '2' })];
  hidden.add(late.id);
  await dispatch(other.id);
  for (const _ of [1, 2, 3]) {
    system.wait(minute);
    await sweep(watched());
  }
  hidden.clear();
  system.wait(minute);
  expect(await sweep(watched())).toMatchObject({ dispatched: 1, sent: 1 });
});

test('a referral that the index shows an hour late is dispatched when its hour closes', async () => {
  const late = await refer();
  hidden.add(late.id);
  for (let minutes = 0; minutes < 60; minutes += 5) {
    system.wait(5 * minute);
    if (minutes === 30) await dispatch((await refer({ victimReference: String(minutes) })).id);
    await sweep(watched());
  }
  hidden.clear();
  let dispatched = 0;
  for (let minutes = 0; minutes < 180; minutes += 5) {
    system.wait(5 * minute);
    dispatched += (await sweep(watched())).dispatched;
  }
  expect(dispatched).toBe(1);
});

test('what could not be dispatched is tried by each sweep until it can', async () => {
  const { decision } = await refer();
  for (const { service } of decision.chosen) system.down.add(service);
  const failing: SweepDeps = {
    ...watched(),
    cases: {
      ...watched().cases,
      commit: async () => {
        throw new Error('no table today');
      },
    },
  };
  for (const _ of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
    system.wait(minute);
    expect(await sweep(failing)).toMatchObject({ failed: 1 });
  }
  system.down.clear();
  system.wait(minute);
  expect(await sweep(watched())).toMatchObject({ dispatched: 1, sent: 1, failed: 0 });
});

test('what the stream did not bring is said, for the alarm; what it brought is not', async () => {
  const toldOf = (): string[] => system.lines.filter((line) => line.includes('"stream-missed"'));
  const { id } = await refer();
  await dispatch(id);
  system.wait(minute);
  await sweep(watched());
  expect(toldOf()).toEqual([]);
  await refer({ victimReference: '2' });
  system.wait(minute);
  await sweep(watched());
  expect(toldOf()).toHaveLength(1);
  expect(JSON.parse(toldOf()[0] ?? '{}')).toMatchObject({ count: 1 });
});
