/**
 * Corrects parts of a referral without showing the sender the rest: the stored submission is opened, the parts are
 * replaced and the result is judged again. The submission itself is never returned (docs/adr/0010).
 */
import { canonicalJson } from '#src/domain/canonical.ts';
import { applyCorrection, type PartialCorrection } from '#src/domain/correction.ts';
import type { Decision, Refusal } from '#src/domain/decision.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { Submission } from '#src/domain/submission.ts';
import { type CorrectionResult, correctReferral, type OwnDeps } from './own-referrals.ts';
import type { LedgerRecord } from './ports.ts';
import { prepareRecord } from './submit-referral.ts';

/** The version to correct. */
export interface CorrectionTarget {
  id: ReferralId;
  version: number;
}

export type PreviewResult = { decision: Decision } | { refused: Refusal } | { absent: true };

/** Judges the correction without storing anything. A refusal names fields and contains no values. */
export async function previewCorrection(
  deps: Pick<OwnDeps, 'area' | 'parseSubmission' | 'keys' | 'ledger' | 'now'>,
  sender: Sender,
  target: CorrectionTarget,
  correction: PartialCorrection,
): Promise<PreviewResult> {
  const record = await readOwnVersion(deps, sender, target);
  if (!record) return { absent: true };
  const prepared = await prepareRecord(deps, sender, correctedBody(deps, record, correction), target.version + 1);
  return 'refused' in prepared ? { refused: prepared.refused } : { decision: prepared.record.decision };
}

/**
 * Stores the corrected referral as the next version, as a PUT of the whole would. On `otherVersion`, call
 * `isAlreadyCorrected`: this correction may be stored already, its response lost or the form submitted twice.
 */
export async function correctParts(
  deps: OwnDeps,
  sender: Sender,
  target: CorrectionTarget,
  correction: PartialCorrection,
): Promise<CorrectionResult> {
  const record = await readOwnVersion(deps, sender, target);
  if (!record) return { absent: true };
  return correctReferral(deps, sender, target.id, target.version, correctedBody(deps, record, correction));
}

/** Whether the next version is the target with this same correction. */
export async function isAlreadyCorrected(
  deps: Pick<OwnDeps, 'keys' | 'ledger'>,
  sender: Sender,
  target: CorrectionTarget,
  correction: PartialCorrection,
): Promise<boolean> {
  const record = await readOwnVersion(deps, sender, target);
  const next = await deps.ledger.get(target.id, target.version + 1);
  if (!record || !next) return false;
  return next.bodyHash === deps.keys.bodyHash(canonicalJson(correctedBody(deps, record, correction)));
}

/** A version that has not been erased. */
type SealedVersion = Required<Pick<LedgerRecord, 'id' | 'sealed'>>;

async function readOwnVersion(
  { ledger }: Pick<OwnDeps, 'ledger'>,
  sender: Sender,
  { id, version }: CorrectionTarget,
): Promise<SealedVersion | undefined> {
  const record = await ledger.get(id, version);
  return record?.sealed && record.sender === sender.id ? { id: record.id, sealed: record.sealed } : undefined;
}

const correctedBody = (
  { keys }: Pick<OwnDeps, 'keys'>,
  { id, sealed }: SealedVersion,
  correction: PartialCorrection,
): Record<string, unknown> => applyCorrection(JSON.parse(keys.open(id, sealed)) as Submission, correction);
