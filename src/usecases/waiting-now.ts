/** What waits now, as numbers and ages alone: managers open no case. */
import type { HandOff } from '#src/domain/case/model.ts';
import type { ServiceId } from '#src/domain/ids.ts';
import type { Cases } from './ports.ts';

export interface Waiting {
  count: number;
  /** RFC 3339, UTC: since when the oldest has waited; undefined where none does. */
  oldestSince: string | undefined;
}

export interface WaitingNow {
  /** By the victim hub, for whatever reason. */
  held: Waiting;
  /** Handed to a service and not read there. */
  unread: Waiting;
  /** Contact is stopped. */
  suspended: Waiting;
}

/**
 * Costs what waits and is open now, however many there have been.
 * @param list the first page of the hub's list, where it has been read
 */
export async function readWaitingNow(
  cases: Pick<Cases, 'triageList' | 'openHandOffs'>,
  services: readonly ServiceId[],
  list?: Awaited<ReturnType<Cases['triageList']>>,
): Promise<WaitingNow> {
  const [{ total, rows }, open] = await Promise.all([
    list ?? cases.triageList({}),
    Promise.all(services.map((service) => cases.openHandOffs(service))),
  ]);
  const handOffs = open.flat();
  return {
    held: { count: total, oldestSince: rows.find(({ facts }) => !facts.test)?.triage?.since },
    unread: waitingOf(handOffs, 'queued'),
    suspended: waitingOf(handOffs, 'suspended'),
  };
}

function waitingOf(handOffs: readonly HandOff[], status: HandOff['status']): Waiting {
  const since = handOffs.filter((one) => one.status === status).map((one) => one.since);
  return { count: since.length, oldestSince: since.sort()[0] };
}
