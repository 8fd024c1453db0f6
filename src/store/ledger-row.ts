/** One version of a referral as a row of the referrals table. */
import * as z from 'zod';
import { packFacts, unpackFacts } from '#src/domain/counting/case-facts.ts';
import type { ChosenService, ConsideredService, Decision } from '#src/domain/decision.ts';
import { isPartyId, isReferralId, isServiceId } from '#src/domain/ids.ts';
import { testHandOffOutcomes } from '#src/domain/test-vocabulary.ts';
import { enhancedRights, heldReasons, priorities, senderKinds } from '#src/domain/vocabulary.ts';
import { compress, decompress } from '#src/platform/compression.ts';
import { lazyParser } from '#src/platform/parser.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import type { LedgerRecord } from '#src/usecases/ports/ledger.ts';
import { agentAttributes, packAgent, unpackAgent } from './agent-attributes.ts';
import { packReferences, referenceAttributes, unpackReferences } from './reference-attributes.ts';
import { testExpiry } from './test-expiry.ts';

/** A decision lists every service, so short keys keep the row small and cheap. */
function decisionRow() {
  const service = z.string().refine(isServiceId);
  const chosen = z.object({
    s: service,
    n: z.string(),
    by: z.string(),
    w: z.array(z.string()),
    p: z.enum(['lead', 'alongside']),
  });
  const considered = z.object({ s: service, e: z.literal([0, 1]), w: z.array(z.string()) });
  return z.object({
    rules: z.string(),
    out: z.enum(['routed', 'held']),
    held: z.array(z.enum(heldReasons)),
    refer: z.string().nullable(),
    code: z.boolean().nullable(),
    rights: z.array(z.enum(enhancedRights)),
    pri: z.enum(priorities),
    chosen: z.array(chosen),
    rest: z.array(considered),
    res: z.array(service),
    notes: z.array(z.string()),
    test: z.enum(testHandOffOutcomes).optional(),
  });
}

/** Made when a row is first read: intake starts without it. */
const versionRow = () =>
  z.object({
    id: z.string().refine(isReferralId),
    v: z.int().positive(),
    sender: z.string().refine(isPartyId),
    kind: z.enum(senderKinds),
    ...agentAttributes,
    reference: z.string(),
    hash: z.string(),
    /** Hash of the body as sent, where fields were dropped from it. */
    sent: z.string().optional(),
    at: z.string(),
    /** A string in rows written before decisions were compressed. */
    decision: z.union([z.instanceof(Uint8Array), z.string()]),
    facts: z.string(),
    person: z.string().optional(),
    /** The person's keyed hash on later versions, which stay out of the index. */
    same: z.string().optional(),
    /** The person's keyed hash in the old form. */
    was: z.string().optional(),
    occurredOn: z.string().optional(),
    /** When the person agreed to be referred. */
    agreed: z.string().optional(),
    /** Keyed hash of the group. */
    grp: z.string().optional(),
    ...referenceAttributes,
    /** Release dates. */
    rel: z.array(z.string()).optional(),
    /** Date of a Marac, beside the decision so that it can be erased. */
    marac: z.string().optional(),
    /** Absent once the referral has been erased. */
    sealed: z.instanceof(Uint8Array).optional(),
  });
const rowParser = lazyParser(versionRow);
const decisionParser = lazyParser(decisionRow);

export function recordToRow(record: LedgerRecord): Record<string, unknown> {
  const { id, version, sender, reference, receivedAt, person, personOldForm, occurredOn, group, releaseDates, sealed } =
    record;
  const isFirst = version === 1;
  return {
    id,
    v: version,
    sender,
    kind: record.senderKind,
    ...packAgent(record.agent),
    reference,
    // Only first versions are in the indexes byReference and byPerson.
    ...(isFirst ? { ref: reference } : {}),
    ...(person === undefined ? {} : isFirst ? { person } : { same: person }),
    ...(personOldForm === undefined ? {} : { was: personOldForm }),
    hash: record.bodyHash,
    ...(record.sentBodyHash === undefined ? {} : { sent: record.sentBodyHash }),
    at: receivedAt,
    hour: receivedAt.slice(0, 13),
    decision: compress(JSON.stringify(packDecision(record.decision))),
    facts: packFacts(record.facts),
    ...(occurredOn === undefined ? {} : { occurredOn }),
    ...(record.consentGivenAt === undefined ? {} : { agreed: record.consentGivenAt }),
    ...(group === undefined ? {} : { grp: group }),
    ...packReferences(record.references),
    ...(releaseDates === undefined ? {} : { rel: releaseDates }),
    ...(record.decision.maracOn === undefined ? {} : { marac: record.decision.maracOn }),
    sealed,
    ...testExpiry(record.facts, receivedAt),
  };
}

/** @throws Unreadable when the row is not valid */
export function rowToRecord(item: Record<string, unknown>): LedgerRecord {
  const result = rowParser.safeParse(item);
  if (!result.success)
    throw new Unreadable(`ledger row: ${result.error.issues.map((i) => i.path.join('.')).join(', ')}`);
  const it = result.data;
  const person = it.person ?? it.same;
  return {
    id: it.id,
    version: it.v,
    sender: it.sender,
    senderKind: it.kind,
    ...unpackAgent(it),
    reference: it.reference,
    bodyHash: it.hash,
    ...(it.sent === undefined ? {} : { sentBodyHash: it.sent }),
    receivedAt: it.at,
    decision: { ...unpackDecision(it.decision), ...(it.marac === undefined ? {} : { maracOn: it.marac }) },
    facts: unpackFacts(it.facts),
    ...(person === undefined ? {} : { person }),
    ...(it.was === undefined ? {} : { personOldForm: it.was }),
    ...(it.occurredOn === undefined ? {} : { occurredOn: it.occurredOn }),
    ...(it.agreed === undefined ? {} : { consentGivenAt: it.agreed }),
    ...(it.grp === undefined ? {} : { group: it.grp }),
    ...unpackReferences(it),
    ...(it.rel === undefined ? {} : { releaseDates: it.rel }),
    ...(it.sealed === undefined ? {} : { sealed: it.sealed }),
  };
}

function packDecision(decision: Decision): z.infer<ReturnType<typeof decisionRow>> {
  return {
    rules: decision.rulesVersion,
    out: decision.outcome,
    held: decision.heldReasons,
    refer: decision.referBy,
    code: decision.withinCode,
    rights: decision.enhancedRights,
    pri: decision.priority,
    chosen: decision.chosen.map((c) => ({ s: c.service, n: c.name, by: c.respondBy, w: c.because, p: c.part })),
    rest: decision.considered.map((c) => ({ s: c.service, e: c.eligible ? 1 : 0, w: c.because })),
    res: decision.reserve,
    notes: decision.notes,
    ...(decision.testOutcome && { test: decision.testOutcome }),
  };
}

function unpackDecision(stored: Uint8Array | string): Decision {
  const result = decisionParser.safeParse(parseDecision(stored));
  if (!result.success) throw new Unreadable('ledger row: decision');
  const it = result.data;
  return {
    rulesVersion: it.rules,
    outcome: it.out,
    heldReasons: it.held,
    referBy: it.refer,
    withinCode: it.code,
    enhancedRights: it.rights,
    priority: it.pri,
    chosen: it.chosen.map(
      (c): ChosenService => ({ service: c.s, name: c.n, respondBy: c.by, because: c.w, part: c.p }),
    ),
    considered: it.rest.map((c): ConsideredService => ({ service: c.s, eligible: c.e === 1, because: c.w })),
    reserve: it.res,
    notes: it.notes,
    ...(it.test && { testOutcome: it.test }),
  };
}

function parseDecision(stored: Uint8Array | string): unknown {
  try {
    return JSON.parse(typeof stored === 'string' ? stored : decompress(stored));
  } catch (cause) {
    throw new Unreadable('ledger row: decision is not JSON', { cause });
  }
}
