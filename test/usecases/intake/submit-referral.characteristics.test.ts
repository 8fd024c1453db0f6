import { describe, expect, test } from 'vitest';
import type { Dimension } from '#src/domain/counting/model.ts';
import type { VolumesQuery } from '#src/domain/volumes/query.ts';
import { countedHistory, storedCounters } from '#src/store/counted-history.ts';
import { queryVolumes } from '#src/usecases/volumes/query-volumes.ts';
import { recount } from '#src/usecases/volumes/recount.ts';
import { referAndDispatch, setUpSystem, system } from '#test/usecases/support/referral-steps.ts';

setUpSystem();
const year = { from: '2026-01-01', to: '2026-12-31' };
const ask = (by: Dimension[], over: Partial<VolumesQuery> = {}) =>
  queryVolumes(
    { counters: system.deps.reader, area: system.deps.area, now: system.deps.now },
    { measure: 'referrals', ...year, interval: 'all', by, format: 'json', ...over },
  );
const countsBy = async (by: Dimension[], over: Partial<VolumesQuery> = {}) =>
  Object.fromEntries(
    (await ask(by, over)).rows.flatMap(({ values, count }) => (count === 0 ? [] : [[values.join(' '), count]])),
  );

const another = (number: number) => ({ crimeReference: `06AB/000${number}/26` });

describe('equality monitoring', () => {
  test('is counted with the referral; who gave no answer was not asked', async () => {
    await referAndDispatch({ ...another(1), characteristics: { religion: 'sikh', armedForces: 'not-asked' } });
    await referAndDispatch({ ...another(2), characteristics: { religion: 'prefer-not-to-say' } });
    await referAndDispatch(another(3));
    expect(await countsBy(['religion'])).toEqual({ sikh: 1, 'prefer-not-to-say': 1, 'not-asked': 1 });
    expect(await countsBy(['armed-forces'])).toEqual({ 'not-asked': 3 });
    expect(await countsBy(['religion', 'district'])).toEqual({
      'sikh E08000003': 1,
      'prefer-not-to-say E08000003': 1,
      'not-asked E08000003': 1,
    });
    expect(await countsBy(['religion'], { measure: 'handed-off' })).toEqual({});
    expect((await ask(['religion'])).total).toBe(3);
  });

  test('is in no row of the case, and a recount leaves it alone', async () => {
    const { id } = await referAndDispatch({ ...another(1), characteristics: { religion: 'sikh' } });
    expect(JSON.stringify(await system.deps.cases.read(id))).not.toContain('sikh');
    expect(JSON.stringify(await system.deps.cases.history(id))).not.toContain('sikh');
    const found = await recount(
      {
        history: countedHistory(system.client, system.tables.work),
        counters: storedCounters(system.client, system.tables.counters),
      },
      year.from,
      year.to,
    );
    expect(found.differences).toEqual([]);
  });

  test('that cannot be counted now refuses nobody: the referral is stored, and the log says so', async () => {
    const { counters } = system.deps;
    system.deps.counters = { ...counters, addCharacteristics: () => Promise.reject(new Error('down')) };
    await referAndDispatch({ ...another(1), characteristics: { religion: 'sikh' } });
    system.deps.counters = counters;
    expect(await system.total('referrals')).toBe(1);
    expect(await countsBy(['religion'])).toEqual({ 'not-asked': 1 });
  });

  test('a person referred for another incident is a repeat victim, in the second referral alone', async () => {
    await referAndDispatch({ ...another(1), offence: { occurredOn: '2026-11-02' } });
    system.wait(24);
    await referAndDispatch({ ...another(2), offence: { occurredOn: '2026-11-09' } });
    expect(await countsBy(['repeat-victim'])).toEqual({ no: 1, yes: 1 });
  });
});
