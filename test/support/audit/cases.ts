/** The cases as the work table has them, and what is wrong with each. */
import type { HandOff, Head, HistoryEvent } from '#src/domain/case/model.ts';
import { handOffId } from '#src/domain/ids.ts';
import { handOffMoves, handOffStatuses, isOpen } from '#src/domain/states.ts';
import { rowToHandOff, rowToHead } from '#src/store/case-rows.ts';
import { rowToEvents } from '#src/store/history-rows.ts';
import type { Evidence, Row } from './evidence.ts';

export interface SeenCase {
  id: string;
  head?: Head;
  handOffs: HandOff[];
  /** In order. */
  events: HistoryEvent[];
  parked: number[];
}

export function casesOf(work: readonly Row[]): Map<string, SeenCase> {
  const cases = new Map<string, SeenCase>();
  for (const row of [...work].sort((a, b) => (String(a.row) < String(b.row) ? -1 : 1))) {
    const [id, key] = [String(row.id), String(row.row)];
    if (id === 'sweep') continue;
    const seen = cases.get(id) ?? { id, handOffs: [], events: [], parked: [] };
    cases.set(id, seen);
    if (key === 'head') seen.head = rowToHead(row);
    else if (key.startsWith('h#')) seen.handOffs.push(rowToHandOff(row));
    else if (key.startsWith('e#')) seen.events.push(...rowToEvents(row));
    else if (key.startsWith('p#')) seen.parked.push(Number(key.slice(2)));
  }
  return cases;
}

const versionsOf = (referrals: readonly Row[]): Map<string, number[]> => {
  const versions = new Map<string, number[]>();
  for (const { id, v } of referrals) versions.set(String(id), [...(versions.get(String(id)) ?? []), Number(v)]);
  return versions;
};

/** Every referral answered is in the ledger; every one in the ledger is dispatched or parked (invariants 1, 8). */
export function ledgerFaults(evidence: Evidence, cases: ReadonlyMap<string, SeenCase>, answered: Iterable<string>) {
  const faults: string[] = [];
  const versions = versionsOf(evidence.referrals);
  for (const id of answered) if (!versions.has(id)) faults.push(`${id} was answered and is not in the ledger`);
  for (const [id, known] of versions) {
    const seen = cases.get(id);
    const last = Math.max(...known);
    if (known.length !== last) faults.push(`${id} has versions ${known}, with a gap`);
    if (seen?.parked.includes(last)) continue;
    if (!seen?.head) faults.push(`${id} was never dispatched`);
    else if (seen.head.version !== last) faults.push(`${id} stands at version ${seen.head.version} of ${last}`);
    else if (seen.head.status === 'received') faults.push(`${id} was corrected and never dispatched again`);
  }
  for (const { id, head } of cases.values())
    if (head && !versions.has(id)) faults.push(`${id} has a head and no ledger row`);
  return faults;
}

/** Each hand-off reached its service's queue, and nothing else did (invariant 2). */
export function messageFaults(evidence: Evidence, cases: ReadonlyMap<string, SeenCase>): string[] {
  const faults: string[] = [];
  const handOffs = new Map<string, HandOff>();
  for (const seen of cases.values()) {
    for (const one of seen.handOffs) handOffs.set(handOffId(one.referral, one.number), one);
  }
  const told = { 'hand-off': new Set<string>(), withdrawal: new Set<string>() };
  for (const { queue, message } of evidence.messages) {
    const one = handOffs.get(message.handOffId);
    const kind = /^victim-referral-intake\/(hand-off|withdrawal)\/1$/.exec(message.schema)?.[1];
    if (kind !== 'hand-off' && kind !== 'withdrawal') faults.push(`a message of schema ${message.schema} in ${queue}`);
    else told[kind].add(message.handOffId);
    if (!one) faults.push(`a message in ${queue} names ${message.handOffId}, which has no row`);
    else if (one.service !== queue) faults.push(`a message for ${one.service} is in the queue of ${queue}`);
  }
  for (const [id, one] of handOffs) {
    if (one.unsent) faults.push(`${id} still has the mark ${one.unsent}: its message is not known to be sent`);
    // What was withdrawn or expired before its message went is told of by the withdrawal, or not at all.
    const over = one.status === 'withdrawn' || one.status === 'expired';
    if (!over && !told['hand-off'].has(id)) faults.push(`${id} was handed to ${one.service} and no message went`);
    if (one.status === 'withdrawn' && !told.withdrawal.has(id)) faults.push(`${id} was withdrawn and nobody was told`);
  }
  return faults;
}

/** No case is in two states, none between two chairs (invariants 5, 6). */
export function stateFaults({ id, head, handOffs, events }: SeenCase): string[] {
  if (!head) return [];
  const faults: string[] = [];
  const open = handOffs.filter((one) => isOpen(one.status));
  if (events.filter(({ event }) => event === 'received').length !== 1) faults.push(`${id} was not received once`);
  if (handOffs.length !== head.handOffs)
    faults.push(`${id} says ${head.handOffs} hand-offs and has ${handOffs.length}`);
  if (head.status === 'routed' && open.length === 0) faults.push(`${id} is routed and no service holds it`);
  if (head.status !== 'routed' && open.length > 0) faults.push(`${id} is ${head.status} while a service holds it`);
  if (head.status === 'held' && !head.triage) faults.push(`${id} is held and not on the hub’s list`);
  if (head.status === 'closed' && !handOffs.some(({ status }) => status === 'closed')) {
    faults.push(`${id} is closed and no service closed it`);
  }
  const twice = open.map(({ service }) => service).filter((service, at, all) => all.indexOf(service) !== at);
  if (twice.length > 0) faults.push(`${id} is with ${twice} twice at once`);
  for (const one of handOffs) faults.push(...historyFaults(id, one, events));
  return faults;
}

/** A hand-off's history, step by step by the table of transitions, ends where its row stands. */
function historyFaults(id: string, one: HandOff, all: readonly HistoryEvent[]): string[] {
  const faults: string[] = [];
  const steps = all.filter(({ handOff }) => handOff === one.number).map(({ event }) => event);
  if (steps.filter((step) => step === 'handed-off').length !== 1) {
    faults.push(`${id} hand-off ${one.number} was not handed off once: ${steps.join(' ')}`);
  }
  const statuses: readonly string[] = handOffStatuses;
  let at = 'queued';
  for (const to of steps.filter((step) => statuses.includes(step))) {
    const from = at;
    const known = handOffMoves.some((move) => move.to === to && (move.from as readonly string[]).includes(from));
    if (!known) faults.push(`${id} hand-off ${one.number} went from ${from} to ${to}`);
    at = to;
  }
  if (at !== one.status) faults.push(`${id} hand-off ${one.number} is ${one.status}; its history ends at ${at}`);
  return faults;
}
