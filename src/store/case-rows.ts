/** A case's head and hand-offs as rows of the work table. Short attribute names keep each row under 1 KB. */
import * as z from 'zod';
import { nextCheckAt } from '#src/domain/case/deadlines.ts';
import { type CaseHead, type HandOff, triageReasons } from '#src/domain/case/model.ts';
import { needsSender } from '#src/domain/case/notices/action-needed.ts';
import { markedAt } from '#src/domain/case/outbox.ts';
import { packFacts, unpackFacts } from '#src/domain/counting/case-facts.ts';
import { isPartyId, isReferralId, isServiceId, type PartyId, type ServiceId } from '#src/domain/ids.ts';
import { type HandOffStatus, isOpenHandOff, type ReferralStatus, referralStatuses } from '#src/domain/states.ts';
import {
  erasureReasons,
  heldReasons,
  priorities,
  retentionClasses,
  returnReasons,
  senderKinds,
  withdrawReasons,
} from '#src/domain/vocabulary.ts';
import { lazyParser, type Parser } from '#src/platform/parser.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import type { ErasureGroup } from '#src/usecases/ports/lists.ts';
import { handOffAttributes, handOffParser, parsedHandOff } from './hand-off-row.ts';
import type { KeyRange } from './query.ts';
import { packReferences, referenceAttributes, unpackReferences } from './reference-attributes.ts';
import { testExpiry } from './test-expiry.ts';

type Row = Record<string, unknown>;

export const headKey = 'head';
export const handOffKey = (number: number): string => `h#${String(number).padStart(2, '0')}`;
/** Head and hand-offs sort together, so that one query reads a case without its history. */
export const caseKeyRange: KeyRange = { from: 'h', to: 'h~' };
export const historyKeyRange: KeyRange = { from: 'e#', to: 'e#~' };
export const disclosureKeyRange: KeyRange = { from: 'd#', to: 'd#~' };
export const parkedKeyRange: KeyRange = { from: 'p#', to: 'p#~' };
export const parkedKey = (version: number): string => `p#${version}`;
export const versionOfParkedKey = (key: string): number => Number(key.slice(2));

/**
 * A party's list has two index partitions, what needs action and the rest, instead of one for each status:
 * a status change within a partition needs no index write, which halves the cost of most changes.
 */
export const senderListPart = (head: Pick<CaseHead, 'status' | 'isSuspended'>): string =>
  needsSender(head) ? wantsAction : others;
export const wantsAction = 'wants';
export const others = 'rest';
/** The parts in which a status is found: a routed referral wants action while a hand-off is suspended. */
export const senderListParts = (status: ReferralStatus): string[] => [
  ...new Set([senderListPart({ status }), ...(status === 'routed' ? [wantsAction] : [])]),
];
/**
 * A service's list: what is open, what is over, and what expired until the service has seen that. The parts of its inbox
 * are made from what is open, which is read whole (docs/adr/0026-service-inbox.md).
 */
export const serviceListPart = ({ status, isExpiryUnread }: Pick<HandOff, 'status' | 'isExpiryUnread'>): string =>
  isOpenHandOff(status) ? 'open' : isExpiryUnread ? unreadExpiries : 'over';
export const unreadExpiries = 'expired';
/** The parts in which a status is found. */
export const serviceListParts = (status: HandOffStatus): string[] => [
  serviceListPart({ status }),
  ...(status === 'expired' ? [unreadExpiries] : []),
];
export const senderList = (sender: PartyId, part: string): string => `sender:${sender}|${part}`;
export const serviceList = (service: ServiceId, part: string): string => `service:${service}|${part}`;

export const headPosition = (head: CaseHead): string => `${head.receivedAt}#${head.id}`;
export const timeOfHeadPosition = (position: string): string => position.slice(0, position.indexOf('#'));
/**
 * Most urgent first while it is open: by priority, then by deadline. Then by when it ended; rows of before are placed as
 * while they were open, so as the earliest of those that ended.
 */
export const handOffPosition = ({ status, priority, respondBy, since, referral, number }: HandOff): string =>
  isOpenHandOff(status)
    ? `${priorities.indexOf(priority)}#${respondBy}#${referral}#${number}`
    : endedPosition(since, `${referral}#${number}`);
const endedPosition = (since: string, id: string): string => `over#${since}#${id}`;
export const triagePosition = (head: CaseHead): string => `${head.triage?.since ?? ''}#${head.id}`;
export const agendas = {
  unsent: 'unsent',
  respond: 'respond',
  triage: 'triage',
  parked: 'parked',
  parkedAgain: 'parked-again',
  mail: 'mail',
  mailParked: 'mail-parked',
} as const;
/**
 * The erasure job's agendas: ended cases by retention class, in the order they ended; requests for early erasure, and
 * erasures that were interrupted; and erased cases whose person can still be recognised by their keyed hash, in the order they were received.
 * Tests are on one of their own from the first, also while they are in triage.
 */
export const eraseAgenda = (group: ErasureGroup): string => `erase|${group}`;

const id = z.string().refine(isReferralId);
const party = z.string().refine(isPartyId);
const service = z.string().refine(isServiceId);
const holdRow = z.object({ b: party, s: z.string() });
const erasureRow = z.object({ r: z.enum(erasureReasons), s: z.string(), a: z.string().optional() });
const proposalRow = erasureRow.extend({ u: z.string().optional(), o: z.array(id).optional() });
export const triageRow = z.object({
  r: z.enum(triageReasons),
  s: z.string(),
  a: z.array(z.enum(triageReasons)).optional(),
});
const headRow = z.object({
  id,
  st: z.enum(referralStatuses),
  rev: z.int(),
  ver: z.int(),
  ref: z.string(),
  snd: party,
  kind: z.enum(senderKinds),
  at: z.string(),
  opn: z.string().optional(),
  cwd: z.string().optional(),
  since: z.string(),
  held: z.array(z.enum(heldReasons)),
  pri: z.enum(priorities),
  marac: z.string().optional(),
  grp: z.string().optional(),
  ...referenceAttributes,
  rel: z.array(z.string()).optional(),
  n: z.int(),
  res: z.array(service),
  facts: z.string(),
  tri: triageRow.optional(),
  /** The other referral of a possible duplicate. */
  dup: id.optional(),
  adv: z.string().optional(),
  rr: z.enum(returnReasons).optional(),
  wr: z.enum(withdrawReasons).optional(),
  sus: z.boolean().optional(),
  keep: z.enum(retentionClasses).optional(),
  hold: holdRow.optional(),
  prp: proposalRow.optional(),
  ask: erasureRow.optional(),
  era: z.string().optional(),
  gone: z.string().optional(),
  fgt: z.string().optional(),
});
const headParser = lazyParser(() => headRow);

export function headToRow(head: CaseHead): Row {
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
    opn: head.openedAt,
    cwd: head.consentWithdrawnAt,
    since: head.since,
    held: head.heldReasons,
    pri: head.priority,
    marac: head.maracOn,
    grp: head.group,
    ...packReferences(head.references),
    rel: head.releaseDates,
    n: head.handOffs,
    res: head.reserve,
    facts: packFacts(head.facts),
    tri: head.triage && { r: head.triage.reason, s: head.triage.since, a: head.triage.also },
    dup: head.possibleDuplicateOf,
    adv: head.advice,
    rr: head.returnReason,
    wr: head.withdrawReason,
    sus: head.isSuspended,
    keep: head.retentionClass,
    hold: head.legalHold && { b: head.legalHold.by, s: head.legalHold.since },
    prp: head.proposedErasure && {
      r: head.proposedErasure.reason,
      s: head.proposedErasure.since,
      u: head.proposedErasure.by,
      a: head.proposedErasure.act?.id,
      o: head.proposedErasure.act?.of,
    },
    ask: head.erasureRequest && {
      r: head.erasureRequest.reason,
      s: head.erasureRequest.since,
      a: head.erasureRequest.act,
    },
    era: head.erasureStartedAt,
    gone: head.erasedAt,
    fgt: head.forgottenAt,
    list: senderList(head.sender, senderListPart(head)),
    pos: headPosition(head),
    ...headAgenda(head),
    ...testExpiry(head.facts, head.receivedAt),
  };
}

/** The agenda of triage or of the erasure job, which skips cases under legal hold and those already forgotten. */
function headAgenda(head: CaseHead): { agenda?: string; due?: string } {
  const {
    triage,
    retentionClass,
    legalHold: hold,
    erasureRequest: erasure,
    erasureStartedAt: started,
    erasedAt,
    forgottenAt,
    since,
    receivedAt,
    facts,
  } = head;
  if (facts.test) return forgottenAt === undefined ? { agenda: eraseAgenda('test'), due: headPosition(head) } : {};
  if (triage) return { agenda: agendas.triage, due: triagePosition(head) };
  if (retentionClass === undefined || hold || forgottenAt !== undefined) return {};
  if (erasure) return { agenda: eraseAgenda('asked'), due: erasure.since };
  // An erasure that was interrupted is finished at the next run, whatever its class says by then.
  if (started !== undefined) return { agenda: eraseAgenda('asked'), due: started };
  return erasedAt === undefined
    ? { agenda: eraseAgenda(retentionClass), due: since }
    : { agenda: eraseAgenda('known'), due: receivedAt };
}

export function rowToHead(item: Row): CaseHead {
  const it = parseRow(headParser, item, 'head');
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
    ...(it.opn === undefined ? {} : { openedAt: it.opn }),
    ...(it.cwd === undefined ? {} : { consentWithdrawnAt: it.cwd }),
    heldReasons: it.held,
    priority: it.pri,
    ...(it.marac === undefined ? {} : { maracOn: it.marac }),
    ...(it.grp === undefined ? {} : { group: it.grp }),
    ...unpackReferences(it),
    ...(it.rel === undefined ? {} : { releaseDates: it.rel }),
    handOffs: it.n,
    reserve: it.res,
    facts: unpackFacts(it.facts),
    ...(it.tri ? { triage: { reason: it.tri.r, since: it.tri.s, ...(it.tri.a && { also: it.tri.a }) } } : {}),
    ...(it.dup === undefined ? {} : { possibleDuplicateOf: it.dup }),
    ...(it.adv === undefined ? {} : { advice: it.adv }),
    ...(it.rr === undefined ? {} : { returnReason: it.rr }),
    ...(it.wr === undefined ? {} : { withdrawReason: it.wr }),
    ...(it.sus && { isSuspended: true }),
    ...unpackRetention(it),
  };
}

/** How long the personal data is kept, and what has become of it. */
const unpackRetention = (it: z.infer<typeof headRow>): Partial<CaseHead> => ({
  ...(it.keep === undefined ? {} : { retentionClass: it.keep }),
  ...(it.hold === undefined ? {} : { legalHold: { by: it.hold.b, since: it.hold.s } }),
  ...(it.prp && {
    proposedErasure: {
      reason: it.prp.r,
      since: it.prp.s,
      ...(it.prp.u !== undefined && { by: it.prp.u }),
      ...(it.prp.a !== undefined && { act: { id: it.prp.a, of: it.prp.o ?? [] } }),
    },
  }),
  ...(it.ask && {
    erasureRequest: { reason: it.ask.r, since: it.ask.s, ...(it.ask.a !== undefined && { act: it.ask.a }) },
  }),
  ...(it.era === undefined ? {} : { erasureStartedAt: it.era }),
  ...(it.gone === undefined ? {} : { erasedAt: it.gone }),
  ...(it.fgt === undefined ? {} : { forgottenAt: it.fgt }),
});

export const handOffToRow = (handOff: HandOff): Row => ({
  id: handOff.referral,
  row: handOffKey(handOff.number),
  ...handOffAttributes(handOff),
  list: serviceList(handOff.service, serviceListPart(handOff)),
  pos: handOffPosition(handOff),
  ...handOffAgenda(handOff),
});

/** Unsent messages come first; otherwise the next deadline. */
export function handOffAgenda(handOff: HandOff): { agenda?: string; due?: string } {
  if (handOff.unsent) return { agenda: agendas.unsent, due: markedAt(handOff) };
  const due = nextCheckAt(handOff);
  return due === undefined ? {} : { agenda: agendas.respond, due };
}

export const rowToHandOff = (item: Row): HandOff => parsedHandOff(parseRow(handOffParser, item, 'hand-off'));

/** @throws Unreadable naming the invalid attributes, never their values */
export function parseRow<Output>(parser: Parser<Output>, item: unknown, rowName: string): Output {
  const result = parser.safeParse(item);
  if (result.success) return result.data;
  throw new Unreadable(`${rowName} row: ${result.error.issues.map((issue) => issue.path.join('.')).join(', ')}`);
}
