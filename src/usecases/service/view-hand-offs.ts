/** How a service finds its hand-offs, and how a person opens one: with a reason where the rules require it. */

import type { HistoryEvent } from '#src/domain/case/history.ts';
import type { HandOff } from '#src/domain/case/model.ts';
import { isShownTo } from '#src/domain/case/notes.ts';
import { findReasonRequirement, type ReasonRequirement } from '#src/domain/case/report/access-reason.ts';
import { noneReported, type ReportedWays } from '#src/domain/case/report/reported-ways.ts';
import type { HandOffId, ServiceId } from '#src/domain/ids.ts';
import { type HandOffStatus, openHandOffStatuses } from '#src/domain/states.ts';
import { readSignedPage } from '#src/usecases/cursors.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { ListPage } from '#src/usecases/ports/lists.ts';
import type { StaffDirectory } from '#src/usecases/ports/staff.ts';
import { nameAgents } from '#src/usecases/staff/staff.ts';
import { findGoingOn } from '#src/usecases/triage/other-referrals.ts';
import { type HandOffDeps, type HandOffDetail, readHandOff } from './hand-offs.ts';
import { readTimeline, type TimelineEvent } from './notes.ts';
import { readReportedForService } from './reported-ways.ts';

interface ListDeps {
  cases: Pick<Cases, 'serviceList'>;
  keys: Pick<Keys, 'keyedHash'>;
}

/** A service's hand-offs in these statuses, most urgent first; those that are open by default. */
export const listHandOffs = (
  { cases, keys }: ListDeps,
  service: ServiceId,
  {
    statuses = openHandOffStatuses,
    cursor,
  }: { statuses?: readonly HandOffStatus[] | undefined; cursor?: string | undefined },
): Promise<ListPage<HandOff>> =>
  readSignedPage(keys, `hand-offs|${service}`, cursor, (place) => cases.serviceList(service, statuses, place));

/** Pages name the service's own people. */
export interface ViewDeps extends HandOffDeps {
  staff: StaffDirectory;
}

/** What a person of the service sees before they ask for more. */
export type HandOffView =
  /** Not collected yet: to see the detail, it must be opened. */
  | { state: 'unopened'; handOff: HandOff; reasonRequired?: ReasonRequirement }
  /** To see the detail again, it must be opened again with a reason. */
  | { state: 'closed'; handOff: HandOff; history: TimelineEvent[]; isErased: boolean }
  | ({ state: 'opened' } & OpenedHandOff);

export interface OpenedHandOff {
  detail: HandOffDetail;
  history: TimelineEvent[];
  reportedWays: ReportedWays;
  /** Of one that was withdrawn as a duplicate: the hand-off of the one that goes on, where the service has it. */
  goingOn?: HandOff;
}

/** Collects nothing, and discloses the detail only of a hand-off that was opened before; undefined if it is another's. */
export async function viewHandOff(deps: ViewDeps, service: ServiceId, id: HandOffId): Promise<HandOffView | undefined> {
  const handOff = await findHandOff(deps, service, id);
  if (!handOff) return undefined;
  if (handOff.status === 'queued') {
    const reasonRequired = await readReasonRequirement(deps, handOff);
    return { state: 'unopened', handOff, ...(reasonRequired && { reasonRequired }) };
  }
  if (handOff.status === 'closed') {
    const [history, [head]] = await Promise.all([readHistory(deps, handOff), deps.cases.heads([handOff.referral])]);
    return { state: 'closed', handOff, history, isErased: head?.erasedAt !== undefined };
  }
  const detail = await readHandOff(deps, service, id);
  // Closed since it was looked at.
  if (detail?.withheld) return viewHandOff(deps, service, id);
  return detail && { state: 'opened', ...(await withHistory(deps, detail)) };
}

export type OpenResult = { opened: OpenedHandOff } | { reasonRequired: ReasonRequirement } | { absent: true };

/** Shows the detail to a person of the service, who is asked for a reason where the rules require one. */
export async function openHandOff(
  deps: ViewDeps,
  service: ServiceId,
  id: HandOffId,
  reason?: string,
): Promise<OpenResult> {
  const opened = await readHandOff(deps, service, id, { why: reason });
  if (!opened) return { absent: true };
  return opened.withheld ? { reasonRequired: opened.withheld } : { opened: await withHistory(deps, opened) };
}

/** With what the service noted, which is about the person: where it is shown their details. */
async function withHistory(deps: ViewDeps, detail: HandOffDetail): Promise<OpenedHandOff> {
  const { handOff, shared } = detail;
  const { referral, number, service } = handOff;
  if (!shared) {
    const [history, goingOn] = await Promise.all([readHistory(deps, handOff), readGoingOn(deps, handOff)]);
    return { detail, history, reportedWays: noneReported, ...(goingOn && { goingOn }) };
  }
  const timeline = await readTimeline(deps, service, referral);
  const [history, reportedWays] = await Promise.all([
    nameAgents(deps, service, referral, timeline.filter(ofHandOff(number))),
    readReportedForService(deps, detail, timeline),
  ]);
  return { detail, history, reportedWays };
}

async function readGoingOn({ cases }: ViewDeps, handOff: HandOff): Promise<HandOff | undefined> {
  if (handOff.status !== 'withdrawn') return undefined;
  const [head] = await cases.heads([handOff.referral]);
  return head && findGoingOn({ cases }, head, handOff.service);
}

async function findHandOff(
  { cases }: Pick<HandOffDeps, 'cases'>,
  service: ServiceId,
  id: HandOffId,
): Promise<HandOff | undefined> {
  const handOff = await cases.readHandOff(id);
  return handOff?.service === service ? handOff : undefined;
}

async function readReasonRequirement(
  { cases }: Pick<HandOffDeps, 'cases'>,
  handOff: HandOff,
): Promise<ReasonRequirement | undefined> {
  const referralCase = await cases.read(handOff.referral);
  return findReasonRequirement(handOff, referralCase?.handOffs ?? []);
}

/** The events of this hand-off alone, without what its service noted. */
async function readHistory(deps: ViewDeps, { referral, number, service }: HandOff): Promise<TimelineEvent[]> {
  const events = (await deps.cases.history(referral)).filter(isShownTo(service));
  return nameAgents(deps, service, referral, events.filter(ofHandOff(number)));
}

const ofHandOff =
  (number: number) =>
  ({ handOff }: HistoryEvent): boolean =>
    handOff === number;
