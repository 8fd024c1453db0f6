/** Evaluates a draft by the rules: its answers, its errors, and the progress of each section. */

import type { Decision, Refusal } from '#src/domain/decision.ts';
import type { ServiceId } from '#src/domain/ids.ts';
import { findFaults } from '#src/domain/judge.ts';
import { senderOf } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { previewCorrection } from '#src/usecases/intake/correct-parts.ts';
import type { CorrectionTarget } from '#src/usecases/intake/correct-referral.ts';
import { prepareRecord } from '#src/usecases/intake/submit-referral.ts';
import { type OwnReferral, readOwnReferral } from '#src/usecases/sender/own-referrals.ts';
import type { ReferCall } from '../../app/page.ts';
import type { Progress } from '../../form/patterns.ts';
import { type PreparedCorrection, prepareCorrection } from '../correction/correction-body.ts';
import type { DraftContent, OpenDraft } from '../drafts/draft.ts';
import { collectErrors, type PageError } from '../questions/question-errors.ts';
import { type BodyContext, type PreparedBody, prepareBody } from '../questions/referral-body.ts';
import { isStepId, type StepId, stepsOf, type TaskId, taskIds } from '../questions/steps.ts';

export interface Journey extends OpenDraft {
  prepared: PreparedBody;
  errors: PageError[];
  refused?: Refusal;
  /** The decision if it were sent now; undefined if it has errors. */
  decision?: Decision;
  /** What would be stored of a new referral; undefined if there is no decision. */
  submission?: Submission;
  correction?: Correction;
}

/** A correction: its target and the pages filled in again. The person's part of the target stays sealed. */
export interface Correction extends Pick<PreparedCorrection, 'changes' | 'correctedSteps'> {
  target: NonNullable<DraftContent['corrects']>;
  ownReferral: OwnReferral;
  /** Services that would make no contact after it; empty while it has errors. */
  stoppedAt: readonly ServiceId[];
}

const bodyContextOf = (call: ReferCall, open: OpenDraft): BodyContext => ({
  sender: senderOf(call.viewer.party),
  area: call.area,
  now: call.now,
  draft: open.draft.id,
});

const prepareCorrectionOf = (call: ReferCall, open: OpenDraft): PreparedCorrection =>
  prepareCorrection(open.content.answers, (step) => open.content.steps[step] !== undefined, bodyContextOf(call, open));

export const targetOf = ({ target }: Correction): CorrectionTarget => ({
  id: target.referral,
  version: target.version,
});

/** Prepares the referral's body from the draft, without evaluating the rules. */
export const prepareFromDraft = (call: ReferCall, open: OpenDraft): PreparedBody =>
  open.content.corrects
    ? prepareCorrectionOf(call, open)
    : prepareBody(open.content.answers, bodyContextOf(call, open));

/** Evaluates a draft; undefined if it corrects a referral of another organisation. */
export async function evaluateDraft(call: ReferCall, open: OpenDraft): Promise<Journey | undefined> {
  const { corrects } = open.content;
  if (corrects) return evaluateCorrection(call, open, corrects);
  const prepared = prepareFromDraft(call, open);
  const result = await prepareRecord(call.deps, senderOf(call.viewer.party), prepared.body);
  if ('refused' in result) return withErrors(call, open, prepared, result.refused);
  if (prepared.faults.length > 0) return withErrors(call, open, prepared);
  return { ...open, prepared, errors: [], decision: result.record.decision, submission: result.submission };
}

async function evaluateCorrection(
  call: ReferCall,
  open: OpenDraft,
  target: Correction['target'],
): Promise<Journey | undefined> {
  const { deps } = call;
  const sender = senderOf(call.viewer.party);
  const ownReferral = await readOwnReferral(deps, sender, target.referral);
  const prepared = prepareCorrectionOf(call, open);
  const { changes, correctedSteps } = prepared;
  const result = await previewCorrection(deps, sender, { id: target.referral, version: target.version }, changes);
  if (!ownReferral || 'absent' in result) return undefined;
  const stoppedAt = 'stoppedAt' in result ? result.stoppedAt : [];
  const correction: Correction = { target, ownReferral, changes, correctedSteps, stoppedAt };
  if ('refused' in result) return { ...withErrors(call, open, prepared, result.refused), correction };
  if (prepared.faults.length > 0) return { ...withErrors(call, open, prepared), correction };
  return { ...open, prepared, errors: [], decision: result.decision, correction };
}

/** @param refused by the rules; undefined if only the pages require more */
const withErrors = (call: ReferCall, open: OpenDraft, prepared: PreparedBody, refused?: Refusal): Journey => ({
  ...open,
  prepared,
  ...(refused && { refused }),
  errors: collectErrors(prepared, refused?.faults ?? [], {
    texts: call.site.texts,
    audience: prepared.audience,
    answers: open.content.answers,
  }),
});

/** Why the person must be asked before they are referred; undefined if they need not be. */
export function findConsentRequirement(call: ReferCall, { prepared, correction }: Journey): string | undefined {
  // A correction has only part of the referral, so whether consent is needed is not known before it is evaluated.
  if (correction) return undefined;
  const withoutAsking = { ...prepared.validPart, consent: { basis: 'public-task' as const } };
  const faults = findFaults(withoutAsking, {
    sender: senderOf(call.viewer.party),
    area: call.area,
    now: call.now,
  });
  return faults.find(({ code }) => code === 'explicit-consent-required')?.detail;
}

/** The page named in the path, if it is part of the journey. */
export function findStep({ params }: ReferCall, { steps }: Pick<PreparedBody, 'steps'>): StepId | undefined {
  const { step } = params;
  return isStepId(step) && steps.includes(step) ? step : undefined;
}

export const stepsOfTask = ({ prepared }: Journey, task: TaskId): StepId[] =>
  stepsOf(task).filter((id) => prepared.steps.includes(id));

export function progressOf(journey: Journey, task: TaskId): Progress {
  const all = stepsOfTask(journey, task);
  if (all.some((id) => journey.content.typed?.[id])) return 'inProgress';
  const saved = all.flatMap((id) => journey.content.steps[id] ?? []);
  if (saved.length === 0) return 'notStarted';
  if (saved.length < all.length || saved.some(({ done }) => !done)) return 'inProgress';
  return journey.errors.some((error) => all.includes(error.step)) ? 'problem' : 'completed';
}

/** Whether every section is answered; for a correction, whether there is a saved page and all saved pages are done. */
export function isComplete(journey: Journey): boolean {
  const { correction, content } = journey;
  // What was typed and not saved must be looked at before it is sent without it.
  if (correction && Object.keys(content.typed ?? {}).length > 0) return false;
  if (correction)
    return correction.correctedSteps.length > 0 && correction.correctedSteps.every((step) => content.steps[step]?.done);
  return taskIds.every((task) => ['completed', 'problem'].includes(progressOf(journey, task)));
}

/** The page at which to continue a section: the first not done, else the first with an error, else the first. */
export function entryStep(journey: Journey, task: TaskId): StepId | undefined {
  const all = stepsOfTask(journey, task);
  const faultyStep = all.find((id) => journey.errors.some((error) => error.step === id));
  const typed = all.find((id) => journey.content.typed?.[id]);
  return typed ?? all.find((id) => !journey.content.steps[id]?.done) ?? faultyStep ?? all[0];
}
