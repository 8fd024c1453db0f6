/** What a correction must reach, what must not be hidden from the hub, and what counts once. */

import type { HistoryEvent } from '#src/domain/case/history.ts';
import type { HandOff, TriageReason } from '#src/domain/case/model.ts';
import { handOffId } from '#src/domain/ids.ts';
import { isOpenHandOff } from '#src/domain/states.ts';
import { type StoredCase, schemas } from './cases.ts';
import type { Evidence } from './evidence.ts';

/** Each event with the version of the referral that stood after it. */
export function eventsWithVersions(events: readonly HistoryEvent[]): { event: HistoryEvent; version: number }[] {
  let version = 1;
  return events.map((event) => {
    // The system opens a duplicate again at the version that stands.
    if (event.event === 'corrected' || (event.event === 'reopened' && event.by !== 'system')) version += 1;
    return { event, version };
  });
}

/** A correction takes effect once: every service that holds the case is at its version, and was told or has read since. */
export function correctionFaults(seen: StoredCase, messages: Evidence['messages']): string[] {
  const { id, head, handOffs, events } = seen;
  if (!head) return [];
  const faults: string[] = [];
  const versions = eventsWithVersions(events);
  const last = versions.at(-1)?.version ?? 1;
  if (last !== head.version) faults.push(`${id} stands at version ${head.version}; its history ends at ${last}`);
  const isSuspended = handOffs.some(({ status }) => status === 'suspended');
  if (isSuspended !== (head.isSuspended ?? false))
    faults.push(`${id} and its hand-offs differ on whether one is suspended`);
  const open = handOffs.filter(({ status }) => isOpenHandOff(status));
  return [...faults, ...open.flatMap((one) => openFaults(seen, one, versions, messages))];
}

function openFaults(
  seen: StoredCase,
  one: HandOff,
  versions: ReturnType<typeof eventsWithVersions>,
  messages: Evidence['messages'],
): string[] {
  const faults: string[] = [];
  const name = `${seen.id} hand-off ${one.number}`;
  const standing = seen.head?.version;
  if (one.version !== standing) faults.push(`${name} is at version ${one.version} of ${standing}`);
  if ((one.suspension !== undefined) !== (one.status === 'suspended'))
    faults.push(`${name} is ${one.status} and its suspension does not agree`);
  const amended = versions.filter(({ event }) => event.event === 'amended' && event.handOff === one.number);
  for (const { event, version } of amended) {
    if (!isTold(seen, one, { version, at: event.at }, messages))
      faults.push(`${name} was not told of version ${version}`);
  }
  return faults;
}

function isTold(
  { reads }: StoredCase,
  { referral, number }: HandOff,
  { version, at }: { version: number; at: string },
  messages: Evidence['messages'],
): boolean {
  const id = handOffId(referral, number);
  const isSent = messages.some(
    ({ message }) =>
      message.schema === schemas.amendment && message.handOffId === id && Number(message['version']) >= version,
  );
  return isSent || reads.some((read) => read.number === number && read.at >= at);
}

/** The hub has what a service may not know, and what it should not have done; and no longer than it is so. */
export function safetyFaults(seen: StoredCase): string[] {
  const { id, head, handOffs, events } = seen;
  const faults = unexplainedFaults(seen);
  if (head?.status !== 'routed') return faults;
  const { triage } = head;
  const reasons: readonly TriageReason[] = triage ? [triage.reason, ...(triage.also ?? [])] : [];
  const open = handOffs.filter(({ status }) => isOpenHandOff(status));
  const expected = {
    suspended: open.some(({ suspension }) => suspension?.escalated),
    'stop-unread': open.some(({ amendment }) => amendment?.escalated),
  } as const;
  for (const reason of ['suspended', 'stop-unread'] as const) {
    if (expected[reason] !== reasons.includes(reason))
      faults.push(`${id} is ${expected[reason] ? 'not ' : ''}with the hub as ${reason}`);
  }
  if (isUnsafeAttemptOpen(events) && !reasons.includes('safety'))
    faults.push(`${id} has an attempt that was not safe, and the hub does not see it`);
  return faults;
}

/** Reasons go with erasure. */
function unexplainedFaults({ id, head, handOffs, events }: StoredCase): string[] {
  if (head?.erasedAt !== undefined || head?.erasureStartedAt !== undefined) return [];
  return handOffs.flatMap(({ number }) => {
    const steps = events.filter(({ handOff }) => handOff === number);
    return steps.flatMap(({ event, note, safe }, at) => {
      const isUnsafe = event === 'contact-attempted' && (safe === 'no' || isStoppedBefore(steps, at));
      return isUnsafe && note === undefined
        ? [`${id} hand-off ${number} has an attempt that was not safe, without its reason`]
        : [];
    });
  });
}

/** Triage takes what it has seen off its list when it routes, and a case that is judged anew leaves it. */
function isUnsafeAttemptOpen(events: readonly HistoryEvent[]): boolean {
  const attempt = events.findLastIndex(({ event, safe }) => event === 'contact-attempted' && safe === 'no');
  const left: readonly string[] = ['routed', 'corrected', 'reopened', 'not-duplicate'];
  return attempt >= 0 && !events.slice(attempt).some(({ event }) => left.includes(event));
}

function isStoppedBefore(steps: readonly HistoryEvent[], at: number): boolean {
  const moves: readonly string[] = ['suspended', 'resumed', 'contacted', 'closed', 'withdrawn'];
  return steps.slice(0, at).findLast(({ event }) => moves.includes(event))?.event === 'suspended';
}

/** However often it is corrected, opened again or resumed. */
export function onceFaults({ id, events }: StoredCase): string[] {
  const faults: string[] = [];
  const counted = events.flatMap(({ handOff, counts }) => counts.map(({ measure }) => ({ handOff, measure })));
  const received = counted.filter(({ measure }) => measure === 'referrals').length;
  if (events.length > 0 && received !== 1) faults.push(`${id} is counted ${received} times`);
  for (const measure of ['accepted', 'contacted', 'supporting', 'closed'] as const) {
    const numbers = counted.filter((one) => one.measure === measure).map(({ handOff }) => handOff);
    const twice = numbers.filter((number, at) => numbers.indexOf(number) !== at);
    if (twice.length > 0) faults.push(`${id} hand-off ${twice} is counted as ${measure} more than once`);
  }
  return faults;
}
