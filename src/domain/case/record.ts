/** What dispatch writes for one judged version of a referral: a new case, or an existing one after a correction. */
import type { CaseFacts, Count } from '../counting/model.ts';
import type { Decision } from '../decision.ts';
import type { ReferralId } from '../ids.ts';
import { serviceDeadline } from '../judgement/clock.ts';
import { londonDate } from '../london.ts';
import type { Priority, SenderKind } from '../vocabulary.ts';
import type { Case, Change, HandOff, Head, HistoryEvent, Setting } from './model.ts';
import { newHandOff } from './onward.ts';

/** One version of a referral as the ledger has it, without the sealed payload. */
export interface Judged {
  id: ReferralId;
  version: number;
  reference: string;
  sender: string;
  senderKind: SenderKind;
  receivedAt: string;
  decision: Decision;
  facts: CaseFacts;
  /** Keyed hash of the person, to count distinct victims; never shown. */
  person?: string;
  /** Whether another sender referred the same person for the same day of offence. */
  possibleDuplicate?: boolean;
}

/**
 * Returns the change to write, or undefined when this version has already been recorded. `existing` is undefined
 * for version 1, and has status `received` after a correction.
 */
export function recordVersion(
  judged: Judged,
  existing: Case | undefined,
  setting: Pick<Setting, 'area' | 'now'>,
): Change | undefined {
  if (existing && (existing.head.status !== 'received' || existing.head.version !== judged.version)) return undefined;
  const at = setting.now.toISOString();
  const day = londonDate(new Date(judged.receivedAt));
  const routed = judged.decision.outcome === 'routed';
  const before = existing?.head;
  const first = (before?.handOffs ?? 0) + 1;
  const base: Head = {
    id: judged.id,
    reference: judged.reference,
    sender: judged.sender,
    senderKind: judged.senderKind,
    version: judged.version,
    rev: (before?.rev ?? 0) + 1,
    status: routed ? 'routed' : 'held',
    since: at,
    receivedAt: before?.receivedAt ?? judged.receivedAt,
    heldReasons: [...judged.decision.heldReasons],
    priority: judged.decision.priority,
    handOffs: (before?.handOffs ?? 0) + judged.decision.chosen.length,
    reserve: [...(judged.decision.reserve ?? [])],
    facts: judged.facts,
    ...(before?.hold ? { hold: before.hold } : {}),
  };
  const reason = routed ? (judged.possibleDuplicate ? 'possible-duplicate' : undefined) : 'held';
  const head: Head = reason ? { ...base, triage: { reason, since: at } } : base;
  const handOffs = judged.decision.chosen.map((chosen, index) =>
    newHandOff(
      head,
      first + index,
      chosen.service,
      { part: chosen.part, attempt: 1, respondBy: deadlineOf(chosen, base.priority, setting) },
      setting,
    ),
  );
  return {
    head: before ? { before, after: head } : { after: head },
    handOffs: handOffs.map((after) => ({ after })),
    events: [...history(judged, handOffs, { at, day, first: !before }), ...suspicion(judged, at)],
  };
}

/** The promised deadline, or a new one if that has passed: otherwise the hand-off would expire before it was seen. */
function deadlineOf(
  { service: id, respondBy }: Decision['chosen'][number],
  priority: Priority,
  { area, now }: Pick<Setting, 'area' | 'now'>,
): string {
  const service = area.services.find((one) => one.id === id);
  if (!service || Date.parse(respondBy) > now.getTime()) return respondBy;
  return serviceDeadline(service, priority, now, area.rules);
}

const suspicion = (judged: Judged, at: string): HistoryEvent[] =>
  judged.possibleDuplicate ? [{ at, event: 'possible-duplicate', by: 'system', counts: [] }] : [];

function history(
  judged: Judged,
  handOffs: HandOff[],
  when: { at: string; day: string; first: boolean },
): HistoryEvent[] {
  const { facts, decision } = judged;
  const services = decision.chosen.map((chosen) => chosen.service);
  const door: Count[] = [];
  if (when.first) {
    const person = judged.person === undefined ? {} : { person: judged.person };
    door.push({ measure: 'referrals', day: when.day, facts, services });
    door.push({ measure: 'victims', day: when.day, facts, services, ...person });
    if (decision.withinCode) door.push({ measure: 'within-code', day: when.day, facts, services });
  }
  const today = londonDate(new Date(when.at));
  const arrived: HistoryEvent = {
    at: when.first ? judged.receivedAt : when.at,
    event: when.first ? 'received' : 'corrected',
    by: judged.sender,
    counts: door,
  };
  if (decision.outcome === 'held') {
    const heldReasons = decision.heldReasons;
    const held: HistoryEvent = {
      at: when.at,
      event: 'held',
      by: 'system',
      reason: heldReasons.join(' '),
      counts: [{ measure: 'held', day: today, facts, heldReasons }],
    };
    return [arrived, held];
  }
  return [
    arrived,
    ...handOffs.map(
      (handOff): HistoryEvent => ({
        at: when.at,
        event: 'handed-off',
        by: 'system',
        handOff: handOff.number,
        service: handOff.service,
        counts: [{ measure: 'handed-off', day: today, facts, services: [handOff.service] }],
      }),
    ),
  ];
}
