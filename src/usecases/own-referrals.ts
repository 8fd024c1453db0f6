/** What senders do with their own referrals: read and withdraw. Lists are in own-lists.ts, corrections in correct-referral.ts. */

import type { HistoryEvent, NotAllowed, ReferralCase } from '#src/domain/case/model.ts';
import { eventForSender } from '#src/domain/case/sender-view.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { Sender } from '#src/domain/sender.ts';
import type { WithdrawReason } from '#src/domain/vocabulary.ts';
import { type RecordDeps, readOrRecordCase } from './dispatch-referral.ts';
import type { Keys } from './ports.ts';
import type { CurrentReferral } from './read-current.ts';
import { notePlace } from './seal-ports.ts';
import { openText } from './sealed-text.ts';
import { type SendDeps, sendOrDefer } from './send-hand-offs.ts';
import type { ParseSubmission } from './submit-referral.ts';
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
  return { id, first, record, referralCase, history, ...advice };
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
