/** A case's rows in the work table: head, hand-offs, history. Short names keep each under 1 KB. */
import * as z from 'zod';
import { caseEvents, type HandOff, type Head, type HistoryEvent, triageReasons } from '#src/domain/case/model.ts';
import { nextLook } from '#src/domain/case/deadlines.ts';
import { packFacts, unpackFacts } from '#src/domain/counting/facts.ts';
import { type Count, measures } from '#src/domain/counting/model.ts';
import { isReferralId } from '#src/domain/ids.ts';
import { handOffStatuses, referralStatuses } from '#src/domain/states.ts';
import { heldReasons, priorities, senderKinds } from '#src/domain/vocabulary.ts';
import { Unreadable } from '#src/usecases/ports.ts';

type Row = Record<string, unknown>;

export const headKey = 'head';
export const handOffKey = (number: number): string => `h#${String(number).padStart(2, '0')}`;
/** Head and hand-offs sort together, apart from history (e#), disclosures (d#) and parked versions (p#). */
export const caseSpan = { from: 'h', to: 'h~' } as const;
export const historySpan = { from: 'e#', to: 'e#~' } as const;

export const senderList = (sender: string, status: string): string => `sender:${sender}|${status}`;
export const serviceList = (service: string, status: string): string => `service:${service}|${status}`;
export const agendas = { unsent: 'unsent', respond: 'respond', triage: 'triage' } as const;

const id = z.string().refine(isReferralId);
const triageRow = z.object({ r: z.enum(triageReasons), s: z.string() });
const headRow = z.object({
  id,
  st: z.enum(referralStatuses),
  rev: z.int(),
  ver: z.int(),
  ref: z.string(),
  snd: z.string(),
  kind: z.enum(senderKinds),
  at: z.string(),
  since: z.string(),
  held: z.array(z.enum(heldReasons)),
  pri: z.enum(priorities),
  n: z.int(),
  res: z.array(z.string()),
  facts: z.string(),
  tri: triageRow.optional(),
  adv: z.string().optional(),
});
const handOffRow = z.object({
  id,
  row: z.string(),
  ref: z.string(),
  svc: z.string(),
  part: z.enum(['lead', 'alongside']),
  st: z.enum(handOffStatuses),
  rev: z.int(),
  since: z.string(),
  pri: z.enum(priorities),
  by: z.string(),
  q: z.string(),
  rem: z.string(),
  att: z.int(),
  uns: z.enum(['hand-off', 'withdrawal']).optional(),
  told: z.boolean().optional(),
  esc: z.boolean().optional(),
  ca: z.int(),
  la: z.string().optional(),
  ct: z.string().optional(),
  out: z.string().optional(),
  rsn: z.string().optional(),
});
const eventRow = z.object({
  at: z.string(),
  ev: z.enum(caseEvents),
  by: z.string(),
  ho: z.int().optional(),
  svc: z.string().optional(),
  rsn: z.string().optional(),
  note: z.string().optional(),
  facts: z.string().optional(),
  c: z.string().optional(),
});
const compiled = { head: z.compile(headRow), handOff: z.compile(handOffRow), event: z.compile(eventRow) };

export function headToRow(head: Head): Row {
  return {
    id: head.id,
    row: headKey,
    st: head.status,
    rev: head.rev,
    ver: head.version,
    ref: head.reference,
    snd: head.sender,
    kind: head.senderKind,
    at: head.receivedAt,
    since: head.since,
    held: head.heldReasons,
    pri: head.priority,
    n: head.handOffs,
    res: head.reserve,
    facts: packFacts(head.facts),
    tri: head.triage && { r: head.triage.reason, s: head.triage.since },
    adv: head.advice,
    list: senderList(head.sender, head.status),
    pos: `${head.receivedAt}#${head.id}`,
    ...(head.triage ? { agenda: agendas.triage, due: `${head.triage.since}#${head.id}` } : {}),
  };
}

export function rowToHead(item: Row): Head {
  const it = parsed(compiled.head, item, 'head');
  return {
    id: it.id,
    reference: it.ref,
    sender: it.snd,
    senderKind: it.kind,
    version: it.ver,
    rev: it.rev,
    status: it.st,
    since: it.since,
    receivedAt: it.at,
    heldReasons: it.held,
    priority: it.pri,
    handOffs: it.n,
    reserve: it.res,
    facts: unpackFacts(it.facts),
    ...(it.tri ? { triage: { reason: it.tri.r, since: it.tri.s } } : {}),
    ...(it.adv === undefined ? {} : { advice: it.adv }),
  };
}

export function handOffToRow(handOff: HandOff): Row {
  return {
    id: handOff.referral,
    row: handOffKey(handOff.number),
    ref: handOff.reference,
    svc: handOff.service,
    part: handOff.part,
    st: handOff.status,
    rev: handOff.rev,
    since: handOff.since,
    pri: handOff.priority,
    by: handOff.respondBy,
    q: handOff.queuedAt,
    rem: handOff.remindAt,
    att: handOff.attempt,
    uns: handOff.unsent,
    told: handOff.reminded,
    esc: handOff.escalated,
    ca: handOff.contactAttempts,
    la: handOff.lastAttemptAt,
    ct: handOff.contactedAt,
    out: handOff.outcome,
    rsn: handOff.reason,
    list: serviceList(handOff.service, handOff.status),
    // Most urgent first: by priority, then by deadline.
    pos: `${priorities.indexOf(handOff.priority)}#${handOff.respondBy}#${handOff.referral}#${handOff.number}`,
    ...agendaOf(handOff),
  };
}

/** Where the jobs look: what is unsent first, then the next deadline. */
export function agendaOf(handOff: HandOff): { agenda?: string; due?: string } {
  if (handOff.unsent) return { agenda: agendas.unsent, due: handOff.since };
  const due = nextLook(handOff);
  return due === undefined ? {} : { agenda: agendas.respond, due };
}

export function rowToHandOff(item: Row): HandOff {
  const it = parsed(compiled.handOff, item, 'hand-off');
  return {
    referral: it.id,
    reference: it.ref,
    number: Number(it.row.slice(2)),
    service: it.svc,
    part: it.part,
    status: it.st,
    rev: it.rev,
    since: it.since,
    priority: it.pri,
    respondBy: it.by,
    queuedAt: it.q,
    remindAt: it.rem,
    attempt: it.att,
    contactAttempts: it.ca,
    ...(it.uns === undefined ? {} : { unsent: it.uns }),
    ...(it.told === undefined ? {} : { reminded: it.told }),
    ...(it.esc === undefined ? {} : { escalated: it.esc }),
    ...(it.la === undefined ? {} : { lastAttemptAt: it.la }),
    ...(it.ct === undefined ? {} : { contactedAt: it.ct }),
    ...(it.out === undefined ? {} : { outcome: it.out }),
    ...(it.rsn === undefined ? {} : { reason: it.rsn }),
  };
}

/** What a count says beyond its facts, which stand once on the event's row. */
const countRow = z.object({
  m: z.enum(measures),
  d: z.string(),
  s: z.array(z.string()).optional(),
  o: z.string().optional(),
  r: z.string().optional(),
  h: z.array(z.string()).optional(),
  p: z.string().optional(),
});

/** @param mark makes the key unique among events of one instant, and keeps them in order: the revisions that the change wrote */
export function eventToRow(referral: string, event: HistoryEvent, mark: string): Row {
  const number = String(event.handOff ?? 0).padStart(2, '0');
  const facts = event.counts[0]?.facts;
  const counts = event.counts.map((count) => ({
    m: count.measure,
    d: count.day,
    s: count.services,
    o: count.outcome,
    r: count.declineReason,
    h: count.heldReasons,
    p: count.person,
  }));
  return {
    id: referral,
    row: `e#${event.at}#${number}#${mark}`,
    at: event.at,
    ev: event.event,
    by: event.by,
    ho: event.handOff,
    svc: event.service,
    rsn: event.reason,
    note: event.note,
    facts: facts && packFacts(facts),
    c: counts.length > 0 ? JSON.stringify(counts) : undefined,
  };
}

export function rowToEvent(item: Row): HistoryEvent {
  const it = parsed(compiled.event, item, 'history');
  return {
    at: it.at,
    event: it.ev,
    by: it.by,
    ...(it.ho === undefined ? {} : { handOff: it.ho }),
    ...(it.svc === undefined ? {} : { service: it.svc }),
    ...(it.rsn === undefined ? {} : { reason: it.rsn }),
    ...(it.note === undefined ? {} : { note: it.note }),
    counts: it.c !== undefined && it.facts !== undefined ? countsOf(it.c, it.facts) : [],
  };
}

function countsOf(text: string, packed: string): Count[] {
  const facts = unpackFacts(packed);
  return z
    .array(countRow)
    .parse(JSON.parse(text))
    .map((it) => ({
      measure: it.m,
      day: it.d,
      facts,
      ...(it.s === undefined ? {} : { services: it.s }),
      ...(it.o === undefined ? {} : { outcome: it.o }),
      ...(it.r === undefined ? {} : { declineReason: it.r }),
      ...(it.h === undefined ? {} : { heldReasons: it.h }),
      ...(it.p === undefined ? {} : { person: it.p }),
    }));
}

interface Reader<Output> {
  safeParse(data: unknown): { success: true; data: Output } | { success: false; error: z.core.$ZodError };
}

function parsed<Output>(reader: Reader<Output>, item: Row, what: string): Output {
  const read = reader.safeParse(item);
  if (read.success) return read.data;
  throw new Unreadable(`${what} row: ${read.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
}
