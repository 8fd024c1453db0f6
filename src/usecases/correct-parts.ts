/**
 * Corrects parts of a referral without showing the sender the rest: the stored submission is opened, the parts are
 * replaced and the result is judged again. The submission itself is never returned (docs/adr/0010).
 */
import { applyCorrection, type PartialCorrection } from '#src/domain/correction.ts';
import type { Decision, Refusal } from '#src/domain/decision.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { type CorrectionResult, type CorrectionTarget, correctReferral } from './correct-referral.ts';
import { openSubmission } from './open-submission.ts';
import type { OwnDeps } from './own-referrals.ts';
import { isSameContent } from './same-content.ts';
import { prepareRecord } from './submit-referral.ts';

export type PreviewResult = { decision: Decision } | { refused: Refusal } | { absent: true };

/** Judges the correction without storing anything. A refusal names fields and contains no values. */
export async function previewCorrection(
  deps: Pick<OwnDeps, 'area' | 'parseSubmission' | 'keys' | 'ledger' | 'now'>,
  sender: Sender,
  target: CorrectionTarget,
  correction: PartialCorrection,
): Promise<PreviewResult> {
  const accepted = await readOwnVersion(deps, sender, target);
  if (!accepted) return { absent: true };
  const body = applyCorrection(accepted, correction);
  const prepared = await prepareRecord(deps, sender, body, { version: target.version, accepted });
  return 'refused' in prepared ? { refused: prepared.refused } : { decision: prepared.record.decision };
}

/** Stores the corrected referral as the next version, as a PUT of the whole would. */
export const correctParts = (
  deps: OwnDeps,
  sender: Sender,
  target: CorrectionTarget,
  correction: PartialCorrection,
): Promise<CorrectionResult> =>
  correctReferral(deps, { sender }, target, (accepted) => applyCorrection(accepted, correction));

/** Whether the next version is the target with this same correction: its answer was lost, or the form was sent twice. */
export async function isAlreadyCorrected(
  deps: Pick<OwnDeps, 'keys' | 'ledger' | 'parseSubmission' | 'now'>,
  sender: Sender,
  target: CorrectionTarget,
  correction: PartialCorrection,
): Promise<boolean> {
  const [accepted, next] = await Promise.all([
    readOwnVersion(deps, sender, target),
    deps.ledger.get(target.id, target.version + 1),
  ]);
  if (!accepted || !next) return false;
  const body = applyCorrection(accepted, correction);
  const parsed = await deps.parseSubmission(body, sender, deps.now(), accepted);
  return 'submission' in parsed && isSameContent(deps.keys, next, { body, submission: parsed.submission });
}

/** What a version says; undefined if it is another sender's, or erased. */
async function readOwnVersion(
  { ledger, keys }: Pick<OwnDeps, 'ledger' | 'keys'>,
  sender: Sender,
  { id, version }: CorrectionTarget,
): Promise<Submission | undefined> {
  const record = await ledger.get(id, version);
  return record?.sender === sender.id ? openSubmission(keys, record) : undefined;
}
