/** What can never be dispatched is set aside with its reason, so that it does not block those behind it. */
import type { ReferralId } from '#src/domain/ids.ts';
import type { Cases, Clock, ParkedQueue, ToTryAgain } from './ports.ts';

export interface ParkDeps {
  cases: Cases;
  parked: ParkedQueue;
  now: Clock;
}

/** The queue first: a message twice is looked at once, a message never is lost. */
export async function parkVersion(
  deps: ParkDeps,
  what: { id: ReferralId; version: number; reason: string },
): Promise<void> {
  if (await deps.cases.isParked(what.id, what.version)) return;
  const parked = { ...what, at: deps.now().toISOString() };
  await deps.parked.park(parked);
  await deps.cases.park(parked);
}

/** It was tried again in vain: a message anew, which a person is called for, and then its row. */
export async function parkAnew(deps: ParkDeps, { id, version, reason, asked }: ToTryAgain): Promise<void> {
  const parked = { id, version, reason, at: deps.now().toISOString() };
  await deps.parked.park(parked);
  await deps.cases.parkAnew(parked, asked);
}
