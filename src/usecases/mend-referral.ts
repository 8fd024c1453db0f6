/**
 * Corrects parts of a referral without showing the sender the rest: the stored submission is opened, the parts are
 * replaced and the result is judged again. The submission itself is never returned (docs/adr/0010).
 */
import { canonicalJson } from '#src/domain/canonical.ts';
import type { Decision, Refusal } from '#src/domain/decision.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { type Mending, mended } from '#src/domain/mending.ts';
import type { Submission } from '#src/domain/submission.ts';
import { type Corrected, correct, type OwnDeps } from './own-referrals.ts';
import type { LedgerRecord } from './ports.ts';
import { drawUp, type Sender } from './submit-referral.ts';

/** The version to correct. */
export interface Target {
  id: ReferralId;
  version: number;
}

export type Tried = { decision: Decision } | { refused: Refusal } | { absent: true };

/** Judges the correction without storing anything. A refusal names places and contains no values. */
export async function tryMending(
  deps: Pick<OwnDeps, 'area' | 'examine' | 'keys' | 'ledger' | 'now'>,
  sender: Sender,
  target: Target,
  mending: Mending,
): Promise<Tried> {
  const record = await ownVersion(deps, sender, target);
  if (!record) return { absent: true };
  const drawn = await drawUp(deps, sender, bodyOf(deps, record, mending), target.version + 1);
  return 'refused' in drawn ? { refused: drawn.refused } : { decision: drawn.record.decision };
}

/**
 * Stores the corrected referral as the next version, as a PUT of the whole would. On `otherVersion`, call
 * `isAlreadyCorrected`: this correction may be stored already, its response lost or the form submitted twice.
 */
export async function mend(deps: OwnDeps, sender: Sender, target: Target, mending: Mending): Promise<Corrected> {
  const record = await ownVersion(deps, sender, target);
  if (!record) return { absent: true };
  return correct(deps, sender, target.id, target.version, bodyOf(deps, record, mending));
}

/** Whether the next version is the target with this same correction. */
export async function standsAlready(
  deps: Pick<OwnDeps, 'keys' | 'ledger'>,
  sender: Sender,
  target: Target,
  mending: Mending,
): Promise<boolean> {
  const record = await ownVersion(deps, sender, target);
  const next = await deps.ledger.get(target.id, target.version + 1);
  if (!record || !next) return false;
  return next.bodyHash === deps.keys.bodyHash(canonicalJson(bodyOf(deps, record, mending)));
}

/** A version that has not been erased. */
type Whole = Required<Pick<LedgerRecord, 'id' | 'sealed'>>;

async function ownVersion(
  { ledger }: Pick<OwnDeps, 'ledger'>,
  sender: Sender,
  { id, version }: Target,
): Promise<Whole | undefined> {
  const record = await ledger.get(id, version);
  return record?.sealed && record.sender === sender.id ? { id: record.id, sealed: record.sealed } : undefined;
}

const bodyOf = ({ keys }: Pick<OwnDeps, 'keys'>, { id, sealed }: Whole, mending: Mending): Record<string, unknown> =>
  mended(JSON.parse(keys.open(id, sealed)) as Submission, mending);
