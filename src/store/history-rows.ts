/**
 * History in the work table: one row for each change, with its events and what was counted. It includes the
 * case facts, so that a recount needs no other source.
 */
import * as z from 'zod';
import { caseEvents, type HistoryEvent } from '#src/domain/case/history.ts';
import { packFacts, unpackFacts } from '#src/domain/counting/case-facts.ts';
import { type CaseFacts, type Count, measures } from '#src/domain/counting/model.ts';
import { isPartyId, isServiceId } from '#src/domain/ids.ts';
import {
  attemptResults,
  channels,
  declineReasons,
  heldReasons,
  returnReasons,
  supportOutcomes,
  suspendReasons,
  withdrawReasons,
} from '#src/domain/vocabulary.ts';
import { lazyParser } from '#src/platform/parser.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import { agentAttributes, packAgent, unpackAgent } from './agent-attributes.ts';
import { parseRow } from './case-rows.ts';

type Row = Record<string, unknown>;

const service = z.string().refine(isServiceId);
const countRow = z.object({
  m: z.enum(measures),
  d: z.string(),
  s: z.array(service).optional(),
  o: z.enum(supportOutcomes).optional(),
  r: z.enum(declineReasons).optional(),
  h: z.array(z.enum(heldReasons)).optional(),
  p: z.string().optional(),
  x: z.int().optional(),
  su: z.enum(suspendReasons).optional(),
  rt: z.enum(returnReasons).optional(),
  w: z.enum(withdrawReasons).optional(),
});
const eventRow = z.object({
  at: z.string(),
  ev: z.enum(caseEvents),
  by: z.union([z.literal('system'), z.string().refine(isPartyId)]),
  ...agentAttributes,
  ho: z.int().optional(),
  svc: service.optional(),
  rsn: z.string().optional(),
  note: z.string().optional(),
  to: z.string().optional(),
  res: z.enum(attemptResults).optional(),
  safe: z.enum(['no', 'unknown']).optional(),
  ch: z.array(z.enum(channels)).optional(),
  act: z.string().optional(),
  v: z.int().optional(),
  c: z.array(countRow).optional(),
});
const historyRow = lazyParser(() => z.object({ facts: z.string().optional(), evs: z.string() }));
const eventRows = lazyParser(() => z.array(eventRow));

/**
 * @param events of one change to one case version, so that all counts share the same facts
 * @param pseudonyms by keyed hash of the person
 * @param keySuffix made of the revisions written, to keep changes of the same millisecond distinct and in order
 */
export function eventsToRow(
  referral: string,
  events: readonly HistoryEvent[],
  keySuffix: string,
  pseudonyms: ReadonlyMap<string, string> = new Map(),
): Row | undefined {
  const last = events.at(-1);
  if (!last) return undefined;
  const facts = events.flatMap((event) => event.counts)[0]?.facts;
  return {
    id: referral,
    row: `e#${last.at}#${keySuffix}`,
    facts: facts && packFacts(facts),
    evs: JSON.stringify(events.map((event) => packEvent(event, pseudonyms))),
  };
}

const packEvent = (
  {
    at,
    event,
    by,
    agent,
    handOff,
    service,
    reason,
    note,
    assignee,
    result,
    safe,
    channels: named,
    act,
    version,
    counts,
  }: HistoryEvent,
  pseudonyms: ReadonlyMap<string, string>,
): z.infer<typeof eventRow> => ({
  at,
  ev: event,
  by,
  ...packAgent(agent),
  ho: handOff,
  svc: service,
  rsn: reason,
  note,
  to: assignee,
  res: result,
  safe,
  ch: named && [...named],
  act,
  v: version,
  c: counts.length === 0 ? undefined : counts.map((count) => packCount(count, pseudonyms)),
});

const packCount = (count: Count, pseudonyms: ReadonlyMap<string, string>): z.infer<typeof countRow> => ({
  m: count.measure,
  d: count.day,
  s: count.services && [...count.services],
  o: count.outcome,
  r: count.declineReason,
  h: count.heldReasons && [...count.heldReasons],
  p: count.person && (pseudonyms.get(count.person) ?? count.person),
  x: count.minutes,
  su: count.suspendReason,
  rt: count.returnReason,
  w: count.withdrawReason,
});

export function rowToEvents(item: Row): HistoryEvent[] {
  const { facts, evs } = parseRow(historyRow, item, 'history');
  const caseFacts = facts === undefined ? undefined : unpackFacts(facts);
  return parseRow(eventRows, parseJson(evs), 'history').map((it) => ({
    at: it.at,
    event: it.ev,
    by: it.by,
    ...unpackAgent(it),
    ...unpackPlace(it),
    ...(it.rsn === undefined ? {} : { reason: it.rsn }),
    ...(it.note === undefined ? {} : { note: it.note }),
    ...(it.res === undefined ? {} : { result: it.res }),
    ...(it.safe === undefined ? {} : { safe: it.safe }),
    ...(it.ch === undefined ? {} : { channels: it.ch }),
    ...unpackCause(it),
    counts: caseFacts && it.c ? it.c.map((count) => unpackCount(count, caseFacts)) : [],
  }));
}

/** Which hand-off the event concerns, of which service, and with whom there. */
const unpackPlace = (it: z.infer<typeof eventRow>): Pick<HistoryEvent, 'handOff' | 'service' | 'assignee'> => ({
  ...(it.ho === undefined ? {} : { handOff: it.ho }),
  ...(it.svc === undefined ? {} : { service: it.svc }),
  ...(it.to === undefined ? {} : { assignee: it.to }),
});

/** Which act it is part of, and what its reporter had read. */
const unpackCause = (it: z.infer<typeof eventRow>): Pick<HistoryEvent, 'act' | 'version'> => ({
  ...(it.act === undefined ? {} : { act: it.act }),
  ...(it.v === undefined ? {} : { version: it.v }),
});

/** The revision of the case that the row's events made, the last part of its key. */
export const revisionOfRow = ({ row }: Row): number => Number(String(row).split('#').at(-1));

/** The row's packed events without their notes; undefined when there are no notes. */
export function withoutNotes(item: Row): string | undefined {
  const events = parseRow(eventRows, parseJson(parseRow(historyRow, item, 'history').evs), 'history');
  if (events.every(({ note }) => note === undefined)) return undefined;
  return JSON.stringify(events.map(({ note, ...rest }) => rest));
}

const unpackCount = (it: z.infer<typeof countRow>, facts: CaseFacts): Count => ({
  measure: it.m,
  day: it.d,
  facts,
  ...(it.s === undefined ? {} : { services: it.s }),
  ...(it.o === undefined ? {} : { outcome: it.o }),
  ...(it.r === undefined ? {} : { declineReason: it.r }),
  ...(it.h === undefined ? {} : { heldReasons: it.h }),
  ...(it.p === undefined ? {} : { person: it.p }),
  ...(it.x === undefined ? {} : { minutes: it.x }),
  ...(it.su === undefined ? {} : { suspendReason: it.su }),
  ...(it.rt === undefined ? {} : { returnReason: it.rt }),
  ...(it.w === undefined ? {} : { withdrawReason: it.w }),
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Unreadable('history row: evs is not JSON', { cause });
  }
}
