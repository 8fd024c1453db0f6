/**
 * Dispatches a batch of stream records: new referrals together, as far as that goes, then what is left: records of one
 * referral in order, those of different referrals side by side. A record that can never be dispatched is parked, so that it
 * does not block the rest; after a transient failure no other referral is begun, and the stream redelivers from the first
 * record that was not done.
 */
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { casesAtOnce } from '#src/usecases/change-case.ts';
import { mapConcurrently } from '#src/usecases/map-concurrently.ts';
import { errorFields, type Log } from '#src/usecases/ports/log.ts';
import type { ParkedQueue } from '#src/usecases/ports/parked.ts';
import { dispatchReferral, type RecordDeps, recordReferral, Undispatchable } from './dispatch-referral.ts';
import { dispatchTogether } from './dispatch-together.ts';
import { parkVersion } from './park-version.ts';
import type { SendDeps } from './send-hand-offs.ts';

export interface DispatchDeps extends RecordDeps, SendDeps {
  parked: ParkedQueue;
  log: Log;
}

export interface StreamRecord {
  id: string | undefined;
  version: string | undefined;
  sequence: string;
}

/** @returns the sequence number of the first record to redeliver, or an empty list */
export async function dispatchRecords(deps: DispatchDeps, records: readonly StreamRecord[]): Promise<string[]> {
  const done = await dispatchNewTogether(deps, records);
  let hasFailed = false;
  const left = records.filter((record) => !done.has(record));
  const referrals = [...Map.groupBy(left, ({ id }) => id).values()];
  await mapConcurrently(referrals, casesAtOnce, async (ofReferral) => {
    for (const record of ofReferral) {
      if (hasFailed) return;
      if (await dispatchRecord(deps, record)) done.add(record);
      else hasFailed = true;
    }
  });
  // Those after it that are done are done again, which changes nothing.
  const first = records.find((record) => !done.has(record));
  return first ? [first.sequence] : [];
}

/** @returns the records that are done: of each referral the first at most */
async function dispatchNewTogether(deps: DispatchDeps, records: readonly StreamRecord[]): Promise<Set<StreamRecord>> {
  const done = new Set<StreamRecord>();
  const newRecords = new Map<ReferralId, StreamRecord>();
  for (const [first] of Map.groupBy(records, ({ id }) => id).values()) {
    const key = first && parseRecord(first);
    if (first && key?.version === 1) newRecords.set(key.id, first);
  }
  try {
    for await (const { id, sent } of dispatchTogether(deps, [...newRecords.keys()])) {
      const record = newRecords.get(id);
      if (record) done.add(record);
      deps.log.info('referral-recorded', { referralId: id, version: 1, count: sent });
    }
  } catch (error) {
    deps.log.warn('dispatch-together-failed', errorFields(error));
  }
  return done;
}

/** @returns false after a transient failure */
async function dispatchRecord(deps: DispatchDeps, record: StreamRecord): Promise<boolean> {
  const recordKey = parseRecord(record);
  if (recordKey) return tryDispatch(deps, recordKey);
  // Without a referral id there is no row to write, so it is only in the queue.
  deps.log.error('record-parked', { reason: 'no-referral-id' });
  await deps.parked.park({ id: 'unknown', version: 0, reason: 'no-referral-id', at: nowIso(deps) });
  return true;
}

const nowIso = (deps: DispatchDeps): string => deps.now().toISOString();

function parseRecord({ id, version }: StreamRecord): { id: ReferralId; version: number } | undefined {
  if (id === undefined || !isReferralId(id)) return undefined;
  const number = Number(version);
  return Number.isSafeInteger(number) && number > 0 ? { id, version: number } : undefined;
}

/**
 * Whoever corrects waits for the result, so the request itself sends what it decides: if the stream sent it too, it would come
 * twice each time. What the request could not send, the sweep sends.
 */
async function dispatchVersion(deps: DispatchDeps, id: ReferralId, version: number): Promise<number> {
  if (version === 1) return (await dispatchReferral(deps, id, version)).sent;
  await recordReferral(deps, id, version);
  return 0;
}

async function tryDispatch(deps: DispatchDeps, { id, version }: { id: ReferralId; version: number }): Promise<boolean> {
  try {
    const sent = await dispatchVersion(deps, id, version);
    deps.log.info('referral-recorded', { referralId: id, version, count: sent });
    return true;
  } catch (error) {
    if (error instanceof Undispatchable) {
      deps.log.error('record-parked', { referralId: id, version, reason: error.reason });
      await parkVersion(deps, { id, version, reason: error.reason });
      return true;
    }
    deps.log.warn('dispatch-failed', { referralId: id, version, ...errorFields(error) });
    return false;
  }
}
