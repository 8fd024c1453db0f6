/** What senders do with their own referrals: read and withdraw. Lists are in own-lists.ts, corrections in correct-referral.ts. */

import type { HistoryEvent } from '#src/domain/case/history.ts';
import { eventForSender } from '#src/domain/case/lists/sender-view.ts';
import type { NotAllowed, ReferralCase } from '#src/domain/case/model.ts';
import { isOver } from '#src/domain/case/triage/allowed-actions.ts';
import { type PersonRefusal, refusalOf } from '#src/domain/case/triage/refusal.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { WithdrawReason } from '#src/domain/vocabulary.ts';
import { type RecordDeps, readOrRecordCase } from '#src/usecases/dispatch/dispatch-referral.ts';
import { type SendDeps, sendOrDefer } from '#src/usecases/dispatch/send-hand-offs.ts';
import { ifReadable } from '#src/usecases/if-readable.ts';
import type { ParseSubmission } from '#src/usecases/intake/submit-referral.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import { notePlace } from '#src/usecases/ports/seals.ts';
import type { CurrentReferral } from '#src/usecases/read-current.ts';
import { openText } from '#src/usecases/sealed-text.ts';
import { withdrawCase } from './withdraw-case.ts';

export interface OwnDeps extends RecordDeps, SendDeps {
  keys: Keys;
  parseSubmission: ParseSubmission;
}

export interface OwnReferral extends CurrentReferral {
  referralCase: ReferralCase;
  /** As its sender may see it. */
  history: HistoryEvent[];
  /** What a service or triage asks the sender to correct. */
  advice?: string;
  /** The person said no to another referral of this very sender, and the hub decides about this one. */
  refusal?: PersonRefusal;
}

/** The referral as its sender may see it; undefined if it is another sender's. */
export async function readOwnReferral(deps: OwnDeps, sender: Sender, id: ReferralId): Promise<OwnReferral | undefined> {
  const first = await deps.ledger.get(id);
  if (first?.sender !== sender.id) return undefined;
  const referralCase = await readOrRecordCase(deps, id);
  const { version } = referralCase.head;
  const record = version === 1 ? first : ((await deps.ledger.get(id, version)) ?? first);
  const history = (await deps.cases.history(id)).flatMap((event) => eventForSender(event, sender.id) ?? []);
  const sealed = referralCase.head.advice;
  const advice = sealed === undefined ? {} : { advice: openText(deps.keys, notePlace(id), sealed) };
  const refusal = await readOwnRefusal(deps, referralCase);
  return { id, first, record, referralCase, history, ...advice, ...(refusal && { refusal }) };
}

/** Of what another sender's referral says nothing is shown: only that the hub decides. */
async function readOwnRefusal({ cases }: OwnDeps, { head }: ReferralCase): Promise<PersonRefusal | undefined> {
  const { possibleDuplicateOf: of, sender } = head;
  if (of === undefined || head.status !== 'held' || head.heldReasons.length > 0) return undefined;
  const other = await ifReadable(cases.read(of));
  return other?.head.sender === sender && isOver(other.head) ? refusalOf(other) : undefined;
}

/** Finds a referral by its spoken reference; undefined if it is another sender's. */
export async function findOwnReferral(
  deps: Pick<OwnDeps, 'ledger'>,
  sender: Sender,
  reference: string,
): Promise<ReferralId | undefined> {
  for (const id of await deps.ledger.byReference(reference)) {
    const record = await deps.ledger.get(id);
    if (record?.sender === sender.id) return id;
  }
  return undefined;
}

export type WithdrawalResult =
  | { referralCase: ReferralCase; deferred: number }
  | { notAllowed: NotAllowed }
  | { absent: true };

export async function withdrawOwnReferral(
  deps: OwnDeps,
  sender: Sender,
  id: ReferralId,
  reason: WithdrawReason,
): Promise<WithdrawalResult> {
  const first = await deps.ledger.get(id);
  if (first?.sender !== sender.id) return { absent: true };
  await readOrRecordCase(deps, id);
  const changed = await withdrawCase(deps, id, reason, { party: sender.id, mover: 'sender' });
  if ('absent' in changed) return { absent: true };
  if ('refused' in changed) return { notAllowed: changed.refused };
  const { deferred } = await sendOrDefer(deps, changed.referralCase.handOffs);
  return { referralCase: changed.referralCase, deferred };
}
