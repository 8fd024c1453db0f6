/**
 * Corrects parts of a referral without showing the sender the rest: the stored submission is opened, the parts are
 * replaced and the result is judged again. The submission itself is never returned (docs/adr/0010).
 */
import { afterChange } from '#src/domain/case/change.ts';
import { suspendedServices } from '#src/domain/case/report/suspend.ts';
import { applyCorrection, type PartialCorrection } from '#src/domain/correction.ts';
import type { Decision, Refusal } from '#src/domain/decision.ts';
import type { ReferralId, ServiceId } from '#src/domain/ids.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { OwnDeps } from '#src/usecases/sender/own-referrals.ts';
import {
  type CorrectionResult,
  type CorrectionTarget,
  correctReferral,
  decideCorrection,
  type StoredVersion,
  type VersionToStore,
} from './correct-referral.ts';
import { openSubmission } from './open-submission.ts';
import { isSameContent } from './same-content.ts';
import { prepareRecord } from './submit-referral.ts';

/** `stoppedAt`: the services that would make no contact after it. */
export type PreviewResult = { decision: Decision; stoppedAt: ServiceId[] } | { refused: Refusal } | { absent: true };

type PreviewDeps = Pick<OwnDeps, 'area' | 'parseSubmission' | 'keys' | 'ledger' | 'cases' | 'log' | 'now'>;

/** Judges the correction without storing anything. A refusal names fields and contains no values. */
export async function previewCorrection(
  deps: PreviewDeps,
  sender: Sender,
  target: CorrectionTarget,
  correction: PartialCorrection,
): Promise<PreviewResult> {
  const [previous, first] = await Promise.all([readOwnVersion(deps, sender, target), deps.ledger.get(target.id)]);
  if (!previous || !first) return { absent: true };
  const accepted = previous.submission;
  const body = applyCorrection(accepted, correction);
  const prepared = await prepareRecord(deps, sender, body, { version: target.version, accepted });
  if ('refused' in prepared) return { refused: prepared.refused };
  const { record, submission: corrected } = prepared;
  const version: VersionToStore = { first, record, corrected, previous, by: { party: sender.id, mover: 'sender' } };
  return { decision: record.decision, stoppedAt: await findStopped(deps, target.id, version) };
}

async function findStopped(deps: PreviewDeps, id: ReferralId, version: VersionToStore): Promise<ServiceId[]> {
  const referralCase = await deps.cases.read(id);
  const outcome = referralCase && (await decideCorrection(deps, referralCase, version));
  if (!outcome || !('change' in outcome)) return [];
  return suspendedServices(afterChange(referralCase, outcome.change));
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
  const [previous, next] = await Promise.all([
    readOwnVersion(deps, sender, target),
    deps.ledger.get(target.id, target.version + 1),
  ]);
  if (!previous || !next) return false;
  const accepted = previous.submission;
  const body = applyCorrection(accepted, correction);
  const parsed = await deps.parseSubmission(body, sender, deps.now(), accepted);
  return 'submission' in parsed && isSameContent(deps.keys, next, { body, submission: parsed.submission });
}

/** What a version says; undefined if it is another sender's, or erased. */
async function readOwnVersion(
  { ledger, keys }: Pick<OwnDeps, 'ledger' | 'keys'>,
  sender: Sender,
  { id, version }: CorrectionTarget,
): Promise<StoredVersion | undefined> {
  const record = await ledger.get(id, version);
  const submission = record?.sender === sender.id ? openSubmission(keys, record) : undefined;
  return record && submission && { record, submission };
}
