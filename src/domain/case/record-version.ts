/** What dispatch writes for one judged version of a referral: a new case, or an existing one after a correction. */

import { possibleDuplicateEvent } from '#src/domain/case/triage/possible-duplicate.ts';
import type { PersonRefusal } from '#src/domain/case/triage/refusal.ts';
import type { Agent } from '../agent.ts';
import type { CaseFacts, Count } from '../counting/model.ts';
import { keepFirstFacts } from '../counting/monitoring-facts.ts';
import type { Decision } from '../decision.ts';
import type { PartyId, ReferralId } from '../ids.ts';
import { serviceDeadline } from '../judgement/clock.ts';
import { londonDate } from '../london.ts';
import type { SenderKind } from '../vocabulary.ts';
import { handedOffEvent } from './events.ts';
import type { HistoryEvent } from './history.ts';
import type { CaseChange, CaseHead, CaseReferences, HandOff, ReferralCase, RuleContext } from './model.ts';
import { addToTriage, createHandOff } from './next-service.ts';
import { playTest } from './play-test.ts';

/** One version of a referral as the ledger has it, without the sealed payload. */
export interface JudgedVersion {
  id: ReferralId;
  version: number;
  reference: string;
  sender: PartyId;
  /** Who sent it for that party. */
  agent?: Agent;
  senderKind: SenderKind;
  receivedAt: string;
  decision: Decision;
  facts: CaseFacts;
  /** Keyed hash of the person, to count distinct victims; never shown. */
  person?: string;
  personOldForm?: string;
  /** Keyed hash of the group of several people of one event. */
  group?: string;
  references?: CaseReferences;
  /** ISO dates on which suspects are released, earliest first. */
  releaseDates?: readonly string[];
  /** Another referral of the same person that may be of the same incident, as far as the hub has not decided. */
  possibleDuplicateOf?: ReferralId;
  /** The person said no to what may be the same crime: no service is sent it until the hub has decided. */
  refusal?: PersonRefusal;
}

/** Whether a correction opened the case for this version, and nothing was decided by it yet. */
export const isToRecord = ({ version }: Pick<JudgedVersion, 'version'>, { head }: ReferralCase): boolean =>
  head.status === 'received' && head.version === version;

/**
 * Returns the change to write, or undefined when this version has already been recorded. `existing` is undefined
 * for version 1, and has status `received` after a correction.
 */
export function recordVersion(
  version: JudgedVersion,
  existing: ReferralCase | undefined,
  context: RuleContext,
): CaseChange | undefined {
  if (existing && !isToRecord(version, existing)) return undefined;
  const facts = existing ? keepFirstFacts(version.facts, existing.head.facts) : version.facts;
  const judged = { ...version, facts, decision: decisionFor(version) };
  const at = context.now.toISOString();
  const day = londonDate(new Date(judged.receivedAt));
  const isRouted = judged.decision.outcome === 'routed';
  const before = existing?.head;
  const firstNumber = (before?.handOffs ?? 0) + 1;
  const baseHead: CaseHead = {
    id: judged.id,
    reference: judged.reference,
    sender: judged.sender,
    senderKind: judged.senderKind,
    version: judged.version,
    rev: (before?.rev ?? 0) + 1,
    status: isRouted ? 'routed' : 'held',
    since: at,
    receivedAt: before?.receivedAt ?? judged.receivedAt,
    heldReasons: [...judged.decision.heldReasons],
    priority: judged.decision.priority,
    handOffs: (before?.handOffs ?? 0) + judged.decision.chosen.length,
    reserve: [...judged.decision.reserve],
    facts: judged.facts,
    ...optionalHeadFields(judged, before),
  };
  const reason = isRouted ? baseHead.possibleDuplicateOf && 'possible-duplicate' : 'held';
  const head: CaseHead = reason ? addToTriage(baseHead, reason, at) : baseHead;
  const handOffs = judged.decision.chosen.map((chosen, index) =>
    createHandOff(
      head,
      firstNumber + index,
      chosen.service,
      { part: chosen.part, attempt: 1, respondBy: currentDeadline(chosen, judged.decision, baseHead, context) },
      context,
    ),
  );
  const change: CaseChange = {
    head: before ? { before, after: head } : { after: head },
    handOffs: handOffs.map((after) => ({ after })),
    events: [
      ...historyEvents(judged, handOffs, { at, day, first: !before }),
      ...(head.possibleDuplicateOf === before?.possibleDuplicateOf ? [] : [possibleDuplicateEvent(at)]),
    ],
  };
  const { testOutcome } = judged.decision;
  return testOutcome === undefined || testOutcome === 'expired'
    ? change
    : playTest(testOutcome, existing, change, context);
}

/**
 * What the rules decided, unless the person said no: then it waits for the hub, and its sender is asked for nothing. The services that
 * the rules chose are tried after the one that the hub chooses.
 */
function decisionFor({ decision, refusal }: JudgedVersion): Decision {
  if (!refusal || decision.outcome === 'held') return decision;
  const { testOutcome: _, chosen, ...rest } = decision;
  const leads = chosen.filter(({ part }) => part === 'lead').map(({ service }) => service);
  return { ...rest, outcome: 'held', heldReasons: [], chosen: [], reserve: [...leads, ...decision.reserve] };
}

function optionalHeadFields(
  { decision, group, references, releaseDates, ...judged }: JudgedVersion,
  before: CaseHead | undefined,
) {
  const { maracOn } = decision;
  const possibleDuplicateOf = judged.refusal?.of ?? judged.possibleDuplicateOf;
  return {
    ...(maracOn === undefined ? {} : { maracOn }),
    ...(group === undefined ? {} : { group }),
    ...(references === undefined ? {} : { references }),
    ...(releaseDates === undefined ? {} : { releaseDates }),
    ...(possibleDuplicateOf === undefined ? {} : { possibleDuplicateOf }),
    ...(before?.legalHold ? { legalHold: before.legalHold } : {}),
    // What triage has not looked at, from before it was opened again.
    ...(before?.triage ? { triage: before.triage } : {}),
    ...(before?.openedAt === undefined ? {} : { openedAt: before.openedAt }),
    ...(before?.consentWithdrawnAt === undefined ? {} : { consentWithdrawnAt: before.consentWithdrawnAt }),
  };
}

/** The promised deadline, or a new one if that has passed: otherwise the hand-off would expire before it was seen. */
function currentDeadline(
  { service: id, respondBy }: Decision['chosen'][number],
  { testOutcome }: Decision,
  head: CaseHead,
  { area, now }: RuleContext,
): string {
  const service = area.services.find((one) => one.id === id);
  if (!service || testOutcome === 'expired' || Date.parse(respondBy) > now.getTime()) return respondBy;
  return serviceDeadline(service, head, now, area.rules);
}

function historyEvents(
  judged: JudgedVersion,
  handOffs: HandOff[],
  timing: { at: string; day: string; first: boolean },
): HistoryEvent[] {
  const { facts, decision } = judged;
  const services = decision.chosen.map((chosen) => chosen.service);
  const intakeCounts: Count[] = [];
  if (timing.first) {
    const person = {
      ...(judged.person === undefined ? {} : { person: judged.person }),
      ...(judged.personOldForm === undefined ? {} : { personOldForm: judged.personOldForm }),
    };
    intakeCounts.push({ measure: 'referrals', day: timing.day, facts, services });
    intakeCounts.push({ measure: 'victims', day: timing.day, facts, services, ...person });
    if (decision.withinCode) intakeCounts.push({ measure: 'within-code', day: timing.day, facts, services });
  }
  const agentField = judged.agent && { agent: judged.agent };
  const today = londonDate(new Date(timing.at));
  // A correction has its event already: who corrected it opened the case.
  const receivedEvents: HistoryEvent[] = timing.first
    ? [{ at: judged.receivedAt, event: 'received', by: judged.sender, ...agentField, counts: intakeCounts }]
    : [];
  if (decision.outcome === 'held') {
    const heldReasons = decision.heldReasons;
    const heldEvent: HistoryEvent = {
      at: timing.at,
      event: 'held',
      by: 'system',
      ...(heldReasons.length > 0 && { reason: heldReasons.join(' ') }),
      counts: [{ measure: 'held', day: today, facts, heldReasons }],
    };
    return [...receivedEvents, heldEvent];
  }
  return [...receivedEvents, ...handOffs.map((handOff) => handedOffEvent(handOff, judged))];
}
