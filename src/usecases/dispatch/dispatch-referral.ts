/** Dispatches one version of a referral: records its hand-offs and counters, then sends the messages. */
import type { Area } from '#src/domain/area.ts';
import { afterChange } from '#src/domain/case/change.ts';
import type { CaseChange, CaseHead, ReferralCase } from '#src/domain/case/model.ts';
import { isToRecord, type JudgedVersion, recordVersion } from '#src/domain/case/record-version.ts';
import { isComparable } from '#src/domain/case/triage/possible-duplicate.ts';
import { findRefusal } from '#src/domain/case/triage/refusal.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { TriState } from '#src/domain/vocabulary.ts';
import { ifReadable } from '#src/usecases/if-readable.ts';
import { formsOf } from '#src/usecases/intake/person-hashes.ts';
import { hasOtherIncident, repeatVictimSince } from '#src/usecases/intake/repeat-victim.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import { Unavailable, Unreadable } from '#src/usecases/ports/errors.ts';
import type { Ledger, LedgerRecord } from '#src/usecases/ports/ledger.ts';
import type { Log } from '#src/usecases/ports/log.ts';
import { readOther } from '#src/usecases/triage/other-referrals.ts';
import { findUndecided, isDecided, selectPossibleDuplicates } from '#src/usecases/triage/possible-duplicates.ts';
import { findOthersOf, findRelated, readMarkedRefusal, readRelated } from '#src/usecases/triage/related-referrals.ts';
import { type SendDeps, sendHandOffs } from './send-hand-offs.ts';

export interface RecordDeps {
  area: Area;
  ledger: Ledger;
  cases: Cases;
  log: Log;
  now: Clock;
}

/** The version can never be dispatched: retrying will not help, so it is parked with the reason. */
export class Undispatchable extends Error {
  override name = 'Undispatchable';
  readonly reason: 'no-such-record' | 'unreadable-record' | 'no-queue-for-service';
  constructor(reason: Undispatchable['reason'], options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

/**
 * Safe to repeat: the version is recorded once, but a message may be sent again.
 * @throws Undispatchable when retrying will not help; Unavailable or SendFailed when it may
 */
export async function dispatchReferral(
  deps: RecordDeps & SendDeps,
  id: ReferralId,
  version: number,
): Promise<{ sent: number }> {
  const referralCase = await recordReferral(deps, id, version);
  return { sent: await sendHandOffs(deps, referralCase.handOffs) };
}

/**
 * Ensures that a version's head, hand-offs, history and counters are recorded.
 * @returns the case after that
 */
export async function recordReferral(deps: RecordDeps, id: ReferralId, version: number): Promise<ReferralCase> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const [record, existing] = await Promise.all([readRecord(deps, id, version), deps.cases.read(id)]);
    const judged = await compareWithOthers(deps, record, existing);
    const change = recordVersion(judged, existing, { area: deps.area, now: deps.now() });
    if (!change) {
      if (!existing) throw new Undispatchable('unreadable-record');
      return existing;
    }
    if ((await deps.cases.commit(change)) === 'committed') {
      return afterChange(existing ?? { head: change.head.after, handOffs: [] }, change);
    }
  }
  throw new Unavailable('CaseKeptMoving');
}

/**
 * What recording a referral that has no case yet would write.
 * @throws Undispatchable when it can never be recorded
 */
export async function prepareNewCase(deps: RecordDeps, id: ReferralId): Promise<CaseChange | undefined> {
  const judged = await withOtherReferrals(deps, await readRecord(deps, id, 1));
  return recordVersion(judged, undefined, { area: deps.area, now: deps.now() });
}

const compareWithOthers = async (
  deps: RecordDeps,
  record: LedgerRecord,
  existing: ReferralCase | undefined,
): Promise<JudgedVersion> => {
  if (!existing) return withOtherReferrals(deps, record);
  return isToRecord(record, existing) ? withOtherReferralsAgain(deps, record, existing) : record;
};

/**
 * What the person's other referrals say of this one: whether the person said no to what may be the same crime, whether it may be a
 * duplicate, and whether they are a repeat victim.
 */
async function withOtherReferrals(deps: RecordDeps, record: LedgerRecord): Promise<JudgedVersion> {
  if (formsOf(record).length === 0) return record;
  const others = await findOthersOf(deps, record);
  const related = await readRelated(deps, record, others);
  const refusal = findRefusal(record, related);
  const [duplicate] = selectPossibleDuplicates(record, related);
  const since = repeatVictimSince(record, deps.area.rules);
  const past = others.filter(({ receivedAt }) => receivedAt >= since);
  return {
    ...withRepeatVictim(record, hasOtherIncident(record, past) ? 'yes' : 'no'),
    ...(refusal && { refusal }),
    ...(duplicate && { possibleDuplicateOf: duplicate.id }),
  };
}

/**
 * As withOtherReferrals, for a correction that is judged anew. What the hub has not decided before it, it decides after; one that
 * was over is compared again.
 */
async function withOtherReferralsAgain(
  deps: RecordDeps,
  record: LedgerRecord,
  { head }: ReferralCase,
): Promise<JudgedVersion> {
  const related = await findRelated(deps, record);
  // It came when its first version did.
  const incident = { ...record, receivedAt: head.receivedAt };
  const refusal = findRefusal(incident, related) ?? (await readMarkedRefusal(deps, record, head));
  const candidates = head.openedAt === head.since ? selectPossibleDuplicates(incident, related) : [];
  const found = candidates.length > 0 && !(await isDecided(deps, head.id)) ? candidates : [];
  const possibleDuplicateOf = (await readStandingMark(deps, head)) ?? (await findUndecided(deps, found));
  return {
    ...record,
    ...(refusal && { refusal }),
    ...(possibleDuplicateOf !== undefined && { possibleDuplicateOf }),
  };
}

/** Undefined where the other was withdrawn or erased since; one that cannot be read may be there. */
async function readStandingMark(
  { cases }: RecordDeps,
  { id, possibleDuplicateOf: of }: CaseHead,
): Promise<ReferralId | undefined> {
  const other = of && (await ifReadable(readOther({ cases }, id, of)));
  return !other || isComparable(other) ? of : undefined;
}

const withRepeatVictim = (record: LedgerRecord, repeatVictim: TriState): LedgerRecord => {
  const { monitoring, ...facts } = record.facts;
  return monitoring ? { ...record, facts: { ...facts, monitoring: { ...monitoring, repeatVictim } } } : record;
};

/**
 * Reads the case, and records it first if it has not been dispatched yet, so that a stored referral is never missing.
 * @throws Unavailable when it cannot be recorded; dispatch then parks it, which raises an alarm
 */
export async function readOrRecordCase(deps: RecordDeps, id: ReferralId): Promise<ReferralCase> {
  const referralCase = await deps.cases.read(id);
  return referralCase ?? recordOrDefer(deps, id, 1);
}

/** As recordReferral, for a caller who waits for an answer. @throws Unavailable when it cannot be recorded now */
export const recordOrDefer = (deps: RecordDeps, id: ReferralId, version: number): Promise<ReferralCase> =>
  recordReferral(deps, id, version).catch((error: unknown) => {
    throw error instanceof Undispatchable ? new Unavailable(error.reason, { cause: error }) : error;
  });

async function readRecord(deps: RecordDeps, id: ReferralId, version: number): Promise<LedgerRecord> {
  const record = await deps.ledger.get(id, version).catch((error: unknown) => {
    throw error instanceof Unreadable ? new Undispatchable('unreadable-record', { cause: error }) : error;
  });
  if (!record) throw new Undispatchable('no-such-record');
  const serviceIds = new Set(deps.area.services.map((service) => service.id));
  if (record.decision.chosen.some((chosen) => !serviceIds.has(chosen.service)))
    throw new Undispatchable('no-queue-for-service');
  return record;
}
