/**
 * Dispatches what the stream missed: versions in the ledger that were not recorded, and hand-offs whose message
 * is still marked unsent. The stream only makes dispatch fast; the sweep makes it certain. It also retries
 * parked versions on request.
 */
import type { ReferralId } from '#src/domain/ids.ts';
import { dispatchReferral, Impossible, type RecordDeps } from './dispatch-referral.ts';
import { errorFields, type Log } from './log-port.ts';
import { parkVersion } from './park-version.ts';
import type { ParkedQueue } from './ports.ts';
import { type SendDeps, sendHandOffs } from './send-hand-offs.ts';
import { settleCases } from './settle-cases.ts';
import { tryAgain } from './try-again.ts';

export interface SweepDeps extends RecordDeps, SendDeps {
  parked: ParkedQueue;
  log: Log;
}

export interface Swept {
  dispatched: number;
  sent: number;
  parked: number;
  /** To be retried by the next sweep. */
  settled: number;
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
const reserveMs = 20_000;
/** How far the first sweep of a new deployment looks back. */
const firstLookBackMs = 48 * hourMs;

const hourOf = (at: number): string => new Date(at).toISOString().slice(0, 13);
const startOf = (hour: string): number => Date.parse(`${hour}:00:00.000Z`);

/** @param timeLeftMs time until the function is stopped */
export async function sweep(deps: SweepDeps, timeLeftMs = () => Number.POSITIVE_INFINITY): Promise<Swept> {
  const swept: Swept = { dispatched: 0, sent: 0, parked: 0, settled: 0, failed: 0, cutShort: false };
  const goesOn = (): boolean => {
    swept.cutShort ||= timeLeftMs() < reserveMs;
    return !swept.cutShort;
  };
  const now = deps.now().getTime();
  await sweepLedger(deps, swept, now, goesOn);
  await sweepUnsent(deps, swept, now, goesOn);
  await sweepParked(deps, swept, goesOn);
  await checkCases(deps, swept, goesOn);
  return swept;
}

/** Sweeps hour by hour from the mark, and advances the mark past hours that are closed and fully dispatched. */
async function sweepLedger(deps: SweepDeps, swept: Swept, now: number, goesOn: () => boolean): Promise<void> {
  const mark = (await deps.cases.sweepMark()) ?? hourOf(now - firstLookBackMs);
  let provenUpTo: string | undefined;
  let broken = false;
  for (let at = startOf(mark); at <= now && goesOn(); at += hourMs) {
    const hour = hourOf(at);
    const clean = await sweepHour(deps, swept, hour, now, goesOn);
    if (!clean) broken = true;
    if (!broken && now - at > closedAfterMs) provenUpTo = hourOf(at + hourMs);
  }
  if (provenUpTo !== undefined && provenUpTo !== mark) await deps.cases.setSweepMark(provenUpTo);
}

/** @returns whether every version of the hour is dispatched or parked */
async function sweepHour(
  deps: SweepDeps,
  swept: Swept,
  hour: string,
  now: number,
  goesOn: () => boolean,
): Promise<boolean> {
  const versions: { id: ReferralId; version: number }[] = [];
  for await (const found of deps.ledger.byHour(hour)) {
    if (Date.parse(found.at) <= now - graceMs) versions.push(found);
  }
  let clean = true;
  for (let start = 0; start < versions.length; start += 100) {
    for (const missing of await withoutHead(deps, versions.slice(start, start + 100))) {
      if (!goesOn()) return false;
      if (!(await dispatchOne(deps, swept, missing))) clean = false;
    }
  }
  return clean;
}

/** Versions whose head is missing or still `received`. */
async function withoutHead(deps: SweepDeps, versions: { id: ReferralId; version: number }[]) {
  const heads = new Map((await deps.cases.heads(versions.map((it) => it.id))).map((head) => [head.id, head]));
  return versions.filter(({ id, version }) => {
    const head = heads.get(id);
    return !head || (head.version === version && head.status === 'received');
  });
}

async function dispatchOne(
  deps: SweepDeps,
  swept: Swept,
  { id, version }: { id: ReferralId; version: number },
): Promise<boolean> {
  if (await deps.cases.isParked(id, version)) return true;
  try {
    const { sent } = await dispatchReferral(deps, id, version);
    swept.dispatched += 1;
    swept.sent += sent;
    return true;
  } catch (error) {
    if (error instanceof Impossible) {
      await parkVersion(deps, { id, version, reason: error.reason });
      swept.parked += 1;
      return true;
    }
    deps.log.warn('dispatch-failed', { referralId: id, version, ...errorFields(error) });
    swept.failed += 1;
    return false;
  }
}

async function sweepUnsent(deps: SweepDeps, swept: Swept, now: number, goesOn: () => boolean): Promise<void> {
  const before = new Date(now - graceMs).toISOString();
  for await (const item of deps.cases.unsent(before)) {
    if (!goesOn()) return;
    const whole = await deps.cases.read(item.id);
    const marked = (whole?.handOffs ?? []).filter((handOff) => handOff.unsent && handOff.since <= before);
    try {
      swept.sent += await sendHandOffs(deps, marked);
    } catch (error) {
      // The row keeps its mark for the next sweep, and must not block the others.
      deps.log.warn('hand-off-send-failed', { referralId: item.id, ...errorFields(error) });
      swept.failed += 1;
    }
  }
}

/** Runs last, so that new referrals do not wait behind old parked ones. */
async function sweepParked(deps: SweepDeps, swept: Swept, goesOn: () => boolean): Promise<void> {
  for await (const one of deps.cases.toTryAgain()) {
    if (!goesOn()) return;
    try {
      const done = await tryAgain(deps, one);
      if ('parked' in done) swept.parked += 1;
      if ('dispatched' in done) {
        swept.dispatched += 1;
        swept.sent += done.dispatched.sent;
      }
    } catch (error) {
      // It stays on the agenda for the next sweep, and must not block the others.
      deps.log.warn('dispatch-failed', { referralId: one.id, version: one.version, ...errorFields(error) });
      swept.failed += 1;
    }
  }
}

/** One slice each time, so that a pass over all cases costs each sweep the same. */
async function checkCases(deps: SweepDeps, swept: Swept, goesOn: () => boolean): Promise<void> {
  if (!goesOn()) return;
  const { settled, failed } = await settleCases(deps);
  swept.settled += settled;
  swept.failed += failed;
}
