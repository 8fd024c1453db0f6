/** Generated heads, hand-offs and events of a case: whatever they can say, said or not. */
import * as fc from 'fast-check';
import type { Agent } from '#src/domain/agent.ts';
import { caseEvents, type HistoryEvent } from '#src/domain/case/history.ts';
import {
  type Amendment,
  type CaseHead,
  type CaseReferences,
  type HandOff,
  type Suspension,
  triageReasons,
  type UnsentMessage,
} from '#src/domain/case/model.ts';
import { type CaseFacts, type Count, measures } from '#src/domain/counting/model.ts';
import { handOffStatuses, referralStatuses } from '#src/domain/states.ts';
import { submissionKeys } from '#src/domain/submission/registry.ts';
import * as words from '#src/domain/vocabulary.ts';
import { otherReferral, referralId } from './cases.ts';
import { anyDay, anyFacts, services } from './generated-counts.ts';
import { partyId } from './ids.ts';

const time = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const text = fc.string({ minLength: 1, maxLength: 12 });
const service = fc.constantFrom(...services);
const party = fc.constantFrom('example-police', 'example-charity').map(partyId);
const isSet = fc.constant(true as const);
const count = fc.nat({ max: 99 });

const anyReferences: fc.Arbitrary<CaseReferences> = fc.record(
  { sealed: fc.uint8Array({ minLength: 1, maxLength: 4 }), crime: text, incident: text },
  { noNullPrototype: true, requiredKeys: ['sealed'] },
);

export const anyHead: fc.Arbitrary<CaseHead> = fc.record(
  {
    id: fc.constant(referralId),
    reference: text,
    sender: party,
    senderKind: fc.constantFrom(...words.senderKinds),
    version: count,
    rev: count,
    status: fc.constantFrom(...referralStatuses),
    since: time,
    receivedAt: time,
    heldReasons: fc.subarray([...words.heldReasons]),
    priority: fc.constantFrom(...words.priorities),
    handOffs: count,
    reserve: fc.subarray(services),
    facts: anyFacts,
    openedAt: time,
    consentWithdrawnAt: time,
    maracOn: anyDay,
    group: text,
    references: anyReferences,
    releaseDates: fc.array(anyDay, { maxLength: 2 }),
    triage: fc.record(
      { reason: fc.constantFrom(...triageReasons), since: time, also: fc.subarray([...triageReasons]) },
      { noNullPrototype: true, requiredKeys: ['reason', 'since'] },
    ),
    possibleDuplicateOf: fc.constant(otherReferral),
    advice: text,
    returnReason: fc.constantFrom(...words.returnReasons),
    withdrawReason: fc.constantFrom(...words.withdrawReasons),
    isSuspended: isSet,
    retentionClass: fc.constantFrom(...words.retentionClasses),
    legalHold: fc.record({ by: party, since: time }, { noNullPrototype: true }),
    proposedErasure: fc.record(
      {
        reason: fc.constantFrom(...words.erasureReasons),
        since: time,
        by: text,
        act: fc.record({ id: text, of: fc.constant([otherReferral]) }, { noNullPrototype: true }),
      },
      { noNullPrototype: true, requiredKeys: ['reason', 'since'] },
    ),
    erasureRequest: fc.record(
      { reason: fc.constantFrom(...words.erasureReasons), since: time, act: text },
      { noNullPrototype: true, requiredKeys: ['reason', 'since'] },
    ),
    erasureStartedAt: time,
    erasedAt: time,
    forgottenAt: time,
  },
  {
    noNullPrototype: true,
    requiredKeys: [
      'id',
      'reference',
      'sender',
      'senderKind',
      'version',
      'rev',
      'status',
      'since',
      'receivedAt',
      'heldReasons',
      'priority',
      'handOffs',
      'reserve',
      'facts',
    ],
  },
);

const anyMark: fc.Arbitrary<UnsentMessage> = fc.record(
  { kind: fc.constantFrom('hand-off', 'amendment', 'withdrawal'), version: count },
  { noNullPrototype: true },
);

const anyAmendment: fc.Arbitrary<Amendment> = fc.record(
  {
    version: count,
    readVersion: count,
    at: time,
    changed: fc.subarray([...submissionKeys]),
    priority: fc.constantFrom(...words.priorities),
    stopContact: isSet,
    readBy: time,
    escalated: isSet,
  },
  { noNullPrototype: true, requiredKeys: ['version', 'at', 'changed', 'priority'] },
);

const anySuspension: fc.Arbitrary<Suspension> = fc.record(
  {
    reason: fc.constantFrom(...words.suspendReasons),
    version: count,
    since: time,
    advice: text,
    channels: fc.subarray([...words.channels], { minLength: 1 }),
    toTriageAt: time,
    escalated: isSet,
  },
  { noNullPrototype: true, requiredKeys: ['reason', 'version', 'since', 'toTriageAt'] },
);

export const anyHandOff: fc.Arbitrary<HandOff> = fc.record(
  {
    referral: fc.constant(referralId),
    reference: text,
    number: fc.integer({ min: 1, max: 120 }),
    version: count,
    service,
    part: fc.constantFrom('lead', 'alongside'),
    status: fc.constantFrom(...handOffStatuses),
    rev: count,
    since: time,
    priority: fc.constantFrom(...words.priorities),
    respondBy: time,
    queuedAt: time,
    remindAt: time,
    attempt: count,
    contactAttempts: count,
    unsent: fc.uniqueArray(anyMark, { minLength: 1, maxLength: 3, selector: ({ kind }) => kind }),
    amendment: anyAmendment,
    suspension: anySuspension,
    reminded: fc.boolean(),
    isExpiryUnread: isSet,
    escalated: fc.boolean(),
    releaseReminder: fc.record({ on: anyDay, remindAt: time }, { noNullPrototype: true }),
    remindedRelease: anyDay,
    lastAttemptAt: time,
    lastAttemptBy: fc.constantFrom(...words.channels),
    earlierAttempts: fc.array(text, { maxLength: 2 }),
    contactedAt: time,
    supportedAt: time,
    outcome: fc.constantFrom(...words.supportOutcomes),
    assignee: text,
    reason: fc.constantFrom(...words.declineReasons, ...words.returnReasons),
  },
  {
    noNullPrototype: true,
    requiredKeys: [
      'referral',
      'reference',
      'number',
      'version',
      'service',
      'part',
      'status',
      'rev',
      'since',
      'priority',
      'respondBy',
      'queuedAt',
      'remindAt',
      'attempt',
      'contactAttempts',
    ],
  },
);

const anyAgent: fc.Arbitrary<Agent> = fc.oneof(
  fc.record({ user: text }, { noNullPrototype: true }),
  fc.record({ client: text, onBehalfOf: text }, { noNullPrototype: true, requiredKeys: ['client'] }),
  fc.record({ onBehalfOf: text }, { noNullPrototype: true }),
);

/** A count that a case's history keeps; a person who was not referred has no case. */
const anyCount = (facts: CaseFacts): fc.Arbitrary<Count> =>
  fc.record(
    {
      measure: fc.constantFrom(...measures),
      day: anyDay,
      facts: fc.constant(facts),
      services: fc.subarray(services),
      outcome: fc.constantFrom(...words.supportOutcomes),
      declineReason: fc.constantFrom(...words.declineReasons),
      heldReasons: fc.subarray([...words.heldReasons]),
      suspendReason: fc.constantFrom(...words.suspendReasons),
      returnReason: fc.constantFrom(...words.returnReasons),
      withdrawReason: fc.constantFrom(...words.withdrawReasons),
      person: text,
      minutes: fc.nat(),
    },
    { noNullPrototype: true, requiredKeys: ['measure', 'day', 'facts'] },
  );

/** The events of one change, whose counts share the facts of the case. */
export const anyEvents: fc.Arbitrary<HistoryEvent[]> = anyFacts.chain((facts) =>
  fc.array(
    fc.record(
      {
        at: time,
        event: fc.constantFrom(...caseEvents),
        by: fc.oneof(party, fc.constant('system' as const)),
        agent: anyAgent,
        handOff: count,
        service,
        reason: text,
        note: text,
        assignee: text,
        result: fc.constantFrom(...words.attemptResults),
        safe: fc.constantFrom('no', 'unknown'),
        channels: fc.subarray([...words.channels], { minLength: 1 }),
        act: text,
        version: count,
        counts: fc.array(anyCount(facts), { maxLength: 2 }),
      },
      { noNullPrototype: true, requiredKeys: ['at', 'event', 'by', 'counts'] },
    ),
    { minLength: 1, maxLength: 3 },
  ),
);
