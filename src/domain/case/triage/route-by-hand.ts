/** Triage hands a case to a service of its choice, also in the place of a service that has it. */
import type { Service } from '#src/domain/area.ts';
import { refuseByStatus, withdrawHandOff } from '#src/domain/case/actions.ts';
import { changeOf } from '#src/domain/case/change.ts';
import { handedOffEvent, handOffEvent } from '#src/domain/case/events.ts';
import type { HistoryEvent } from '#src/domain/case/history.ts';
import {
  type CaseHead,
  type HandOff,
  type NotAllowed,
  type Outcome,
  type ReferralCase,
  type RuleContext,
  type TriageReason,
  triageReasons,
} from '#src/domain/case/model.ts';
import { createHandOff, isSeenWhatever, removeTriageReason } from '#src/domain/case/next-service.ts';
import type { ReasonCode } from '#src/domain/decision.ts';
import type { PartyId } from '#src/domain/ids.ts';
import { serviceDeadline } from '#src/domain/judgement/clock.ts';
import { isOpenHandOff } from '#src/domain/states.ts';
import { canRoute } from './allowed-actions.ts';
import type { RouteOptions } from './route-options.ts';

export interface RouteInstruction {
  service: Service;
  by: PartyId;
  /** Sealed: why this service. */
  note: string;
  /** Sealed: why it is to have a case that does not meet its criteria. */
  override?: string | undefined;
  /** Id of the service whose place it takes; null if it takes nobody's. Undefined: the lead's, if it can lead. */
  instead?: string | null | undefined;
}

export type RouteFault =
  | { code: 'no-safe-contact' }
  | { code: 'service-not-eligible'; because: readonly ReasonCode[] }
  /** The service of `instead` has no open hand-off. */
  | { code: 'not-with-service' };
export type RouteRefusal = NotAllowed | { routeFault: RouteFault };

/**
 * A case keeps one lead: the service takes the place of the one that has it now, which is withdrawn and told. A
 * service that cannot lead works alongside.
 * @param options undefined when nothing is left to judge
 */
export function routeByHand(
  referralCase: ReferralCase,
  instruction: RouteInstruction,
  options: RouteOptions | undefined,
  context: RuleContext,
): Outcome<RouteRefusal> {
  const { service, instead } = instruction;
  if (!canRoute(referralCase.head) || !options) return refuseByStatus(referralCase.head, 'triage');
  if (options.safeChannels.length === 0) return refuse({ code: 'no-safe-contact' });
  const open = referralCase.handOffs.filter(({ status }) => isOpenHandOff(status));
  const current = open.find((one) => one.service === service.id);
  const replaced = findReplaced(open, instruction);
  if (current) {
    // Already there: it only takes the place of a service that is named.
    const isNamed = typeof instead === 'string' && replaced.length > 0;
    return isNamed ? { change: takePlace(referralCase, current, replaced, instruction, context) } : { already: true };
  }
  if (typeof instead === 'string' && replaced.length === 0) return refuse({ code: 'not-with-service' });
  const because = findReasonsAgainst(options, service);
  if (because && instruction.override === undefined) return refuse({ code: 'service-not-eligible', because });
  const isOverridden = because !== undefined;
  return { change: handOver(referralCase, { open, replaced }, { ...instruction, isOverridden }, context) };
}

const refuse = (routeFault: RouteFault): { refused: RouteRefusal } => ({ refused: { routeFault } });

/** Undefined if the service is eligible. */
function findReasonsAgainst({ services }: RouteOptions, { id }: Service): readonly ReasonCode[] | undefined {
  const considered = services.find((one) => one.service === id);
  return considered?.eligible ? undefined : (considered?.because ?? []);
}

/** Hand-offs that end. Those of the service itself never do. */
function findReplaced(open: readonly HandOff[], { service, instead }: RouteInstruction): HandOff[] {
  const others = open.filter((one) => one.service !== service.id);
  // No service is called null: nobody's place.
  if (instead !== undefined) return others.filter((one) => one.service === instead);
  return canLead(service) ? others.filter(({ part }) => part === 'lead') : [];
}

const canLead = ({ meets }: Service): boolean => meets.length > 0;

type Decided = RouteInstruction & { isOverridden: boolean };

function handOver(
  referralCase: ReferralCase,
  { open, replaced }: { open: readonly HandOff[]; replaced: readonly HandOff[] },
  instruction: Decided,
  context: RuleContext,
) {
  const { head } = referralCase;
  const { service } = instruction;
  const at = context.now.toISOString();
  const number = head.handOffs + 1;
  const isLedByAnother = open.some((one) => one.part === 'lead' && !replaced.includes(one));
  const part = isLedByAnother ? 'alongside' : 'lead';
  const attempts = referralCase.handOffs.filter((one) => one.part === part).map(({ attempt }) => attempt);
  const respondBy = serviceDeadline(service, head, context.now, context.area.rules);
  const handOff = createHandOff(
    head,
    number,
    service.id,
    { part, attempt: Math.max(0, ...attempts) + 1, respondBy },
    context,
  );
  const after: CaseHead = {
    ...leaveSettled(referralCase, replaced),
    status: 'routed',
    since: head.status === 'routed' ? head.since : at,
    heldReasons: [],
    handOffs: number,
    reserve: head.reserve.filter((id) => id !== service.id),
  };
  const withdrawn = replaced.map((one) => withdrawHandOff(one, referralCase.head.version, at));
  const events = [...routeEvents(instruction, withdrawn, at), handedOffEvent(handOff, head)];
  return changeOf(referralCase, { head: after, handOffs: [...withdrawn, { after: handOff }], events });
}

/** The service has the case already: it becomes the lead if it takes the lead's place. */
function takePlace(
  referralCase: ReferralCase,
  current: HandOff,
  replaced: readonly HandOff[],
  instruction: RouteInstruction,
  context: RuleContext,
) {
  const at = context.now.toISOString();
  const withdrawn = replaced.map((one) => withdrawHandOff(one, referralCase.head.version, at));
  const isLeadReplaced = replaced.some(({ part }) => part === 'lead');
  const promoted =
    isLeadReplaced && current.part !== 'lead'
      ? [{ before: current, after: { ...current, part: 'lead' as const, rev: current.rev + 1 } }]
      : [];
  return changeOf(referralCase, {
    head: leaveSettled(referralCase, replaced),
    handOffs: [...withdrawn, ...promoted],
    events: routeEvents({ ...instruction, isOverridden: false }, withdrawn, at),
  });
}

/** Triage still looks at what a service that keeps the case has not done, and at what is decided by itself. */
function leaveSettled({ head, handOffs }: ReferralCase, replaced: readonly HandOff[]): CaseHead {
  const kept = handOffs.filter((one) => isOpenHandOff(one.status) && !replaced.includes(one));
  const stays: Partial<Record<TriageReason, boolean | undefined>> = {
    'possible-duplicate': true,
    overdue: kept.some(({ escalated, contactedAt }) => escalated && contactedAt === undefined),
    suspended: kept.some(({ suspension }) => suspension?.escalated),
    'stop-unread': kept.some(({ amendment }) => amendment?.escalated),
  };
  return triageReasons.filter((reason) => !stays[reason] && !isSeenWhatever(reason)).reduce(removeTriageReason, head);
}

function routeEvents(
  { service, by, note, override, isOverridden }: Decided,
  withdrawn: readonly { after: HandOff }[],
  at: string,
): HistoryEvent[] {
  const base = { at, by, service: service.id, counts: [] };
  return [
    { ...base, event: 'routed', note },
    ...(isOverridden && override !== undefined ? [{ ...base, event: 'overridden' as const, note: override }] : []),
    ...withdrawn.map(({ after }) => handOffEvent('withdrawn', after, at, by)),
  ];
}
