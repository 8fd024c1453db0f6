import type { Area } from '#src/domain/area.ts';
import type { Decision, Fault, Refusal } from '#src/domain/decision.ts';
import { judge } from '#src/domain/judge.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { area, police } from '#test/support/area-fixture.ts';
import { type Overrides, receivedAt, submission } from '#test/support/submissions.ts';

export interface JudgeOptions {
  sender?: Sender;
  area?: Area;
  now?: Date;
}

/** The judgement of the ordinary referral with these changes. */
export const judgeSubmission = (over: Overrides<Submission>, options: JudgeOptions = {}) =>
  judge({
    submission: submission(over),
    sender: options.sender ?? police,
    area: options.area ?? area(),
    now: options.now ?? receivedAt,
  });

export function decisionFor(over: Overrides<Submission>, options: JudgeOptions = {}): Decision {
  const judgement = judgeSubmission(over, options);
  if ('refused' in judgement) throw new Error(`refused: ${JSON.stringify(judgement.refused)}`);
  return judgement.decision;
}

export function refusalFor(over: Overrides<Submission>, options: JudgeOptions = {}): Refusal {
  const judgement = judgeSubmission(over, options);
  if ('decision' in judgement) throw new Error(`not refused, but ${judgement.decision.outcome}`);
  return judgement.refused;
}

/** Pointer and code of each fault. */
export const faultPlaces = (faults: readonly Fault[]): [string, string][] =>
  faults.map(({ pointer, code }) => [pointer, code]);
