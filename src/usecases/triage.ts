/** What triage does with referrals that could not be handed off. */

import { returnToSender, withdrawReferral } from '#src/domain/case/actions.ts';
import { canWithdraw } from '#src/domain/case/allowed-actions.ts';
import type { CaseHead, HistoryEvent, NotAllowed, ReferralCase, TriageReason } from '#src/domain/case/model.ts';
import { routeManually } from '#src/domain/case/route-by-hand.ts';
import type { Decision } from '#src/domain/decision.ts';
import type { FirstContact } from '#src/domain/detail/first-contact.ts';
import { composeDetail, triageSharing } from '#src/domain/detail/service-detail.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import type { Submission } from '#src/domain/submission.ts';
import type { ReturnReason, WithdrawReason } from '#src/domain/vocabulary.ts';
import { type ChangeResult, changeCase } from './change-case.ts';
import { readSignedPage } from './cursors.ts';
import { type RecordDeps, readOrRecordCase } from './dispatch-referral.ts';
import { sealText } from './own-referrals.ts';
import type { Keys, LedgerRecord, TriagePage } from './ports.ts';
import { readGroup } from './read-group.ts';
import { type SendDeps, sendOrDefer } from './send-hand-offs.ts';

export interface TriageDeps extends RecordDeps, SendDeps {
  keys: Keys;
}

export interface TriageQuery {
  reasons?: readonly TriageReason[] | undefined;
  /** A spoken reference. */
  reference?: string | undefined;
  cursor?: string | undefined;
}

/** What waits for triage, longest first, narrowed as asked. */
export async function listTriage(
  { cases, keys, ledger }: Pick<TriageDeps, 'cases' | 'keys' | 'ledger'>,
  { reasons, reference, cursor }: TriageQuery = {},
): Promise<TriagePage> {
  const among = reference === undefined ? undefined : await ledger.byReference(reference);
  const filter = { ...(reasons && { reasons }), ...(among && { among }) };
  return readSignedPage(keys, 'triage', cursor, (place) => cases.triageList(filter, place));
}

export type TriageResult =
  | { referralCase: ReferralCase; deferred: number }
  | { notAllowed: NotAllowed }
  | { unknownService: true }
  | { absent: true };

/** @param instruction its reason is free text, stored sealed */
export async function routeAsTriage(
  deps: TriageDeps,
  party: PartyId,
  id: ReferralId,
  instruction: { service: string; reason: string },
): Promise<TriageResult> {
  const service = deps.area.services.find((one) => one.id === instruction.service && one.availability === 'open');
  if (!service) return { unknownService: true };
  if (!(await ensureRecorded(deps, id))) return { absent: true };
  const note = sealText(deps.keys, id, instruction.reason);
  const changed = await changeCase(deps.cases, id, (referralCase) =>
    routeManually(referralCase, service, note, party, { area: deps.area, now: deps.now() }),
  );
  return finishTriageAction(deps, changed);
}

/** @param instruction its advice is free text, stored sealed */
export async function returnAsTriage(
  deps: TriageDeps,
  party: PartyId,
  id: ReferralId,
  instruction: { reason: ReturnReason; advice: string },
): Promise<TriageResult> {
  if (!(await ensureRecorded(deps, id))) return { absent: true };
  const advice = sealText(deps.keys, id, instruction.advice);
  const changed = await changeCase(deps.cases, id, (referralCase) =>
    returnToSender(referralCase, instruction.reason, advice, party, deps.now()),
  );
  return finishTriageAction(deps, changed);
}

/** Finds a referral by its spoken reference, whoever sent it. */
export const findForTriage = async (
  { ledger }: Pick<TriageDeps, 'ledger'>,
  reference: string,
): Promise<ReferralId | undefined> => (await ledger.byReference(reference))[0];

/** Records a referral that has not been dispatched yet. @returns false when it does not exist */
export async function ensureRecorded(deps: TriageDeps, id: ReferralId): Promise<boolean> {
  if (await deps.cases.read(id)) return true;
  if (!(await deps.ledger.get(id))) return false;
  await readOrRecordCase(deps, id);
  return true;
}

export async function finishTriageAction(deps: TriageDeps, changed: ChangeResult): Promise<TriageResult> {
  if ('absent' in changed) return { absent: true };
  if ('refused' in changed) return { notAllowed: changed.refused };
  const { deferred } = await sendOrDefer(deps, changed.referralCase.handOffs);
  return { referralCase: changed.referralCase, deferred };
}

/** Withdraws a referral on behalf of its sender, for example after a call from the victim. */
export async function withdrawAsTriage(
  deps: TriageDeps,
  party: PartyId,
  id: ReferralId,
  reason: WithdrawReason,
): Promise<TriageResult> {
  if (!(await ensureRecorded(deps, id))) return { absent: true };
  const by = { party, mover: 'triage' } as const;
  return finishTriageAction(
    deps,
    await changeCase(deps.cases, id, (referralCase) => withdrawReferral(referralCase, reason, by, deps.now())),
  );
}

export interface TriageView {
  referralCase: ReferralCase;
  /** What the rules decided about each service; the personal data stays sealed. */
  decision: Decision;
  history: HistoryEvent[];
  /** What to know before anybody makes contact; absent once the case is over. */
  firstContact?: FirstContact;
  /** Heads of other referrals of the same event. */
  group: CaseHead[];
  /** Head of the other referral of a possible duplicate, or of the one that goes on. */
  other?: CaseHead;
}

/**
 * The referral as triage sees it: the decision, the history, and how to make contact safely, without what says who the
 * person is. The last is put in the disclosure log.
 */
export async function readForTriage(deps: TriageDeps, party: PartyId, id: ReferralId): Promise<TriageView | undefined> {
  if (!(await ensureRecorded(deps, id))) return undefined;
  const referralCase = await deps.cases.read(id);
  const record = referralCase && (await deps.ledger.get(id, referralCase.head.version));
  if (!record) return undefined;
  const firstContact = canWithdraw(referralCase.head, 'triage') && (await discloseFirstContact(deps, party, record));
  const { possibleDuplicateOf } = referralCase.head;
  const [history, group = [], other] = await Promise.all([
    deps.cases.history(id),
    readGroup(deps, referralCase.head),
    possibleDuplicateOf && deps.cases.read(possibleDuplicateOf),
  ]);
  return {
    referralCase,
    decision: record.decision,
    history,
    group,
    ...(firstContact && { firstContact }),
    ...(other && { other: other.head }),
  };
}

async function discloseFirstContact(
  { area, cases, keys, now }: TriageDeps,
  by: PartyId,
  { id, sealed, decision }: LedgerRecord,
): Promise<FirstContact | undefined> {
  if (!sealed) return undefined;
  const submission = JSON.parse(keys.open(id, sealed)) as Submission;
  const at = now();
  const context = { rules: area.rules, now: at };
  const { firstContact } = composeDetail({ submission, notes: decision.notes }, triageSharing, context);
  await cases.disclose({ referral: id, number: 0, by, at: at.toISOString(), fields: triageSharing });
  return firstContact;
}
