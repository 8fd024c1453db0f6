/**
 * A correction of a case that services hold. Those that have accepted it keep it and are told; one that has not answered
 * and is no longer eligible is withdrawn, and the next is chosen. Where no way to reach the person is safe any more,
 * contact stops.
 */

import { withdrawHandOff } from '#src/domain/case/actions.ts';
import { awaitingContact } from '#src/domain/case/deadlines.ts';
import { handedOffEvent, handOffEvent, withHeldEvent } from '#src/domain/case/events.ts';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import type {
  Amendment,
  CaseHead,
  HandOff,
  NotAllowed,
  Outcome,
  ReferralCase,
  RuleContext,
} from '#src/domain/case/model.ts';
import { addToTriage, reminderAt, removeTriageReason, settleStatus } from '#src/domain/case/next-service.ts';
import { amendHandOff } from '#src/domain/case/outbox.ts';
import type { JudgedVersion } from '#src/domain/case/record-version.ts';
import { suspendedCount, suspendHandOff } from '#src/domain/case/report/suspend.ts';
import { canCorrect } from '#src/domain/case/triage/allowed-actions.ts';
import { type PersonRefusal, tellOfRefusal } from '#src/domain/case/triage/refusal.ts';
import { nextReleaseReminder } from '#src/domain/case/triage/release.ts';
import type { Count } from '#src/domain/counting/model.ts';
import { keepFirstFacts } from '#src/domain/counting/monitoring-facts.ts';
import type { Decision } from '#src/domain/decision.ts';
import { deadlineAfter, serviceDeadline } from '#src/domain/judgement/clock.ts';
import { londonDate } from '#src/domain/london.ts';
import { isOpenHandOff } from '#src/domain/states.ts';
import type { DeclineReason, HeldReason, Priority } from '#src/domain/vocabulary.ts';
import { addHandOffs, eligibleServices, reserveOf } from './corrected-services.ts';
import type { Differences } from './differences.ts';
import { type Corrector, refuseCorrection } from './reopen.ts';

export interface Correction {
  judged: JudgedVersion;
  differences: Differences;
  /** On the version that it corrects. */
  previous: Decision;
  by: Corrector;
  /** The person said no to what may be the same crime: the correction calls in no further service. */
  refusal?: PersonRefusal | undefined;
  /** The version that it corrects did not show it: the hub has not been told. */
  isRefusalNew?: boolean;
}

/** What becomes of a hand-off. */
type Step = 'withdrawn' | 'suspended' | 'resumed' | 'kept';

/** @param referralCase a routed case; the new version is stored in the same transaction */
export function amendCase(
  referralCase: ReferralCase,
  correction: Correction,
  context: RuleContext,
): Outcome<NotAllowed> {
  if (referralCase.head.status !== 'routed' || !canCorrect(referralCase.head))
    return refuseCorrection(referralCase.head, correction.by);
  const head = correctedHead(referralCase.head, correction.judged);
  const steps = referralCase.handOffs
    .filter(({ status }) => isOpenHandOff(status))
    .map((before) => takeStep(before, head, correction, context));
  const past = referralCase.handOffs.filter(({ status }) => !isOpenHandOff(status));
  const { refusal, isRefusalNew } = correction;
  const wanted = addHandOffs(
    { ...referralCase, head },
    [...past, ...steps.map(({ after }) => after)],
    { decision: correction.judged.decision, differences: correction.differences },
    context,
  );
  const added = refusal ? [] : wanted;
  const isToTell = isRefusalNew || wanted.length > 0;
  const told = refusal && isToTell ? tellOfRefusal(head, refusal.of, context.now) : { head, events: [] };
  const at = context.now.toISOString();
  const corrected: HistoryEvent = { at, event: 'corrected', by: correction.by.party, counts: [] };
  const settled = settle(
    {
      ...told.head,
      handOffs: head.handOffs + added.length,
      reserve: refusal ? [] : reserveOf(correction.judged.decision, referralCase, added),
    },
    [...past, ...steps.map(({ after }) => after), ...added],
    { decision: correction.judged.decision, steps, at },
  );
  return {
    change: withHeldEvent(
      referralCase,
      {
        head: settled,
        handOffs: [...steps.map(({ before, after }) => ({ before, after })), ...added.map((after) => ({ after }))],
        events: [
          corrected,
          ...steps.flatMap((taken) => stepEvents(taken, correction, head, at)),
          ...added.map((handOff) => handedOffEvent(handOff, head)),
          ...told.events,
        ],
      },
      context.now,
    ),
  };
}

function correctedHead(before: CaseHead, judged: JudgedVersion): CaseHead {
  const { maracOn: _, group: __, references: ___, releaseDates: ____, ...rest } = before;
  const { group, references, releaseDates, facts, version } = judged;
  const { maracOn, priority } = judged.decision;
  return {
    ...rest,
    version,
    facts: keepFirstFacts(facts, before.facts),
    priority,
    ...(maracOn === undefined ? {} : { maracOn }),
    ...(group === undefined ? {} : { group }),
    ...(references === undefined ? {} : { references }),
    ...(releaseDates === undefined ? {} : { releaseDates }),
  };
}

interface Taken {
  step: Step;
  before: HandOff;
  after: HandOff;
}

const unanswered: readonly HandOff['status'][] = ['queued', 'collected'];
/** Held for these, a referral goes to no service, whatever else is so. */
const barringReasons: readonly HeldReason[] = ['guardian-needed', 'out-of-scope'];

const isStopped = ({ heldReasons }: Decision): boolean => heldReasons.includes('no-safe-contact');
const isBarred = ({ heldReasons }: Decision): boolean => heldReasons.some((reason) => barringReasons.includes(reason));

function nextStep(handOff: HandOff, { judged: { decision }, previous, differences }: Correction): Step {
  if (unanswered.includes(handOff.status)) {
    // What the hub gave to a service all the same is not undone by a correction of something else.
    const isBarredNow = isBarred(decision) && !isBarred(previous);
    const { service } = handOff;
    const isOutsideNow = eligibleServices(previous).has(service) && !eligibleServices(decision).has(service);
    return isStopped(decision) || isBarredNow || isOutsideNow ? 'withdrawn' : 'kept';
  }
  if (handOff.status === 'suspended')
    return !isStopped(decision) && differences.reachable.has(handOff.number) ? 'resumed' : 'kept';
  return isStopped(decision) ? 'suspended' : 'kept';
}

function takeStep(before: HandOff, head: CaseHead, correction: Correction, context: RuleContext): Taken {
  const step = nextStep(before, correction);
  const at = context.now.toISOString();
  if (step === 'withdrawn') return { step, ...withdrawHandOff(before, head.version, at) };
  const kept: HandOff = { ...before, version: head.version, priority: head.priority, rev: before.rev + 1 };
  const moved = {
    kept: (): HandOff => withSoonerDeadline(kept, head, context),
    resumed: (): HandOff => resumeHandOff(kept, head, context),
    suspended: (): HandOff => suspendHandOff(kept, { reason: 'unsafe-to-contact', version: head.version }, context),
  }[step]();
  const { releaseReminder: _, ...rest } = moved;
  const reminder = nextReleaseReminder(head.releaseDates, context, moved.remindedRelease);
  const reminded: HandOff = { ...rest, ...(reminder && { releaseReminder: reminder }) };
  const amendment = composeAmendment(reminded, { head, readVersion: before.version }, correction, context);
  return { step, before, after: amendment ? amendHandOff(reminded, amendment) : reminded };
}

/** The same service goes on, from now. */
function resumeHandOff(handOff: HandOff, head: CaseHead, context: RuleContext): HandOff {
  const { suspension: _, reminded: __, escalated: ___, ...rest } = handOff;
  const at = context.now.toISOString();
  const respondBy = deadlineOf(handOff, head, context) ?? handOff.respondBy;
  return { ...rest, status: 'accepted', since: at, respondBy, remindAt: reminderAt(at, respondBy, context) };
}

/** A correction may make a case more urgent; no deadline becomes later by one. */
function withSoonerDeadline(handOff: HandOff, head: CaseHead, context: RuleContext): HandOff {
  const respondBy = deadlineOf(handOff, head, context);
  const isSooner = respondBy !== undefined && respondBy < handOff.respondBy;
  if (!isSooner || !awaitingContact.includes(handOff.status)) return handOff;
  const { reminded: _, ...rest } = handOff;
  return { ...rest, respondBy, remindAt: reminderAt(context.now.toISOString(), respondBy, context) };
}

function deadlineOf({ service: id }: HandOff, head: CaseHead, { area, now }: RuleContext): string | undefined {
  const service = area.services.find((one) => one.id === id);
  return service && serviceDeadline(service, head, now, area.rules);
}

/** Undefined where nothing changed that the service is shown, and nothing stops. */
function composeAmendment(
  handOff: HandOff,
  { head, readVersion }: { head: CaseHead; readVersion: number },
  { judged: { decision }, differences }: Correction,
  { area, now }: RuleContext,
): Amendment | undefined {
  const changed = [...(differences.changed.get(handOff.service) ?? [])];
  const stops = isStopped(decision) && handOff.status === 'suspended';
  if (changed.length === 0 && !stops) return undefined;
  const mustBeRead = stops || differences.hasChannelTurnedUnsafe;
  const isUrgent = mustBeRead || (differences.hasSuspectStatusChanged && changed.includes('suspects'));
  const priority: Priority = isUrgent ? 'high' : head.priority;
  const amendment: Amendment = { version: head.version, readVersion, at: now.toISOString(), changed, priority };
  // Who has not opened the hand-off has read no version, and acts on none.
  if (!mustBeRead || handOff.status === 'queued') return amendment;
  const readBy = deadlineAfter(now, area.rules.stopReadWithin, area.rules).toISOString();
  return { ...amendment, ...(stops && { stopContact: true }), readBy };
}

/** Where no service is left, triage has it; where one keeps a case that would now be held, triage is told. */
function settle(
  head: CaseHead,
  handOffs: HandOff[],
  { decision, steps, at }: { decision: Decision; steps: readonly Taken[]; at: string },
): CaseHead {
  if (handOffs.some(({ status }) => isOpenHandOff(status))) {
    const isLeadLost =
      steps.some(({ step, before }) => step === 'withdrawn' && before.part === 'lead') &&
      !handOffs.some(({ part, status }) => part === 'lead' && isOpenHandOff(status));
    const isStopUnread = handOffs.some(({ amendment }) => amendment?.escalated);
    const current = isStopUnread ? head : removeTriageReason(head, 'stop-unread');
    const told = isBarred(decision)
      ? addToTriage(current, 'would-be-held', at)
      : removeTriageReason(current, 'would-be-held');
    const withLead = isLeadLost ? addToTriage(told, 'declined-by-all', at) : told;
    return steps.some(({ step }) => step === 'resumed') ? withoutPastReasons(withLead, handOffs) : withLead;
  }
  if (decision.heldReasons.length === 0) return settleStatus(head, handOffs, at);
  const heldReasons = [...decision.heldReasons];
  return { ...addToTriage(head, 'held', at), status: 'held', since: at, heldReasons };
}

/** Triage need no longer look at what a correction has mended. */
function withoutPastReasons(head: CaseHead, handOffs: readonly HandOff[]): CaseHead {
  const stillSuspended = handOffs.some(({ suspension }) => suspension?.escalated);
  const stillOverdue = handOffs.some(({ escalated, status }) => escalated && isOpenHandOff(status));
  const rest = stillSuspended ? head : removeTriageReason(head, 'suspended');
  return stillOverdue ? rest : removeTriageReason(rest, 'overdue');
}

/** Nobody took it back: what the correction said did. */
const withdrawnEvent = (handOff: HandOff, { heldReasons }: Decision, at: string): HistoryEvent => ({
  ...handOffEvent('withdrawn', handOff, at, 'system'),
  reason: heldReasons.length > 0 ? heldReasons.join(' ') : ('not-eligible' satisfies DeclineReason),
});

function stepEvents(
  { step, before, after }: Taken,
  correction: Correction,
  head: CaseHead,
  at: string,
): HistoryEvent[] {
  const { by, judged } = correction;
  const events: HistoryEvent[] = [];
  const count = (measure: Count['measure']): Count => ({
    measure,
    day: londonDate(new Date(at)),
    facts: head.facts,
    services: [after.service],
  });
  if (step === 'withdrawn') events.push(withdrawnEvent(after, judged.decision, at));
  if (step === 'suspended')
    events.push({
      ...handOffEvent('suspended', after, at, 'system'),
      reason: 'unsafe-to-contact',
      counts: [suspendedCount(after, 'unsafe-to-contact', head, at)],
    });
  if (step === 'resumed') events.push(handOffEvent('resumed', after, at, by.party));
  if (after.amendment !== undefined && after.amendment !== before.amendment)
    events.push({ ...handOffEvent('amended', after, at, by.party), counts: [count('amended')] });
  return events;
}
