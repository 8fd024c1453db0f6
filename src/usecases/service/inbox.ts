/** A service's inbox: its parts with how many are in each, most urgent first, whose they are, and what expired with it. */

import { byUrgency, type InboxPart, inboxPartOf, inboxParts } from '#src/domain/case/lists/inbox-parts.ts';
import type { HandOff } from '#src/domain/case/model.ts';
import { acknowledgeExpiry } from '#src/domain/case/report/expiry.ts';
import type { CaseFacts } from '#src/domain/counting/model.ts';
import { type HandOffId, parseHandOffId, type ServiceId } from '#src/domain/ids.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import { readSignedPage } from '#src/usecases/cursors.ts';
import { mapConcurrently } from '#src/usecases/map-concurrently.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import { type PageBothWays, WrongCursor } from '#src/usecases/ports/lists.ts';
import type { StaffDeps } from '#src/usecases/staff/staff.ts';
import { type Colleague, findAssignee, listColleagues } from './assign-hand-off.ts';

/** Rows on a page of the inbox. */
const pageSize = 50;
/** What is over is kept for years: it is counted up to here. */
export const maxCountedOver = 1000;

interface InboxDeps {
  cases: Pick<Cases, 'openHandOffs' | 'endedHandOffs' | 'countEnded' | 'unreadExpiries' | 'heads' | 'read' | 'commit'>;
  keys: Pick<Keys, 'keyedHash'> & StaffDeps['keys'];
  staff: StaffDeps['staff'];
}

/** Whose hand-offs are shown: the reader's own, or those that no colleague has. */
export const assignedFilters = ['me', 'nobody'] as const;
export type AssignedFilter = (typeof assignedFilters)[number];

/** A hand-off with what kind of case it is, which says nothing about who the person is. */
export interface InboxItem {
  handOff: HandOff;
  facts: CaseFacts | undefined;
}

export interface InboxPage extends PageBothWays<InboxItem> {
  part: InboxPart;
  /** Of those that the filter leaves; `over` of all, up to `maxCountedOver`. */
  counts: Record<InboxPart, number>;
  /** Those of each that were corrected since the service read them. */
  corrected: Record<InboxPart, number>;
  /** How many are open, by whose they are. */
  assignedCounts: Record<'all' | AssignedFilter, number>;
  /** To whom a hand-off may be assigned. */
  colleagues: Colleague[];
  /** What expired and nobody of the service has said to have seen, the latest first; the rest follows once these are seen. */
  expired: { rows: HandOff[]; hasMore: boolean };
}

export interface InboxQuery {
  /** The first in which something is open, unless given. */
  part?: InboxPart | undefined;
  /** Of another page of the same part. */
  cursor?: string | undefined;
  /** Narrows what is open; what is over is shown whosever it was. */
  assigned?: AssignedFilter | undefined;
  /** Stable id of whoever reads. */
  user?: string;
}

/**
 * What is open is read whole, because its parts, their counts and their order are of all of it
 * (docs/adr/0026-service-inbox.md).
 * @throws WrongCursor
 */
export async function readInbox(
  deps: InboxDeps,
  service: ServiceId,
  { part: askedPart, cursor, assigned, user }: InboxQuery = {},
): Promise<InboxPage> {
  const [allOpen, over, expired, colleagues] = await Promise.all([
    deps.cases.openHandOffs(service),
    deps.cases.countEnded(service, maxCountedOver),
    deps.cases.unreadExpiries(service),
    listColleagues(deps, service),
  ]);
  const byFilter: Record<AssignedFilter, HandOff[]> = {
    me: allOpen.filter(({ assignee }) => assignee !== undefined && assignee === user),
    nobody: allOpen.filter((one) => !findAssignee(colleagues, one)),
  };
  const open = assigned ? byFilter[assigned] : allOpen;
  const assignedCounts = { all: allOpen.length, me: byFilter.me.length, nobody: byFilter.nobody.length };
  const counts = { ...countParts(open), over };
  // To a service that has not opened it, nothing has changed.
  const corrected = countParts(open.filter(({ amendment, status }) => amendment && status !== 'queued'));
  const part = askedPart ?? inboxParts.find((one) => one !== 'over' && counts[one] > 0) ?? 'needs-answer';
  const { rows, ...places } =
    part === 'over'
      ? await readSignedPage(deps.keys, `ended|${service}`, cursor, (place) => deps.cases.endedHandOffs(service, place))
      : pageOf(open.filter((one) => inboxPartOf(one) === part).sort(byUrgency), cursor);
  const items = await withFacts(deps, rows);
  return { part, counts, corrected, assignedCounts, colleagues, expired, rows: items, ...places };
}

function countParts(handOffs: readonly HandOff[]): Record<InboxPart, number> {
  const count = (part: InboxPart) => handOffs.filter((one) => inboxPartOf(one) === part).length;
  return Object.fromEntries(inboxParts.map((part) => [part, count(part)])) as Record<InboxPart, number>;
}

/** @param cursor the number of the page */
function pageOf(handOffs: readonly HandOff[], cursor = '1'): PageBothWays<HandOff> {
  if (!/^[1-9]\d{0,3}$/.test(cursor)) throw new WrongCursor('not the number of a page');
  const number = Number(cursor);
  const rows = handOffs.slice((number - 1) * pageSize, number * pageSize);
  return {
    rows,
    ...(number * pageSize < handOffs.length && { cursor: String(number + 1) }),
    ...(number > 1 && { previous: { cursor: String(number - 1) } }),
  };
}

async function withFacts(
  { cases }: { cases: Pick<Cases, 'heads'> },
  handOffs: readonly HandOff[],
): Promise<InboxItem[]> {
  const heads = await cases.heads([...new Set(handOffs.map(({ referral }) => referral))]);
  const factsById = new Map(heads.map(({ id, facts }) => [id, facts]));
  return handOffs.map((handOff) => ({ handOff, facts: factsById.get(handOff.referral) }));
}

/** After a holiday fifty may have expired, and somebody waits for the page. */
const changesAtOnce = 8;

/**
 * Somebody of the service has seen that these expired: it is said no more. What expired since their page was made is
 * still said, and an id that is not of the service changes nothing.
 */
export async function acknowledgeExpiries(
  { cases }: Pick<InboxDeps, 'cases'>,
  service: ServiceId,
  seen: readonly HandOffId[],
): Promise<void> {
  await mapConcurrently([...new Set(seen)], changesAtOnce, async (id) => {
    const parts = parseHandOffId(id);
    if (!parts) return;
    const { referral, number } = parts;
    await changeCase(cases, referral, (referralCase) => {
      const isOwn = referralCase.handOffs.some((one) => one.number === number && one.service === service);
      return isOwn ? acknowledgeExpiry(referralCase, number) : { already: true };
    });
  });
}
