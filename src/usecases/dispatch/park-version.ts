/** Parks a version that can never be dispatched, with the reason, so that it does not block the others. */
import type { ReferralId } from '#src/domain/ids.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { ParkedQueue, RetryRequest } from '#src/usecases/ports/parked.ts';

export interface ParkDeps {
  cases: Pick<Cases, 'isParked' | 'park' | 'parkAgain'>;
  parked: ParkedQueue;
  now: Clock;
}

/** Sends the message before it writes the row: a duplicate message does no harm, a missing one would go unseen. */
export async function parkVersion(
  deps: ParkDeps,
  target: { id: ReferralId; version: number; reason: string },
): Promise<void> {
  if (await deps.cases.isParked(target.id, target.version)) return;
  const parked = { ...target, at: deps.now().toISOString() };
  await deps.parked.park(parked);
  await deps.cases.park(parked);
}

/** After a failed retry: sends a new message, which alerts an operator, and then updates the row. */
export async function parkAgain(deps: ParkDeps, { id, version, reason, requestedAt }: RetryRequest): Promise<void> {
  const parked = { id, version, reason, at: deps.now().toISOString() };
  await deps.parked.park(parked);
  await deps.cases.parkAgain(parked, requestedAt);
}
