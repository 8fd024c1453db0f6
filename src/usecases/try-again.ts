/** A parked version is tried again, because somebody says that what kept it is mended. */
import type { Case } from '#src/domain/case/model.ts';
import type { DispatchDeps } from './dispatch-records.ts';
import { dispatchReferral, Impossible } from './dispatch-referral.ts';
import { errorFields } from './log-port.ts';
import { parkAnew } from './park-version.ts';
import { SendFailed, type ToTryAgain, Unavailable, Unreadable } from './ports.ts';

/** `dispatched` says so many messages went; `stands` that it had been taken up before, by whomever. */
export type TriedAgain = { dispatched: { sent: number } } | { stands: true } | { parked: true };

/**
 * Dispatches it, or leaves it as it stands, and settles it for good; parks it anew where it is impossible still.
 * Safe to repeat when it was broken off.
 * @throws Unavailable or SendFailed when it may go later: it is then still to be tried again
 */
export async function tryAgain(deps: DispatchDeps, one: ToTryAgain): Promise<TriedAgain> {
  const { id, version } = one;
  try {
    const stands = isTakenUp(await deps.cases.read(id), version);
    const sent = stands ? 0 : (await dispatchReferral(deps, id, version)).sent;
    await deps.cases.settle(one, deps.now().toISOString());
    deps.log.info('parked-settled', { referralId: id, version, reason: stands ? 'stood-already' : 'dispatched' });
    return stands ? { stands } : { dispatched: { sent } };
  } catch (error) {
    if (error instanceof Unavailable || error instanceof SendFailed) throw error;
    const reason = reasonOf(error);
    deps.log.error('record-parked', { referralId: id, version, reason, ...errorFields(error) });
    await parkAnew(deps, { ...one, reason });
    return { parked: true };
  }
}

/** Recorded at this version, or corrected since: what the hub, the sender or a service did of it stands. */
const isTakenUp = (whole: Case | undefined, version: number): boolean =>
  whole !== undefined && !(whole.head.version === version && whole.head.status === 'received');

/** What nobody foresaw is parked too: nobody would be told of one that failed at every sweep. */
function reasonOf(error: unknown): string {
  if (error instanceof Impossible) return error.reason;
  return error instanceof Unreadable ? 'unreadable-record' : 'dispatch-failed';
}
