/** What waits now, as numbers and ages alone: managers open no case. */
import type { HandOff } from '#src/domain/case/model.ts';
import type { ServiceId } from '#src/domain/ids.ts';
import { openHandOffStatuses } from '#src/domain/states.ts';
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
  /** A service has more open hand-offs than were read: the last two are at least so many. */
  isCut: boolean;
}

/** Of each service, the first pages of its open hand-offs (50 each), most urgent first: so the read is bounded. */
const maxPages = 4;

/** Costs what waits and is open now, however many there have been. */
export async function readWaitingNow(
  cases: Pick<Cases, 'triageList' | 'serviceList'>,
  services: readonly ServiceId[],
): Promise<WaitingNow> {
  const [{ total, rows }, open] = await Promise.all([
    cases.triageList({}),
    Promise.all(services.map((service) => readOpen(cases, service))),
  ]);
  const handOffs = open.flatMap((one) => one.handOffs);
  return {
    held: { count: total, oldestSince: rows[0]?.triage?.since },
    unread: waitingOf(handOffs, 'queued'),
    suspended: waitingOf(handOffs, 'suspended'),
    isCut: open.some((one) => one.isCut),
  };
}

async function readOpen(
  cases: Pick<Cases, 'serviceList'>,
  service: ServiceId,
): Promise<{ handOffs: HandOff[]; isCut: boolean }> {
  const handOffs: HandOff[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const answer = await cases.serviceList(service, openHandOffStatuses, cursor);
    handOffs.push(...answer.rows);
    cursor = answer.cursor;
    if (cursor === undefined) break;
  }
  return { handOffs, isCut: cursor !== undefined };
}

function waitingOf(handOffs: readonly HandOff[], status: HandOff['status']): Waiting {
  const since = handOffs.filter((one) => one.status === status).map((one) => one.since);
  return { count: since.length, oldestSince: since.sort()[0] };
}
