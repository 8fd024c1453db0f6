/**
 * A sender corrects parts of a referral without being shown the rest. The system opens what was sent, puts the parts
 * in their places and judges the whole anew; nothing that was sent comes back out of here (docs/adr/0010).
 */
import { canonicalJson } from '#src/domain/canonical.ts';
import type { Decision, Refusal } from '#src/domain/decision.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { type Mending, mended } from '#src/domain/mending.ts';
import type { Submission } from '#src/domain/submission.ts';
import { type Corrected, correct, type OwnDeps } from './own-referrals.ts';
import type { LedgerRecord } from './ports.ts';
import { drawUp, type Sender } from './submit-referral.ts';

/** The version that a sender corrects. */
export interface Target {
  id: ReferralId;
  version: number;
}

export type Tried = { decision: Decision } | { refused: Refusal } | { absent: true };

/** What the rules would make of it; nothing is stored. A refusal names places and repeats no value. */
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
 * Stores the corrected whole as the next version, as a PUT of it would. Whoever is told of another version asks
 * `standsAlready` whether it is this one, whose answer was lost or came to another press.
 */
export async function mend(deps: OwnDeps, sender: Sender, target: Target, mending: Mending): Promise<Corrected> {
  const record = await ownVersion(deps, sender, target);
  if (!record) return { absent: true };
  return correct(deps, sender, target.id, target.version, bodyOf(deps, record, mending));
}

/** Whether the version after the target's is this very mending of it. */
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

/** What was sent, and has not been erased. */
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
