/** Retries a parked version after an operator has fixed the cause. */
import type { ReferralCase } from '#src/domain/case/model.ts';
import { Unavailable, Unreadable } from '#src/usecases/ports/errors.ts';
import { errorFields } from '#src/usecases/ports/log.ts';
import type { RetryRequest } from '#src/usecases/ports/parked.ts';
import { SendFailed } from '#src/usecases/ports/queue.ts';
import type { DispatchDeps } from './dispatch-records.ts';
import { dispatchReferral, Undispatchable } from './dispatch-referral.ts';
import { parkAgain } from './park-version.ts';

/** `sent` counts messages; `alreadyHandled` means that the version had been dispatched or corrected before. */
export type RetryResult = { dispatched: { sent: number } } | { alreadyHandled: true } | { parked: true };

/**
 * Dispatches the version unless that has been done, and settles it; parks it again if it still cannot be dispatched.
 * Safe to repeat after an interruption.
 * @throws Unavailable or SendFailed on a transient failure: the retry request then stays open
 */
export async function retryParked(deps: DispatchDeps, request: RetryRequest): Promise<RetryResult> {
  const { id, version } = request;
  try {
    const alreadyHandled = isAlreadyHandled(await deps.cases.read(id), version);
    const sent = alreadyHandled ? 0 : (await dispatchReferral(deps, id, version)).sent;
    await deps.cases.settle(request, deps.now().toISOString());
    deps.log.info('parked-settled', {
      referralId: id,
      version,
      reason: alreadyHandled ? 'stood-already' : 'dispatched',
    });
    return alreadyHandled ? { alreadyHandled } : { dispatched: { sent } };
  } catch (error) {
    if (error instanceof Unavailable || error instanceof SendFailed) throw error;
    const reason = parkReason(error);
    deps.log.error('record-parked', { referralId: id, version, reason, ...errorFields(error) });
    await parkAgain(deps, { ...request, reason });
    return { parked: true };
  }
}

/** Recorded at this version or corrected since: what has happened to the case must not be undone. */
const isAlreadyHandled = (referralCase: ReferralCase | undefined, version: number): boolean =>
  referralCase !== undefined && !(referralCase.head.version === version && referralCase.head.status === 'received');

/** Unexpected errors are parked too: otherwise the version would fail at every sweep, and no operator would know. */
function parkReason(error: unknown): string {
  if (error instanceof Undispatchable) return error.reason;
  return error instanceof Unreadable ? 'unreadable-record' : 'dispatch-failed';
}
