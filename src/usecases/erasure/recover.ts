/**
 * Brings the tables into agreement after one of them was restored to a moment (docs/adr/0041-restoring-tables.md): erases again, records
 * and corrects again what the ledger has since, and tells what cannot be recovered. Sends nothing: marks stay for the sweep. Safe to repeat.
 */
import { changeOf } from '#src/domain/case/change.ts';
import type { ReferralCase } from '#src/domain/case/model.ts';
import { type HandOffId, handOffId, type PartyId, type ReferralId, type ServiceId } from '#src/domain/ids.ts';
import { type HandOffStatus, isOpenHandOff } from '#src/domain/states.ts';
import { changeCase } from '#src/usecases/change-case.ts';
import { type RecordDeps, recordReferral, Undispatchable } from '#src/usecases/dispatch/dispatch-referral.ts';
import { decideCorrection } from '#src/usecases/intake/correct-referral.ts';
import { openSubmission } from '#src/usecases/intake/open-submission.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { AllCases, Erasures } from '#src/usecases/ports/recovery.ts';
import { eraseAgain } from './erase-again.ts';

export interface RecoverDeps extends RecordDeps {
  keys: Keys;
  erasures: Erasures;
  allCases: AllCases;
}

/** A hand-off as the restored tables have it: its service says again how it stands. */
export interface OpenHandOff {
  handOffId: HandOffId;
  reference: string;
  service: ServiceId;
  status: HandOffStatus;
  since: string;
}

/** A version that a case knows of and the ledger no longer has: its sender sends it again. */
export interface LostVersion {
  reference: string;
  sender: PartyId;
  version: number;
  /** The version that the case was put back to; absent where the ledger has none. */
  backTo?: number;
}

export interface Unrecoverable {
  id: ReferralId;
  reason: Undispatchable['reason'];
}

export interface Recovery {
  erased: number;
  recorded: number;
  corrected: number;
  /** Corrections that the rules refuse now: the case was another when they were taken. */
  refused: { reference: string; version: number }[];
  /** Referrals that cannot be read or recorded, and why. What is left of the others is done. */
  unrecoverable: Unrecoverable[];
  /** Referrals on the list of erasures that cannot be erased again for the same reasons: their people's details may be back. */
  notErased: Unrecoverable[];
  lost: LostVersion[];
  open: OpenHandOff[];
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** @param since the moment to which the oldest restored table was restored */
export async function recover(deps: RecoverDeps, since: Date): Promise<Recovery> {
  const result: Recovery = {
    erased: 0,
    recorded: 0,
    corrected: 0,
    refused: [],
    unrecoverable: [],
    notErased: [],
    lost: [],
    open: [],
  };
  const erased = new Set<ReferralId>();
  // First: nobody whose details were erased may be handed to a service again.
  const erasedFrom = new Date(since.getTime() - dayMs).toISOString();
  for await (const entry of deps.erasures.list()) {
    erased.add(entry.id);
    if (entry.at < erasedFrom) continue;
    await orListed(result.notErased, entry.id, async () => {
      if ((await eraseAgain(deps, entry)) === 'erased') result.erased += 1;
    });
  }
  for (const [id, versions] of await versionsSince(deps, since))
    if (!erased.has(id)) await orListed(result.unrecoverable, id, () => replayVersions(deps, id, versions, result));
  for await (const id of deps.allCases.ids())
    await orListed(result.unrecoverable, id, () => inspectCase(deps, id, result));
  return result;
}

/** One referral that cannot be recovered keeps back no other: it is listed, once. What may pass, such as a table that does not answer, is thrown. */
async function orListed(list: Unrecoverable[], id: ReferralId, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Undispatchable || error instanceof Unreadable)) throw error;
    const reason = error instanceof Undispatchable ? error.reason : 'unreadable-record';
    if (!list.some((one) => one.id === id)) list.push({ id, reason });
  }
}

/** By referral, the newest version received since. An hour earlier, for a request takes half a minute to its write. */
async function versionsSince({ ledger, now }: RecoverDeps, since: Date): Promise<Map<ReferralId, number>> {
  const newest = new Map<ReferralId, number>();
  for (let at = since.getTime() - hourMs; at < now().getTime() + hourMs; at += hourMs) {
    for await (const { id, version } of ledger.byHour(new Date(at).toISOString().slice(0, 13)))
      newest.set(id, Math.max(version, newest.get(id) ?? 0));
  }
  return newest;
}

async function replayVersions(deps: RecoverDeps, id: ReferralId, newest: number, result: Recovery): Promise<void> {
  const existing = await deps.cases.read(id);
  let { head } =
    existing && existing.head.status !== 'received'
      ? existing
      : await recordReferral(deps, id, existing?.head.version ?? 1);
  if (!existing) result.recorded += 1;
  while (head.version < newest) {
    const version = head.version + 1;
    const corrected = await correctAgain(deps, id, version);
    if (!corrected) {
      result.refused.push({ reference: head.reference, version });
      return;
    }
    result.corrected += 1;
    ({ head } = corrected.head.status === 'received' ? await recordReferral(deps, id, version) : corrected);
  }
}

/**
 * Decided anew from the case as it is now. Who made the correction stood in the lost history, so its sender is named for it.
 * @returns undefined where the rules refuse it, or a version is not there
 */
async function correctAgain(deps: RecoverDeps, id: ReferralId, version: number): Promise<ReferralCase | undefined> {
  const [first, previous, record] = await Promise.all(
    [1, version - 1, version].map((each) => deps.ledger.get(id, each)),
  );
  const submission = previous && openSubmission(deps.keys, previous);
  const corrected = record && openSubmission(deps.keys, record);
  if (!first || !record || !previous || !submission || !corrected) return undefined;
  const correction = {
    first,
    record,
    corrected,
    previous: { record: previous, submission },
    by: { party: first.sender, mover: 'sender' },
  } as const;
  const result = await changeCase(deps.cases, id, (current) => decideCorrection(deps, current, correction));
  return 'changed' in result || 'already' in result ? result.referralCase : undefined;
}

/** What a case says that no table can say again. */
async function inspectCase(deps: RecoverDeps, id: ReferralId, { lost, open }: Recovery): Promise<void> {
  const referralCase = await deps.cases.read(id);
  if (!referralCase) return;
  const { head, handOffs } = referralCase;
  for (const { number, service, status, since } of handOffs.filter((one) => isOpenHandOff(one.status)))
    open.push({ handOffId: handOffId(id, number), reference: head.reference, service, status, since });
  if (await deps.ledger.get(id, head.version)) return;
  const backTo = await findVersionBelow(deps, id, head.version);
  // Its services read what there is, and its sender corrects it again from there.
  if (backTo !== undefined)
    await changeCase(deps.cases, id, (one) => ({ change: changeOf(one, { head: { ...one.head, version: backTo } }) }));
  lost.push({ reference: head.reference, sender: head.sender, version: head.version, ...(backTo && { backTo }) });
}

async function findVersionBelow({ ledger }: RecoverDeps, id: ReferralId, version: number): Promise<number | undefined> {
  for (let below = version - 1; below > 0; below--) if (await ledger.get(id, below)) return below;
  return undefined;
}
