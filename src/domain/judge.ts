/**
 * Judges a referral: legal gates, enhanced rights, the Code's clock and routing, in one pass.
 * Pure: the same submission, sender, area and instant always give the same judgement.
 */
import type { Area } from './area.ts';
import type { ChosenService, Decision, Fault, Judgement, Refusal, RefusalCode } from './decision.ts';
import { refusalCodes } from './decision.ts';
import { deadlineCalculator, isWithinCode, referByDate } from './judgement/clock.ts';
import { findConsistencyFaults } from './judgement/consistency.ts';
import { type DerivedFacts, deriveFacts } from './judgement/derived-facts.ts';
import { enhancedRightsOf } from './judgement/enhanced-rights.ts';
import { findGateFaults } from './judgement/gates.ts';
import { findHeldReasons } from './judgement/held-reasons.ts';
import { findNotes } from './judgement/notes.ts';
import type { PartialSubmission } from './judgement/partial-submission.ts';
import { priorityOf } from './judgement/priority.ts';
import { findStandingFaults } from './judgement/standing-details.ts';
import { londonDate } from './london.ts';
import { considerAll, routeReferral } from './routing/route.ts';
import type { Sender } from './sender.ts';
import type { Submission } from './submission.ts';
import { expiresWithinMs, findTestOutcome, refusalOf, type TestOutcome } from './test-outcomes.ts';
import { testMarkOf } from './test-party.ts';

export interface JudgeContext {
  sender: Sender;
  area: Area;
  /** The instant of receipt. */
  now: Date;
  /** In a correction, the version that it corrects: what stands unchanged from it refuses nothing. */
  accepted?: Submission;
}

interface JudgeInput extends JudgeContext {
  submission: Submission;
  /** JSON Pointers of details that today's formats refuse, kept as they were accepted. */
  standing?: readonly string[];
}

/**
 * Refuses a submission with all its faults, or decides that it is routed or held.
 */
export function judge(input: JudgeInput): Judgement {
  const derived = deriveFacts(input.submission, input.area.rules, input.now);
  const { faults, standing } = collectFaults(input.submission, derived, input);
  if (faults.length > 0) return { refused: refusalFrom(faults) };
  const asked = findTestOutcome(input.sender, input.submission.victim.familyName);
  if (asked?.kind === 'refused') return { refused: refusalOf(asked.outcome) };
  const keepsAcceptedDetail = standing.length > 0 || (input.standing ?? []).length > 0;
  return { decision: makeDecision(input.submission, derived, { ...input, asked }, keepsAcceptedDetail) };
}

/** The faults in a submission of which only some fields could be read. */
export const findFaults = (submission: PartialSubmission, context: JudgeContext): Fault[] =>
  collectFaults(submission, deriveFacts(submission, context.area.rules, context.now), context).faults;

/** The faults that refuse a submission, and in a correction those that do not. */
function collectFaults(
  submission: PartialSubmission,
  derived: DerivedFacts,
  context: JudgeContext,
): { faults: Fault[]; standing: Fault[] } {
  const faults = collectAllFaults(submission, derived, context);
  const { accepted, area, now } = context;
  if (accepted === undefined || faults.length === 0) return { faults, standing: [] };
  const before = collectAllFaults(accepted, deriveFacts(accepted, area.rules, now), context);
  const standing = findStandingFaults(faults, submission, { submission: accepted, faults: before });
  return { faults: faults.filter((fault) => !standing.includes(fault)), standing };
}

function collectAllFaults(
  submission: PartialSubmission,
  derived: DerivedFacts,
  { sender, area }: JudgeContext,
): Fault[] {
  return [
    ...findConsistencyFaults(submission, derived, sender.kind),
    ...findGateFaults(submission, derived, sender.kind, area.rules),
  ];
}

/** Any field fault makes the referral invalid; otherwise the first failed gate gives the code. */
export function refusalFrom(faults: Fault[]): Refusal {
  const isGate = (code: string): code is RefusalCode => (refusalCodes as readonly string[]).includes(code);
  const first = faults[0]?.code ?? 'invalid-referral';
  return { code: faults.every(({ code }) => isGate(code)) && isGate(first) ? first : 'invalid-referral', faults };
}

function makeDecision(
  submission: Submission,
  derived: DerivedFacts,
  { sender, area, now, asked }: JudgeContext & { asked: TestOutcome | undefined },
  keepsAcceptedDetail: boolean,
): Decision {
  const { rules } = area;
  const { riskLevel } = derived;
  const routing = routeReferral({
    ...derived,
    submission,
    area,
    on: derived.today,
    ...testMarkOf({ source: sender.id, test: sender.test }, area),
  });
  const reasons =
    asked?.kind === 'held' ? [asked.outcome] : findHeldReasons(submission, derived, rules, routing.eligible.length > 0);
  const enhancedRights = enhancedRightsOf(submission, derived, rules);
  const priority = priorityOf(riskLevel, enhancedRights, submission.consent.personAware);
  const maracOn = submission.marac?.on;
  const referBy =
    sender.kind === 'police' && submission.reportedAt !== undefined
      ? referByDate(new Date(submission.reportedAt), rules)
      : null;
  const isHeld = reasons.length > 0;
  const respondBy =
    asked?.outcome === 'expired'
      ? () => new Date(now.getTime() + expiresWithinMs).toISOString()
      : deadlineCalculator(now, rules, maracOn);
  const chosen = isHeld
    ? []
    : routing.eligible.map(
        ({ service, because, part }): ChosenService => ({
          service: service.id,
          name: service.name,
          respondBy: respondBy(service, priority),
          because,
          part,
        }),
      );
  const deadlines = [
    ...(referBy === null ? [] : [referBy]),
    ...chosen.map((one) => londonDate(new Date(one.respondBy))),
  ];
  return {
    rulesVersion: rules.version,
    outcome: isHeld ? 'held' : 'routed',
    heldReasons: reasons,
    referBy: referBy,
    withinCode: referBy === null ? null : isWithinCode(now, referBy),
    enhancedRights,
    priority,
    ...(maracOn === undefined ? {} : { maracOn }),
    ...(riskLevel === undefined ? {} : { riskLevel }),
    chosen,
    // A held referral has no chosen services: those that would have been chosen are listed as considered.
    considered: isHeld ? considerAll(routing, area) : routing.considered,
    reserve: isHeld ? [] : routing.reserve,
    ...(asked?.kind === 'hand-off' && !isHeld && { testOutcome: asked.outcome }),
    notes: findNotes(submission, derived, sender.kind, rules, { deadlines, keepsAcceptedDetail }),
  };
}
