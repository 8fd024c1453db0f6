import { expect, test } from 'vitest';
import { faultKinds } from './faults.ts';
import type { Plan } from './plan.ts';
import { play } from './play.ts';
import { type Release, release } from './release.ts';
import { failureText, simulate } from './run.ts';
import { noteAnswer } from './story.ts';

const seed = Number(process.env.SIMULATE_SEED ?? 1);

test('whatever happens in between: once the faults stop, nothing is lost, nothing doubled, every counter right', async () => {
  const { failures, fired, interleavings } = await simulate({ steps: 200_000, seed });
  expect(failures.map((failure) => failureText(failure))).toEqual([]);
  // A fault counts as tried when it fired.
  expect(faultKinds.filter((kind) => fired[kind] < 25)).toEqual([]);
  expect(interleavings).toBeGreaterThan(20_000);
}, 900_000);

const plan: Plan = {
  order: 7,
  start: '2026-10-25T00:58:00Z',
  faultRate: 0.08,
  stream: 'out-of-order',
  repeatVictimMonths: 0,
  referrals: [{ shape: 1, person: 0, byHospital: false }],
  steps: [
    { on: 0, together: [{ act: 'report', first: 0, until: ['closed', 'declined'] }] },
    { job: 'sweep', after: 2 },
    {
      on: 0,
      together: [
        { act: 'withdraw', byTriage: false, asDuplicate: false },
        { act: 'receive', who: 0, until: 'accepted' },
      ],
    },
  ],
  endsLate: true,
};

test('a history is the same each time it is played', async () => {
  const callsOf = async (): Promise<string[]> => {
    const calls: string[] = [];
    await play(plan, { onCall: ({ actor, call, fault }) => calls.push(`${actor} ${call} ${fault ?? ''}`) });
    return calls;
  };
  const calls = await callsOf();
  expect(calls.length).toBeGreaterThan(50);
  expect(await callsOf()).toEqual(calls);
});

test('of two releases each begins use cases, and what one of them does wrong is found', async () => {
  let begun = 0;
  const depsOf: Release['depsOf'] = (actor, system) => {
    begun += 1;
    return release.depsOf(actor, system);
  };
  const answersOnly: Release['submitUntilAnswered'] = async (story, _, { id }) => noteAnswer(story, { id, version: 1 });
  const violationsWith = async (other: Release): Promise<string[]> => {
    const orders = [1, 2, 3, 4, 5, 6];
    const played = await Promise.all(orders.map((order) => play({ ...plan, order, faultRate: 0 }, { other })));
    return played.flatMap(({ violations }) => violations);
  };
  expect(await violationsWith({ ...release, depsOf })).toEqual([]);
  expect(begun).toBeGreaterThan(0);
  expect(await violationsWith({ ...release, submitUntilAnswered: answersOnly })).not.toEqual([]);
});
