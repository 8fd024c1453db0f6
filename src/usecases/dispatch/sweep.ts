/**
 * Dispatches what the stream missed: versions in the ledger that were not recorded, and hand-offs whose message
 * is still marked unsent. The stream only makes dispatch fast; the sweep makes it certain. It also retries
 * parked versions on request, and looks once more for possible duplicates among what is new.
 */
import { markedAt } from '#src/domain/case/outbox.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { SweepMark } from '#src/usecases/ports/jobs.ts';
import { errorFields, type Log } from '#src/usecases/ports/log.ts';
import type { ParkedQueue } from '#src/usecases/ports/parked.ts';
import { recheckForDuplicate } from '#src/usecases/triage/possible-duplicates.ts';
import { dispatchReferral, type RecordDeps, Undispatchable } from './dispatch-referral.ts';
import { parkVersion } from './park-version.ts';
import { retryParked } from './retry-parked.ts';
import { type SendDeps, sendHandOffs } from './send-hand-offs.ts';
import { settleCases } from './settle-cases.ts';

export interface SweepDeps extends RecordDeps, SendDeps {
  parked: ParkedQueue;
  log: Log;
}

export interface SweepResult {
  dispatched: number;
  sent: number;
  parked: number;
  /** To be retried by the next sweep. */
  settled: number;
  /** Cases marked as possible duplicates that were recorded without the mark. */
  duplicates: number;
  /** Could not be done now; the next sweep tries again. */
  failed: number;
  /** Ran out of time; the next sweep continues. */
  cutShort: boolean;
}

const hourMs = 3_600_000;
/** Leaves newer versions to the stream. */
const graceMs = 30_000;
/** After this no request can still add to the hour. */
const closedAfterMs = 2 * hourMs;
/** With less time left, nothing further is started, so that what was started can finish and be counted. */
const minTimeLeftMs = 20_000;
/** How far the first sweep of a new deployment looks back. */
const firstLookBackMs = 48 * hourMs;
/**
 * Looks again at what was received shortly before the last sweep: a request may take half a minute from its time of
 * receipt to its write, and the index follows the table. What comes later still is found when its hour closes.
 */
const overlapMs = 5 * 60_000;

/** With nothing new, and within the time that is looked at again anyway, the old mark says as much. */
function isWorthWriting(mark: SweepMark, next: SweepMark, seen: number): boolean {
  if (next.hour !== mark.hour) return true;
  if (seen === 0) return false;
  if (mark.lookedUpTo === undefined || next.lookedUpTo === undefined) return true;
  return Math.abs(Date.parse(next.lookedUpTo) - Date.parse(mark.lookedUpTo)) >= overlapMs;
}
const hourOf = (at: number): string => new Date(at).toISOString().slice(0, 13);
const startOf = (hour: string): number => Date.parse(`${hour}:00:00.000Z`);

/** @param timeLeftMs time until the function is stopped */
export async function sweep(deps: SweepDeps, timeLeftMs = () => Number.POSITIVE_INFINITY): Promise<SweepResult> {
  const result: SweepResult = {
    dispatched: 0,
    sent: 0,
    parked: 0,
    settled: 0,
    duplicates: 0,
    failed: 0,
    cutShort: false,
  };
  const hasTimeLeft = (): boolean => {
    result.cutShort ||= timeLeftMs() < minTimeLeftMs;
    return !result.cutShort;
  };
  const now = deps.now().getTime();
  await sweepLedger(deps, result, now, hasTimeLeft);
  // The alarm counts these lines: usually the stream has brought all.
  if (result.dispatched > 0) deps.log.warn('stream-missed', { count: result.dispatched });
  await sweepUnsent(deps, result, now, hasTimeLeft);
  await retryParkedVersions(deps, result, hasTimeLeft);
  await checkCases(deps, result, hasTimeLeft);
  return result;
}

/**
 * Sweeps hour by hour from the mark, and advances the mark past hours that are closed and fully dispatched. Of an open
 * hour it reads what is new since its mark, so that a referral is not read again every minute; an hour is read whole when it closes.
 * A write costs five times a read, so the mark is written where it is some minutes old, not at each sweep, and not where nothing is new.
 */
async function sweepLedger(
  deps: SweepDeps,
  result: SweepResult,
  now: number,
  hasTimeLeft: () => boolean,
): Promise<void> {
  const mark: SweepMark = (await deps.cases.readSweepMark()) ?? { hour: hourOf(now - firstLookBackMs) };
  const newFrom = mark.lookedUpTo && new Date(Date.parse(mark.lookedUpTo) - overlapMs).toISOString();
  const swept: Version[] = [];
  let { hour: completeUpTo } = mark;
  let lookedUpTo = new Date(now - graceMs).toISOString();
  for (let at = startOf(mark.hour); at <= now && hasTimeLeft(); at += hourMs) {
    const isClosed = now - at > closedAfterMs;
    const versions = await readHour(deps, hourOf(at), now, isClosed ? undefined : newFrom);
    swept.push(...versions);
    const firstLeft = await sweepVersions(deps, result, versions, hasTimeLeft);
    if (firstLeft !== undefined && firstLeft < lookedUpTo) lookedUpTo = firstLeft;
    const next = hourOf(at + hourMs);
    if (isClosed && lookedUpTo >= next) completeUpTo = next;
  }
  // A run that was cut short may not have come to the later hours.
  const newMark = result.cutShort ? { ...mark, hour: completeUpTo } : { hour: completeUpTo, lookedUpTo };
  if (isWorthWriting(mark, newMark, swept.length)) await deps.cases.setSweepMark(newMark);
  await lookAgainForDuplicates(deps, result, swept, now, hasTimeLeft);
}

interface Version {
  id: ReferralId;
  version: number;
  /** RFC 3339, UTC: when it was received. */
  at: string;
}

/** @param from RFC 3339, UTC: leaves out what was received before */
async function readHour(deps: SweepDeps, hour: string, now: number, from?: string): Promise<Version[]> {
  const versions: Version[] = [];
  for await (const found of deps.ledger.byHour(hour, from)) {
    if (Date.parse(found.at) <= now - graceMs) versions.push(found);
  }
  return versions;
}

/** Looks once at each referral, when the index has had time to follow the table: what it costs depends on what is new. */
async function lookAgainForDuplicates(
  deps: SweepDeps,
  result: SweepResult,
  swept: readonly Version[],
  now: number,
  hasTimeLeft: () => boolean,
): Promise<void> {
  const mark = (await deps.cases.readDuplicateMark()) ?? new Date(now - closedAfterMs).toISOString();
  const placed = swept.filter(({ version }) => version === 1).map(({ id, at }) => ({ id, place: `${at}#${id}` }));
  const toLookAt = placed.filter(({ place }) => place > mark).sort((a, b) => (a.place < b.place ? -1 : 1));
  let lookedUpTo = mark;
  for (const { id, place } of toLookAt) {
    if (!hasTimeLeft()) break;
    try {
      if (await recheckForDuplicate(deps, id)) result.duplicates += 1;
    } catch (error) {
      // It is looked at by the next sweep, and what came after it too.
      deps.log.warn('duplicate-look-failed', { referralId: id, ...errorFields(error) });
      result.failed += 1;
      break;
    }
    lookedUpTo = place;
  }
  if (lookedUpTo !== mark) await deps.cases.setDuplicateMark(lookedUpTo);
}

/** @returns when the first version was received that is neither dispatched nor parked; undefined when all are */
async function sweepVersions(
  deps: SweepDeps,
  result: SweepResult,
  versions: readonly Version[],
  hasTimeLeft: () => boolean,
): Promise<string | undefined> {
  const left: string[] = [];
  for (let start = 0; start < versions.length; start += 100) {
    for (const missing of await findUndispatched(deps, versions.slice(start, start + 100))) {
      if (!hasTimeLeft() || !(await dispatchOne(deps, result, missing))) left.push(missing.at);
    }
  }
  return left.sort()[0];
}

/** Versions whose head is missing or still `received`. */
async function findUndispatched(deps: SweepDeps, versions: readonly Version[]): Promise<Version[]> {
  const heads = new Map((await deps.cases.heads(versions.map((it) => it.id))).map((head) => [head.id, head]));
  return versions.filter(({ id, version }) => {
    const head = heads.get(id);
    return !head || (head.version === version && head.status === 'received');
  });
}

async function dispatchOne(
  deps: SweepDeps,
  result: SweepResult,
  { id, version }: { id: ReferralId; version: number },
): Promise<boolean> {
  if (await deps.cases.isParked(id, version)) return true;
  try {
    const { sent } = await dispatchReferral(deps, id, version);
    result.dispatched += 1;
    result.sent += sent;
    return true;
  } catch (error) {
    if (error instanceof Undispatchable) {
      await parkVersion(deps, { id, version, reason: error.reason });
      result.parked += 1;
      return true;
    }
    deps.log.warn('dispatch-failed', { referralId: id, version, ...errorFields(error) });
    result.failed += 1;
    return false;
  }
}

async function sweepUnsent(
  deps: SweepDeps,
  result: SweepResult,
  now: number,
  hasTimeLeft: () => boolean,
): Promise<void> {
  const before = new Date(now - graceMs).toISOString();
  for await (const item of deps.cases.unsent(before)) {
    if (!hasTimeLeft()) return;
    const referralCase = await deps.cases.read(item.id);
    const marked = (referralCase?.handOffs ?? []).filter((handOff) => handOff.unsent && markedAt(handOff) <= before);
    try {
      result.sent += await sendHandOffs(deps, marked);
    } catch (error) {
      // The row keeps its mark for the next sweep, and must not block the others.
      deps.log.warn('hand-off-send-failed', { referralId: item.id, ...errorFields(error) });
      result.failed += 1;
    }
  }
}

/** Runs last, so that new referrals do not wait behind old parked ones. */
async function retryParkedVersions(deps: SweepDeps, result: SweepResult, hasTimeLeft: () => boolean): Promise<void> {
  for await (const request of deps.cases.findRetryRequests()) {
    if (!hasTimeLeft()) return;
    try {
      const outcome = await retryParked(deps, request);
      if ('parked' in outcome) result.parked += 1;
      if ('dispatched' in outcome) {
        result.dispatched += 1;
        result.sent += outcome.dispatched.sent;
      }
    } catch (error) {
      // It stays on the agenda for the next sweep, and must not block the others.
      deps.log.warn('dispatch-failed', { referralId: request.id, version: request.version, ...errorFields(error) });
      result.failed += 1;
    }
  }
}

/** One slice each time, so that a pass over all cases costs each sweep the same. */
async function checkCases(deps: SweepDeps, result: SweepResult, hasTimeLeft: () => boolean): Promise<void> {
  if (!hasTimeLeft()) return;
  const { settled, failed } = await settleCases(deps);
  result.settled += settled;
  result.failed += failed;
}
