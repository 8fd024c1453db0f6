/** The authority's decisions on retention: early erasure, and legal hold for a court or an inquiry. */

import type { Outcome, ReferralCase } from '#src/domain/case/model.ts';
import { liftLegalHold, placeLegalHold } from '#src/domain/case/retention/legal-hold.ts';
import {
  askForErasure,
  cancelErasure,
  confirmErasure,
  type Decider,
} from '#src/domain/case/retention/propose-erasure.ts';
import type { RetentionRefusal } from '#src/domain/case/retention/retention.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { ErasureReason } from '#src/domain/vocabulary.ts';
import { type ChangeResult, changeCase, changeTogether } from '#src/usecases/change-case.ts';
import type { Log } from '#src/usecases/ports/log.ts';
import { notePlace } from '#src/usecases/ports/seals.ts';
import { sealText } from '#src/usecases/sealed-text.ts';
import type { TriageDeps } from '#src/usecases/triage/triage.ts';

export type RetentionResult = { referralCase: ReferralCase } | { refused: RetentionRefusal } | { absent: true };
type Deps = Pick<TriageDeps, 'cases' | 'keys' | 'now'>;

/**
 * Marks the case. The erasure job, which alone has the permission, erases it within the hour. Where the person did not ask,
 * it waits for a second person of the authority.
 * @param user the stable id of who is signed in; a system stands for nobody, and what it proposes is confirmed by somebody who is
 */
export const requestErasureAsTriage = async (
  { cases, now }: Deps,
  party: PartyId,
  id: ReferralId,
  reason: ErasureReason,
  user?: string,
): Promise<RetentionResult> =>
  toResult(await changeCase(cases, id, (referralCase) => askForErasure(referralCase, reason, { party, user }, now())));

/** With all that is erased with it: nobody confirms a part of what was proposed as one act. */
export const confirmErasureAsTriage = (
  deps: Deps & { log: Log },
  by: Decider,
  id: ReferralId,
): Promise<RetentionResult> =>
  changeAct(deps, id, { party: by.party, reason: 'asked' }, (referralCase) =>
    confirmErasure(referralCase, by, deps.now()),
  );

/** As confirmErasureAsTriage. */
export const cancelErasureAsTriage = (
  deps: Deps & { log: Log },
  party: PartyId,
  id: ReferralId,
): Promise<RetentionResult> =>
  changeAct(deps, id, { party, reason: 'cancelled' }, (referralCase) => cancelErasure(referralCase, party, deps.now()));

/** Those that have left the act since, for a legal hold or because they were opened again, stay as they are. */
async function changeAct(
  { cases, log }: Deps & { log: Log },
  id: ReferralId,
  said: { party: PartyId; reason: string },
  decide: (referralCase: ReferralCase) => Outcome<RetentionRefusal>,
): Promise<RetentionResult> {
  const act = (await cases.read(id))?.head.proposedErasure?.act;
  if (!act) return toResult(await changeCase(cases, id, decide));
  const isOfAct = ({ head }: ReferralCase): boolean => head.proposedErasure?.act?.id === act.id;
  const results = await changeTogether<RetentionRefusal>(cases, act.of, (one) =>
    isOfAct(one) ? decide(one) : { already: true },
  );
  logAct(log, { ...said, act: act.id }, results);
  return toResult(results.get(id) ?? { absent: true });
}

/** Nothing where nothing changed. */
export function logAct(
  log: Log,
  said: { party: PartyId; reason: string; act: string },
  results: ReadonlyMap<ReferralId, ChangeResult<RetentionRefusal>>,
): void {
  const count = [...results.values()].filter((result) => 'changed' in result).length;
  if (count > 0) log.info('person-erasure', { ...said, count, failed: results.size - count });
}

/** @param reason the court or inquiry: free text, stored sealed */
export async function placeLegalHoldAsTriage(
  { cases, keys, now }: Deps,
  party: PartyId,
  id: ReferralId,
  reason: string,
): Promise<RetentionResult> {
  const note = sealText(keys, notePlace(id), reason);
  return toResult(await changeCase(cases, id, (referralCase) => placeLegalHold(referralCase, note, party, now())));
}

export const liftLegalHoldAsTriage = async (
  { cases, now }: Deps,
  party: PartyId,
  id: ReferralId,
): Promise<RetentionResult> =>
  toResult(await changeCase(cases, id, (referralCase) => liftLegalHold(referralCase, party, now())));

function toResult(changed: ChangeResult<RetentionRefusal>): RetentionResult {
  if ('absent' in changed) return { absent: true };
  return 'refused' in changed ? { refused: changed.refused } : { referralCase: changed.referralCase };
}
