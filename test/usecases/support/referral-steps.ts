/** A test system for each test, and the first steps of a referral. */

import { beforeEach } from 'vitest';
import { handOffId, type ReferralId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import { countedHistory, storedCounters } from '#src/store/counted-history.ts';
import { dispatchRecords } from '#src/usecases/dispatch/dispatch-records.ts';
import { submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { readHandOff, reportStatus } from '#src/usecases/service/hand-offs.ts';
import { recount } from '#src/usecases/volumes/recount.ts';
import { type hospital, police } from '#test/support/area-fixture.ts';
import { serviceId } from '#test/support/ids.ts';
import { memoryTables } from '#test/support/memory-tables.ts';
import { type Overrides, submission } from '#test/support/submissions.ts';
import { makeTestSystem, type TestSystem } from '#test/support/test-system.ts';

/** A new one before each test. */
export let system: TestSystem;

/** For the file that calls this: a new system before each of its tests. */
export const setUpSystem = (): void =>
  beforeEach(async () => {
    system = await makeTestSystem(memoryTables());
  });

export async function refer(over: Overrides<Submission> = {}, sender: typeof police | typeof hospital = police) {
  const done = await submitReferral(system.deps, sender, submission(over));
  if (!('created' in done)) throw new Error(`not created: ${JSON.stringify(done)}`);
  return done.created;
}
export const streamRecord = (id: string, version = '1') => ({ id, version, sequence: `s-${id}-${version}` });
export const dispatch = (...ids: ReferralId[]) =>
  dispatchRecords(
    system.deps,
    ids.map((id) => streamRecord(id)),
  );
export async function referAndDispatch(over: Overrides<Submission> = {}) {
  const { id } = await refer(over);
  await dispatch(id);
  const first = handOffId(id, 1);
  const handOff = await system.deps.cases.readHandOff(first);
  return { id, first, service: handOff?.service ?? serviceId('none') };
}
export async function referAndAccept(over: Overrides<Submission> = {}) {
  const one = await referAndDispatch(over);
  const detail = await readHandOff(system.deps, one.service, one.first);
  await reportStatus(system.deps, one.service, one.first, { status: 'accepted' }, { code: detail?.confirmationCode });
  return one;
}

/** Where the counters say otherwise than the history. */
export const recountDifferences = async () =>
  (
    await recount(
      {
        history: countedHistory(system.client, system.tables.work),
        counters: storedCounters(system.client, system.tables.counters),
      },
      '2026-01-01',
      '2033-12-31',
    )
  ).differences;
