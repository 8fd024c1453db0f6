import type { Area } from '#src/domain/area.ts';
import type { Decision, Fault, Refusal } from '#src/domain/decision.ts';
import { judge } from '#src/domain/judge.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { area, police } from '#test/support/area-fixture.ts';
import { type Overrides, receivedAt, submission } from '#test/support/submissions.ts';

export interface Setting {
  sender?: Sender;
  area?: Area;
  now?: Date;
}

/** The judgement of the ordinary referral, changed. */
export const judged = (over: Overrides<Submission>, setting: Setting = {}) =>
  judge({
    submission: submission(over),
    sender: setting.sender ?? police,
    area: setting.area ?? area(),
    now: setting.now ?? receivedAt,
  });

export function decided(over: Overrides<Submission>, setting: Setting = {}): Decision {
  const judgement = judged(over, setting);
  if ('refused' in judgement) throw new Error(`refused: ${JSON.stringify(judgement.refused)}`);
  return judgement.decision;
}

export function refused(over: Overrides<Submission>, setting: Setting = {}): Refusal {
  const judgement = judged(over, setting);
  if ('decision' in judgement) throw new Error(`not refused, but ${judgement.decision.outcome}`);
  return judgement.refused;
}

/** Pointer and code of each fault. */
export const places = (faults: readonly Fault[]): [string, string][] =>
  faults.map(({ pointer, code }) => [pointer, code]);
