/**
 * The expected hand-offs of each referral, derived from the demo's files by the documented rules
 * (docs/state-machine.md, areas/README.md) without the code that moves cases:
 *
 * - the intake response names the lead, the services alongside, and the reserve;
 * - a service that declines, or does not read by its deadline, is followed by the next that may lead: the
 *   most specialised, among equals the one of lowest priority number, then by name of id; each is tried once;
 * - a service alongside has no successor;
 * - when no service is left, the last lead decides the status: held, if it declined or did not answer;
 * - a correction that opens a referral, and the hub that routes it, begin anew with the services that the answer names.
 *
 * Deadlines are processed when the clock has moved, and every five minutes.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { ClockMove } from '#demo/demo-log.ts';
import type { CaseMove } from '#demo/follow-up.ts';
import type { SentReferral } from '#demo/send.ts';
import type { HandOffEvent } from '#demo/service-simulation.ts';
import { type DemoFiles, londonDay } from './demo-files.ts';

/** An expected hand-off. */
export interface ExpectedHandOff {
  referralId: string;
  /** Which opening of the referral it is of, from 0. */
  turn: number;
  service: string;
  part: 'lead' | 'alongside';
  /** London day on which it was made. */
  day: string;
  /** How and when it ended; undefined while it is open. */
  over?: { how: string; at: string };
}

export interface ExpectedHandOffs {
  handOffs: ExpectedHandOff[];
  /** Referrals without a service, and the day on which the last one left. */
  held: { referralId: string; turn: number; day: string }[];
  /** How the messages in the queues contradict this. */
  contradictions: string[];
}

interface Commissioned {
  id: string;
  specialism: number;
  priority: number;
  meets: string[];
}
const catalogue = parse(
  readFileSync(new URL('../../../areas/greater-manchester/services.yaml', import.meta.url), 'utf8'),
);
const { services } = catalogue as { services: Commissioned[] };
const mayLead = services
  .filter(({ meets }) => meets.length > 0)
  .sort((a, b) => b.specialism - a.specialism || a.priority - b.priority || (a.id < b.id ? -1 : 1))
  .map(({ id }) => id);

/** A referral that was given to services: when it was sent, when it was opened again, or by the hub. */
interface Opening {
  referralId: string;
  /** Which opening of the referral it is, from 0. */
  turn: number;
  day: string;
  chosen: readonly string[];
  eligible: readonly string[];
}

export function expectHandOffs({ sent, worked, cases, moved }: DemoFiles): ExpectedHandOffs {
  const openings = openingsOf(sent, cases);
  const turnOf = findTurns(worked, cases);
  const keyOf = (referralId: string, turn: number, service: string) => `${referralId} ${turn} ${service}`;
  const events = Map.groupBy(worked, (one) => keyOf(one.referralId, turnOf(one), one.service));
  const looks = looksOf(moved);
  const rounds: ExpectedHandOffs = { handOffs: [], held: [], contradictions: [] };
  const due = new Set<string>();
  for (const one of openings) {
    const { referralId, turn } = one;
    if (one.chosen.length === 0) continue;
    const turns = turnsOf(one, (service) => events.get(keyOf(referralId, turn, service)) ?? [], looks);
    rounds.handOffs.push(...turns);
    for (const { service } of turns) due.add(keyOf(referralId, turn, service));
    const day = heldOn(turns);
    if (day !== undefined) rounds.held.push({ referralId, turn, day });
  }
  rounds.contradictions = [...new Set([...due, ...events.keys()])].flatMap((which) => {
    const why = contradiction(events.get(which) ?? [], due.has(which));
    return why === undefined ? [] : [`${which}: ${why}`];
  });
  return rounds;
}

const opens = ({ what }: CaseMove): boolean => what === 'corrected' || what === 'reopened' || what === 'routed';

function openingsOf(sent: readonly SentReferral[], cases: readonly CaseMove[]): Opening[] {
  const later = Map.groupBy(cases.filter(opens), ({ referralId }) => referralId);
  return sent.flatMap(({ day, answered: { status, referralId = '', chosen = [], eligible = [] } }) => {
    if (status !== 201) return [];
    const first = { referralId, turn: 0, day, chosen, eligible };
    const others = (later.get(referralId) ?? []).map((move, at) => ({
      referralId,
      turn: at + 1,
      day: move.day,
      chosen: move.chosen ?? [],
      eligible: move.eligible ?? [],
    }));
    return [first, ...others];
  });
}

/** To which opening of its referral an event belongs: the last one before the hand-off was made. */
function findTurns(worked: readonly HandOffEvent[], cases: readonly CaseMove[]): (one: HandOffEvent) => number {
  const later = Map.groupBy(cases.filter(opens), ({ referralId }) => referralId);
  const queuedAt = new Map(
    worked.flatMap(({ what, handOffId, at }) => (what === 'handed-off' ? [[handOffId, at]] : [])),
  );
  return ({ referralId, handOffId, at }) => {
    const made = Date.parse(queuedAt.get(handOffId) ?? at);
    return (later.get(referralId) ?? []).filter((move) => Date.parse(move.at) <= made).length;
  };
}

/** Faults in what one service saw of one referral. */
function contradiction(events: readonly HandOffEvent[], due: boolean): string | undefined {
  if (!due) return 'it was not this service’s turn';
  if (events.every(({ what }) => what !== 'handed-off')) return 'no message came';
  const met = events.find(({ what }) => what === 'found-expired');
  return met && Date.parse(met.at) < (deadlineOf(events) ?? 0) ? 'it expired too soon' : undefined;
}

/** The lead and its successors in turn, and the services alongside. */
function turnsOf(
  { referralId, turn: opening, day: openedOn, chosen, eligible }: Opening,
  seen: (service: string) => readonly HandOffEvent[],
  looks: readonly string[],
): ExpectedHandOff[] {
  const [lead = '', ...beside] = chosen;
  const turn = (service: string, part: ExpectedHandOff['part'], day: string): ExpectedHandOff => {
    const over = overOf(seen(service), looks);
    return { referralId, turn: opening, service, part, day, ...(over ? { over } : {}) };
  };
  const turns = beside.map((service) => turn(service, 'alongside', openedOn));
  const reserve = mayLead.filter((service) => eligible.includes(service));
  for (let service: string | undefined = lead, day = openedOn; service !== undefined; service = reserve.shift()) {
    const made = turn(service, 'lead', day);
    turns.push(made);
    if (!made.over || !leavesIt(made.over.how)) break;
    day = londonDay(made.over.at);
  }
  return turns;
}

const leavesIt = (how: string): boolean => how === 'declined' || how === 'expired';

/** What ended a hand-off: its service's report, or the deadline if nobody had read it. */
function overOf(events: readonly HandOffEvent[], looks: readonly string[]): ExpectedHandOff['over'] {
  const said = events.find(({ what }) => ['declined', 'returned', 'closed'].includes(what));
  if (said) return { how: said.what, at: said.at };
  if (events.some(({ what }) => what === 'collected')) return undefined;
  const by = deadlineOf(events);
  if (by === undefined) return undefined;
  // A service that opened it too late met it expired, if the clock passed the deadline just then.
  const met = events.flatMap(({ what, at }) => (what === 'found-expired' ? [at] : []));
  const at = [...looks, ...met].filter((look) => Date.parse(look) >= by).sort()[0];
  return at === undefined ? undefined : { how: 'expired', at };
}

/** Milliseconds since 1970. */
function deadlineOf(events: readonly HandOffEvent[]): number | undefined {
  const said = events.find(({ respondBy }) => respondBy !== undefined)?.respondBy;
  return said === undefined ? undefined : Date.parse(said);
}

function heldOn(turns: readonly ExpectedHandOff[]): string | undefined {
  const ends = turns.flatMap(({ over }) => over?.at ?? []);
  const last = turns.findLast(({ part }) => part === 'lead');
  if (ends.length < turns.length || !last?.over || !leavesIt(last.over.how)) return undefined;
  return londonDay(ends.reduce((a, b) => (Date.parse(a) > Date.parse(b) ? a : b)));
}

const everyMs = 5 * 60_000;

/** The times at which deadlines were processed, in order. */
function looksOf(moved: readonly ClockMove[]): string[] {
  return moved.flatMap(({ to, until }, at) => {
    const next = moved[at + 1]?.from ?? until;
    const looks = [to];
    for (let tick = Date.parse(to) + everyMs; tick < Date.parse(next); tick += everyMs) {
      looks.push(new Date(tick).toISOString());
    }
    return looks;
  });
}
