/** Retries a parked version after an operator has fixed the cause. */
import type { Case } from '#src/domain/case/model.ts';
import type { DispatchDeps } from './dispatch-records.ts';
import { dispatchReferral, Impossible } from './dispatch-referral.ts';
import { errorFields } from './log-port.ts';
import { parkAnew } from './park-version.ts';
import { SendFailed, type ToTryAgain, Unavailable, Unreadable } from './ports.ts';

/** `sent` counts messages; `alreadyHandled` means that the version had been dispatched or corrected before. */
export type TriedAgain = { dispatched: { sent: number } } | { stands: true } | { parked: true };

/**
 * Dispatches the version unless that has been done, and settles it; parks it again if it still cannot be dispatched.
 * Safe to repeat after an interruption.
 * @throws Unavailable or SendFailed on a transient failure: the retry request then stays open
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

/** Recorded at this version or corrected since: what has happened to the case must not be undone. */
const isTakenUp = (whole: Case | undefined, version: number): boolean =>
  whole !== undefined && !(whole.head.version === version && whole.head.status === 'received');

/** Unexpected errors are parked too: otherwise the version would fail at every sweep, and no operator would know. */
function reasonOf(error: unknown): string {
  if (error instanceof Impossible) return error.reason;
  return error instanceof Unreadable ? 'unreadable-record' : 'dispatch-failed';
}
