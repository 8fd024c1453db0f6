/**
 * Judges a referral: legal gates, enhanced rights, the Code's clock and routing, in one pass.
 * Pure: the same submission, sender, area and instant always give the same judgement.
 */
import type { Area } from './area.ts';
import type { Chosen, Considered, Decision, Fault, Judgement, Refusal, RefusalCode } from './decision.ts';
import { refusalCodes } from './decision.ts';
import { deadlinesFrom, isWithinCode, referBy } from './judgement/clock.ts';
import { factFaults } from './judgement/facts.ts';
import { gateFaults } from './judgement/gates.ts';
import type { Given } from './judgement/given.ts';
import { heldReasons } from './judgement/held.ts';
import { notesOf } from './judgement/notes.ts';
import { priorityOf } from './judgement/priority.ts';
import { type Reading, read } from './judgement/reading.ts';
import { rightsOf } from './judgement/rights.ts';
import { type Routing, route } from './routing/route.ts';
import type { Submission } from './submission.ts';
import type { SenderKind } from './vocabulary.ts';

export interface Sender {
  id: string;
  kind: SenderKind;
}

export interface Judging {
  sender: Sender;
  area: Area;
  /** The instant of receipt. */
  now: Date;
}

/**
 * Refuses a submission with all its faults, or decides that it is routed or held.
 * @throws CalendarNotCovered when a deadline falls after the last known bank holidays
 */
export function judge(input: Judging & { submission: Submission }): Judgement {
  const reading = read(input.submission, input.area.rules, input.now);
  const faults = faultsIn(input.submission, reading, input);
  if (faults.length > 0) return { refused: refusalOf(faults) };
  return { decision: decide(input.submission, reading, input) };
}

/** The faults in a submission of which only some fields could be read. */
export const faultsOfGiven = (given: Given, judging: Judging): Fault[] =>
  faultsIn(given, read(given, judging.area.rules, judging.now), judging);

function faultsIn(given: Given, reading: Reading, { sender, area }: Judging): Fault[] {
  return [...factFaults(given, reading, sender.kind), ...gateFaults(given, reading, sender.kind, area.rules)];
}

/** Any field fault makes the referral invalid; otherwise the first failed gate gives the code. */
export function refusalOf(faults: Fault[]): Refusal {
  const isGate = (code: string): code is RefusalCode => (refusalCodes as readonly string[]).includes(code);
  const first = faults[0]?.code ?? 'invalid-referral';
  return { code: faults.every(({ code }) => isGate(code)) && isGate(first) ? first : 'invalid-referral', faults };
}

function decide(submission: Submission, reading: Reading, { sender, area, now }: Judging): Decision {
  const { rules } = area;
  const { ageAtOffence, ageNow, riskLevel } = reading;
  const routing = route({ submission, area, ageAtOffence, ageNow, riskLevel, on: reading.today });
  const held = heldReasons(submission, reading, rules, routing.eligible.length > 0);
  const enhancedRights = rightsOf(submission, reading, rules);
  const priority = priorityOf(riskLevel, enhancedRights);
  const by =
    sender.kind === 'police' && submission.reportedAt !== undefined
      ? referBy(new Date(submission.reportedAt), rules)
      : null;
  const isHeld = held.length > 0;
  const respondBy = deadlinesFrom(now, rules);
  return {
    rulesVersion: rules.version,
    outcome: isHeld ? 'held' : 'routed',
    heldReasons: held,
    referBy: by,
    withinCode: by === null ? null : isWithinCode(now, by),
    enhancedRights,
    priority,
    ...(riskLevel === undefined ? {} : { riskLevel }),
    chosen: isHeld
      ? []
      : routing.eligible.map(
          ({ service, because, part }): Chosen => ({
            service: service.id,
            name: service.name,
            respondBy: respondBy(service, priority),
            because,
            part,
          }),
        ),
    considered: isHeld ? withUnchosen(routing, area) : routing.considered,
    reserve: isHeld ? [] : routing.reserve,
    notes: notesOf(submission, reading, sender.kind, rules),
  };
}

/** A held referral has no chosen services: those that would have been chosen are listed as considered. */
function withUnchosen({ eligible, considered }: Routing, area: Area): Considered[] {
  if (eligible.length === 0) return considered;
  const all = new Map(considered.map((one) => [one.service, one]));
  for (const { service, because } of eligible) all.set(service.id, { service: service.id, eligible: true, because });
  return area.services.flatMap(({ id }) => all.get(id) ?? []);
}
