/** What waits now, as numbers and ages alone: managers open no case. */
import type { Area } from '#src/domain/area.ts';
import type { HandOff } from '#src/domain/case/model.ts';
import { withoutTests } from '#src/domain/test-party.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';

export interface Waiting {
  count: number;
  /** RFC 3339, UTC: since when the oldest has waited; undefined where none does. */
  oldestSince: string | undefined;
}

export interface WaitingNow {
  /** On the victim hub's list, for whatever reason: also what a service has, such as a possible duplicate. */
  held: Waiting;
  /** Handed to a service and not read there. */
  unread: Waiting;
  /** Contact is stopped. */
  suspended: Waiting;
}

/** Without tests. Costs what waits and is open now, however many there have been. */
export async function readWaitingNow(
  cases: Pick<Cases, 'triageList' | 'openHandOffs'>,
  area: Area,
): Promise<WaitingNow> {
  const [{ total, rows }, open] = await Promise.all([
    cases.triageList({}),
    Promise.all(withoutTests(area).services.map(({ id }) => cases.openHandOffs(id))),
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
