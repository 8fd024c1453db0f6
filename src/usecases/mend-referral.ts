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
 * Stores the corrected whole as the next version, as a PUT of it would. The same mending of the same version again
 * is done already: a second press finds its own version standing.
 */
export async function mend(deps: OwnDeps, sender: Sender, target: Target, mending: Mending): Promise<Corrected> {
  const record = await ownVersion(deps, sender, target);
  if (!record) return { absent: true };
  const body = bodyOf(deps, record, mending);
  const done = await correct(deps, sender, target.id, target.version, body);
  if (!('otherVersion' in done)) return done;
  const next = await nextOf(deps, target, body);
  const whole = next && (await deps.cases.read(target.id));
  return next && whole ? { corrected: next, whole } : done;
}

/** Whether the version after the target's is this very mending of it. */
export async function standsAlready(
  deps: Pick<OwnDeps, 'keys' | 'ledger'>,
  sender: Sender,
  target: Target,
  mending: Mending,
): Promise<boolean> {
  const record = await ownVersion(deps, sender, target);
  return record !== undefined && (await nextOf(deps, target, bodyOf(deps, record, mending))) !== undefined;
}

async function nextOf(
  { keys, ledger }: Pick<OwnDeps, 'keys' | 'ledger'>,
  { id, version }: Target,
  body: Record<string, unknown>,
): Promise<LedgerRecord | undefined> {
  const next = await ledger.get(id, version + 1);
  return next?.bodyHash === keys.bodyHash(canonicalJson(body)) ? next : undefined;
}

async function ownVersion(
  { ledger }: Pick<OwnDeps, 'ledger'>,
  sender: Sender,
  { id, version }: Target,
): Promise<LedgerRecord | undefined> {
  const record = await ledger.get(id, version);
  return record?.sender === sender.id ? record : undefined;
}

const bodyOf = ({ keys }: Pick<OwnDeps, 'keys'>, record: LedgerRecord, mending: Mending): Record<string, unknown> =>
  mended(JSON.parse(keys.open(record.id, record.sealed)) as Submission, mending);
