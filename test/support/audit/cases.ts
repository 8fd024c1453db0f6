/** The cases in the work table, and their faults. */

import type { HistoryEvent } from '#src/domain/case/history.ts';
import type { CaseHead, HandOff } from '#src/domain/case/model.ts';
import { handOffId } from '#src/domain/ids.ts';
import { handOffStatuses, handOffTransitions, isOpenHandOff, statusesKeptOnAttempt } from '#src/domain/states.ts';
import { rowToHandOff, rowToHead } from '#src/store/case-rows.ts';
import { packMarks } from '#src/store/hand-off-row.ts';
import { rowToEvents } from '#src/store/history-rows.ts';
import type { Evidence, Row } from './evidence.ts';

/** Where a row stands in the indexes that lists and jobs read. */
interface IndexPlace {
  list: unknown;
  agenda: unknown;
  due: unknown;
}

export interface StoredCase {
  id: string;
  head?: CaseHead;
  headIndex?: IndexPlace;
  handOffs: HandOff[];
  /** By the row's key. */
  handOffIndexes: Map<string, IndexPlace>;
  /** In order. */
  events: HistoryEvent[];
  /** Reasons in the disclosure log, sealed. */
  reasons: unknown[];
  /** By its service, of a hand-off's detail. */
  reads: { number: number; at: string }[];
  /** Parked versions; one that was dispatched since is like any other. */
  parked: number[];
  /** Of e-mails, also those that were sent. */
  notices: { kind: string; handOff?: number | undefined }[];
}

const emptyCase = (id: string): StoredCase => ({
  id,
  handOffs: [],
  handOffIndexes: new Map(),
  events: [],
  reasons: [],
  reads: [],
  parked: [],
  notices: [],
});

function addRead(seen: StoredCase, { row, why }: Row): void {
  const [, at = '', number] = String(row).split('#');
  seen.reads.push({ at, number: Number(number) });
  if (why !== undefined) seen.reasons.push(why);
}

function addNotice(seen: StoredCase, { k, h }: Row): void {
  seen.notices.push({ kind: String(k), handOff: h === undefined ? undefined : Number(h) });
}

/** Marks of jobs, notices that are of no case, and the daily balances. */
const others: readonly unknown[] = ['sweep', 'mail|notices', 'balance'];

export function casesOf(work: readonly Row[]): Map<string, StoredCase> {
  const cases = new Map<string, StoredCase>();
  const rows = work.filter(({ id }) => !others.includes(id));
  for (const row of rows.sort((a, b) => (String(a.row) < String(b.row) ? -1 : 1))) {
    const [id, key] = [String(row.id), String(row.row)];
    const seen: StoredCase = cases.get(id) ?? emptyCase(id);
    cases.set(id, seen);
    const index = { list: row.list, agenda: row.agenda, due: row.due };
    if (key === 'head') {
      seen.head = rowToHead(row);
      seen.headIndex = index;
    } else if (key.startsWith('h#')) {
      seen.handOffs.push(rowToHandOff(row));
      seen.handOffIndexes.set(key, index);
    } else if (key.startsWith('e#')) seen.events.push(...rowToEvents(row));
    else if (key.startsWith('d#')) addRead(seen, row);
    else if (key.startsWith('n#')) addNotice(seen, row);
    else if (key.startsWith('p#') && row.agenda === 'parked') seen.parked.push(Number(key.slice(2)));
  }
  return cases;
}

const versionsOf = (referrals: readonly Row[]): Map<string, number[]> => {
  const versions = new Map<string, number[]>();
  for (const { id, v } of referrals) versions.set(String(id), [...(versions.get(String(id)) ?? []), Number(v)]);
  return versions;
};

/** Every referral answered is in the ledger; every one in the ledger is dispatched or parked (invariants 1, 8). */
export function ledgerFaults(evidence: Evidence, cases: ReadonlyMap<string, StoredCase>, answered: Iterable<string>) {
  const versions = versionsOf(evidence.referrals);
  return [
    ...[...answered].filter((id) => !versions.has(id)).map((id) => `${id} was answered and is not in the ledger`),
    ...[...versions].flatMap(([id, known]) => versionFaults(id, known, cases.get(id))),
    ...[...cases.values()].flatMap(({ id, head }) =>
      head && !versions.has(id) ? [`${id} has a head and no ledger row`] : [],
    ),
  ];
}

function versionFaults(id: string, known: readonly number[], seen: StoredCase | undefined): string[] {
  const last = Math.max(...known);
  if (known.length !== last) return [`${id} has versions ${known}, with a gap`];
  if (seen?.parked.includes(last)) return [];
  if (!seen?.head) return [`${id} was never dispatched`];
  if (seen.head.version !== last) return [`${id} stands at version ${seen.head.version} of ${last}`];
  return seen.head.status === 'received' ? [`${id} was corrected and never dispatched again`] : [];
}

/** Each hand-off reached its service’s queue, and nothing else did (invariant 2). */
export function messageFaults(evidence: Evidence, cases: ReadonlyMap<string, StoredCase>): string[] {
  const handOffs = new Map<string, HandOff>(
    [...cases.values()].flatMap((seen) => seen.handOffs.map((one) => [handOffId(one.referral, one.number), one])),
  );
  const sent = new Set(evidence.messages.map(({ message }) => `${message.schema} ${message.handOffId}`));
  return [
    ...evidence.messages.flatMap((one) => strayFaults(one, handOffs.get(one.message.handOffId))),
    ...[...handOffs].flatMap(([id, one]) => findUnsentFaults(id, one, sent)),
  ];
}

export const schemas = {
  'hand-off': 'victim-referral-intake/hand-off/1',
  amendment: 'victim-referral-intake/amendment/1',
  withdrawal: 'victim-referral-intake/withdrawal/1',
};

function strayFaults({ queue, message }: Evidence['messages'][number], one: HandOff | undefined): string[] {
  if (!Object.values(schemas).includes(message.schema)) return [`a message of schema ${message.schema} in ${queue}`];
  if (!one) return [`a message in ${queue} names ${message.handOffId}, which has no row`];
  return one.service === queue ? [] : [`a message for ${one.service} is in the queue of ${queue}`];
}

function findUnsentFaults(id: string, one: HandOff, sent: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  if (one.unsent)
    faults.push(`${id} still has the marks ${packMarks(one.unsent)}: its message is not known to be sent`);
  // A hand-off withdrawn or expired before its message was sent has a withdrawal message or none.
  const over = one.status === 'withdrawn' || one.status === 'expired';
  if (!over && !sent.has(`${schemas['hand-off']} ${id}`))
    faults.push(`${id} was handed to ${one.service} and no message went`);
  if (one.status === 'withdrawn' && !sent.has(`${schemas.withdrawal} ${id}`)) {
    faults.push(`${id} was withdrawn and no message was sent`);
  }
  return faults;
}

/** No case is in two states or without an owner (invariants 5, 6). */
export function stateFaults({ id, head, handOffs, events }: StoredCase): string[] {
  if (!head) return [];
  const faults: string[] = [];
  const open = handOffs.filter((one) => isOpenHandOff(one.status));
  if (events.filter(({ event }) => event === 'received').length !== 1) faults.push(`${id} was not received once`);
  if (handOffs.length !== head.handOffs)
    faults.push(`${id} says ${head.handOffs} hand-offs and has ${handOffs.length}`);
  if (head.status !== 'routed' && open.length > 0) faults.push(`${id} is ${head.status} while a service holds it`);
  if (head.status === 'held' && !events.some(({ event }) => event === 'held')) faults.push(`${id} is held unsaid`);
  const twice = open.map(({ service }) => service).filter((service, at, all) => all.indexOf(service) !== at);
  if (twice.length > 0) faults.push(`${id} is with ${twice} twice at once`);
  for (const one of handOffs) faults.push(...historyFaults(id, one, events));
  return faults;
}

/** A hand-off's history follows the transition table and ends at the status of its row. */
function historyFaults(id: string, one: HandOff, all: readonly HistoryEvent[]): string[] {
  const faults: string[] = [];
  const steps = all.filter(({ handOff }) => handOff === one.number).map(({ event }) => event);
  if (steps.filter((step) => step === 'handed-off').length !== 1) {
    faults.push(`${id} hand-off ${one.number} was not handed off once: ${steps.join(' ')}`);
  }
  const statuses: readonly string[] = handOffStatuses;
  const kept: readonly string[] = statusesKeptOnAttempt;
  let at = 'queued';
  for (const step of steps) {
    const from = at;
    const to = step === 'resumed' ? 'accepted' : step;
    const isRecordedAlone = to === 'contact-attempted' && kept.includes(from);
    if (!statuses.includes(to) || isRecordedAlone) continue;
    const known = handOffTransitions.some((move) => move.to === to && (move.from as readonly string[]).includes(from));
    if (!known) faults.push(`${id} hand-off ${one.number} went from ${from} to ${to}`);
    at = to;
  }
  if (at !== one.status) faults.push(`${id} hand-off ${one.number} is ${one.status}; its history ends at ${at}`);
  return faults;
}
