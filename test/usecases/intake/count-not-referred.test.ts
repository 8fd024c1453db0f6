import { describe, expect, test } from 'vitest';
import { counterDeltas } from '#src/domain/counting/cells.ts';
import type { Count, Dimension } from '#src/domain/counting/model.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { countedHistory, storedCounters } from '#src/store/counted-history.ts';
import { monthPeople } from '#src/store/month-people.ts';
import { rollUpWriter } from '#src/store/roll-up-writer.ts';
import { countNotReferred, type NotReferred } from '#src/usecases/intake/count-not-referred.ts';
import { queryVolumes } from '#src/usecases/volumes/query-volumes.ts';
import { recount } from '#src/usecases/volumes/recount.ts';
import { recountAndRollUp } from '#src/usecases/volumes/roll-up-months.ts';
import { charity, hospital, police } from '#test/support/area-fixture.ts';
import { exampleCellKey } from '#test/support/example-cell-key.ts';
import { referAndDispatch, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const robbery: NotReferred = { reason: 'not-wanted', offence: { category: 'robbery', district: 'E08000003' } };
const year = { from: '2026-01-01', to: '2026-12-31' };

const ask = (by: Dimension[], over: Partial<VolumesQuery> = {}) =>
  queryVolumes(
    { counters: system.deps.reader, cellKey: async () => exampleCellKey, area: system.deps.area, now: system.deps.now },
    { measure: 'not-referred', ...year, interval: 'all', by, format: 'json', ...over },
  );
const countsBy = async (...by: Dimension[]) =>
  Object.fromEntries(
    (await ask(by)).rows.flatMap(({ values, count }) => (count === 0 ? [] : [[values.join(' '), count]])),
  );

describe('somebody who was asked and said no', () => {
  test('is counted by who asked, the offence, the district and the reason', async () => {
    await countNotReferred(system.deps, police, robbery);
    await countNotReferred(system.deps, hospital, { reason: 'consent-refused', offence: { category: 'rape' } });
    await countNotReferred(system.deps, charity, {
      reason: 'opted-out',
      offence: { category: 'rape', district: 'E08000035' },
    });
    expect(await countsBy('source')).toEqual({ 'example-police': 1, 'example-hospital': 1, 'example-charity': 1 });
    expect(await countsBy('source-kind')).toEqual({ police: 1, statutory: 1, voluntary: 1 });
    expect(await countsBy('offence', 'source')).toEqual({
      'robbery example-police': 1,
      'rape example-hospital': 1,
      'rape example-charity': 1,
    });
    expect(await countsBy('district')).toEqual({ E08000003: 1, unknown: 1, 'out-of-area': 1 });
    expect(await countsBy('not-referred-reason')).toEqual({ 'not-wanted': 1, 'consent-refused': 1, 'opted-out': 1 });
  });

  test('is nobody: by everything about a person they are not known, and with no service', async () => {
    await countNotReferred(system.deps, police, robbery);
    for (const name of ['age-band', 'sex', 'ethnicity', 'risk', 'occupation', 'domestic-abuse'] as const)
      expect([name, await countsBy(name)]).toEqual([name, { unknown: 1 }]);
    for (const name of ['service', 'enhanced-rights', 'hate-strand'] as const)
      expect([name, await countsBy(name)]).toEqual([name, {}]);
  });

  test('is in no other number, and each call counts one more', async () => {
    await countNotReferred(system.deps, police, robbery);
    await countNotReferred(system.deps, police, robbery);
    expect(await system.total('not-referred')).toBe(2);
    for (const measure of ['referrals', 'victims', 'held', 'handed-off', 'withdrawn', 'duplicates'] as const)
      expect([measure, await system.total(measure)]).toEqual([measure, 0]);
  });

  test('is counted on the London day', async () => {
    system.clock.now = new Date('2026-06-30T23:30:00Z');
    await countNotReferred(system.deps, police, robbery);
    const { rows } = await ask([], { interval: 'month', from: '2026-06-01', to: '2026-07-31' });
    expect(rows.map(({ period, count }) => [period, count])).toEqual([
      ['2026-06', 0],
      ['2026-07', 1],
    ]);
  });

  test('is published only where there are enough', async () => {
    const k = system.deps.area.rules.suppressUnder;
    for (let count = 1; count < k; count++) await countNotReferred(system.deps, police, robbery);
    for (let count = 0; count < k; count++) await countNotReferred(system.deps, hospital, robbery);
    system.wait(24 * 40);
    const { rows } = await ask(['source'], { publish: true, from: '2026-11-01', to: '2026-11-30' });
    const published = Object.fromEntries(rows.map(({ values, count }) => [values[0], count]));
    expect(published['example-police']).toBe(0);
    expect(rows.filter(({ count }) => (count ?? 0) % k !== 0)).toEqual([]);
  });
});

describe('a recount of the history', () => {
  const recountDeps = () => ({
    history: countedHistory(system.client, system.tables.work),
    counters: storedCounters(system.client, system.tables.counters),
  });

  test('neither counts them nor reports their counters as a difference', async () => {
    await referAndDispatch();
    const before = await recount(recountDeps(), year.from, year.to);
    await countNotReferred(system.deps, police, robbery);
    await countNotReferred(system.deps, hospital, robbery);
    const after = await recount(recountDeps(), year.from, year.to);
    expect(after).toEqual(before);
    expect(after.differences).toEqual([]);
    expect(after.counts).toBeGreaterThan(0);
  });

  test('rolls a month up with them, and the figures stay', async () => {
    await referAndDispatch();
    await countNotReferred(system.deps, police, robbery);
    const before = await countsBy('offence', 'source');
    system.wait(24 * 40);
    const { client, tables, deps } = system;
    const writer = rollUpWriter(client, tables.counters, deps.now);
    const rolled = await recountAndRollUp(
      { ...recountDeps(), people: monthPeople(client, tables.counters), rollUpWriter: writer, now: deps.now },
      '2026-11-01',
      '2026-11-30',
    );
    expect([rolled.differences, rolled.rolledUp]).toEqual([[], ['2026-11']]);
    system.wait(2);
    expect(await countsBy('offence', 'source')).toEqual(before);
    await countNotReferred(deps, police, robbery);
    expect(await system.total('not-referred')).toBe(2);
  });
});

test('one count writes three rows: of all, of the source and of the district', async () => {
  const counts: Count[] = [];
  const add = async (more: readonly Count[]) => void counts.push(...more);
  await countNotReferred({ ...system.deps, counters: { add } }, police, robbery);
  expect(counterDeltas(counts).map(({ k }) => k)).toEqual(['n|all', 'n|source:example-police', 'n|district:E08000003']);
});
