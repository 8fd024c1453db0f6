import { afterAll, beforeAll, expect, test } from 'vitest';
import { handOffId } from '#src/domain/ids.ts';
import { dispatchReferral } from '#src/usecases/dispatch-referral.ts';
import { readHandOff, reportStatus } from '#src/usecases/hand-offs.ts';
import { queryDurations } from '#src/usecases/query-durations.ts';
import { submitReferral } from '#src/usecases/submit-referral.ts';
import { police } from '#test/support/area-fixture.ts';
import { type Emulator, startEmulator } from '#test/support/emulator.ts';
import { serviceId } from '#test/support/ids.ts';
import { submission } from '#test/support/submissions.ts';
import { makeTestSystem } from '#test/support/test-system.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());

test('gives the mean time to first contact and from there to closing, overall and by service; none is published', async () => {
  const system = await makeTestSystem(emulator);
  const { deps } = system;
  const query = { from: '2026-11-01', to: '2026-11-30' } as const;
  const reader = { counters: deps.reader };
  expect(await queryDurations(reader, query)).toEqual({ contacted: { count: 0 }, closed: { count: 0 } });
  let service = serviceId('none');
  for (const [number, hours] of [2, 6].entries()) {
    const done = await submitReferral(deps, police, submission({ victimReference: `${number}` }));
    if (!('created' in done)) throw new Error('not taken');
    await dispatchReferral(deps, done.created.id, 1);
    service = done.created.decision.chosen[0]?.service ?? serviceId('none');
    const handOff = handOffId(done.created.id, 1);
    const detail = await readHandOff(deps, service, handOff);
    await reportStatus(deps, service, handOff, { status: 'accepted' }, { code: detail?.confirmationCode });
    system.wait(hours);
    const contact = { status: 'contacted', at: system.clock.now.toISOString() } as const;
    await reportStatus(deps, service, handOff, contact);
    await reportStatus(deps, service, handOff, contact);
    system.wait(24);
    await reportStatus(deps, service, handOff, { status: 'closed', outcome: 'support-completed' });
  }
  const expected = { contacted: { count: 2, meanMinutes: 4 * 60 }, closed: { count: 2, meanMinutes: 24 * 60 } };
  expect(await queryDurations(reader, query)).toEqual(expected);
  expect(await queryDurations(reader, { ...query, where: { dimension: 'service', value: service } })).toEqual(expected);
  const published = await queryDurations(reader, { ...query, publish: true });
  expect(published.contacted.meanMinutes).toBeUndefined();
});
