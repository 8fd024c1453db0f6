/** What senders do with their own referrals: read, list, correct, withdraw. */
import type { Case, HistoryEvent, NotAllowed } from '#src/domain/case/model.ts';
import { reopen, withdraw } from '#src/domain/case/take-back.ts';
import type { Refusal } from '#src/domain/decision.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { ReferralStatus } from '#src/domain/states.ts';
import type { WithdrawReason } from '#src/domain/vocabulary.ts';
import { changeCase } from './change-case.ts';
import { dispatchReferral, type RecordDeps, standingCase } from './dispatch-referral.ts';
import { type Keys, type LedgerRecord, type ListPage, SendFailed, Unavailable } from './ports.ts';
import { type SendDeps, sendOrLeave } from './send-hand-offs.ts';
import { drawUp, type Examine, type Sender } from './submit-referral.ts';

export interface OwnDeps extends RecordDeps, SendDeps {
  keys: Keys;
  examine: Examine;
}

export interface OwnReferral {
  record: LedgerRecord;
  whole: Case;
  history: HistoryEvent[];
  /** What a service or triage asks the sender to correct. */
  advice?: string;
}

/** The referral as its sender may see it; undefined if it is another sender's. */
export async function readOwn(deps: OwnDeps, sender: Sender, id: ReferralId): Promise<OwnReferral | undefined> {
  const first = await deps.ledger.get(id);
  if (first?.sender !== sender.id) return undefined;
  const whole = await standingCase(deps, id);
  const { version } = whole.head;
  const record = version === 1 ? first : ((await deps.ledger.get(id, version)) ?? first);
  // Only triage may know that another organisation referred the same person.
  const history = (await deps.cases.history(id)).filter((one) => one.event !== 'possible-duplicate');
  const sealed = whole.head.advice;
  const advice = sealed === undefined ? {} : { advice: openText(deps.keys, id, sealed) };
  return { record, whole, history, ...advice };
}

/** Finds a referral by its spoken reference; undefined if it is another sender's. */
export async function findOwn(deps: OwnDeps, sender: Sender, reference: string): Promise<ReferralId | undefined> {
  for (const id of await deps.ledger.byReference(reference)) {
    const record = await deps.ledger.get(id);
    if (record?.sender === sender.id) return id;
  }
  return undefined;
}

export const listOwn = (
  deps: Pick<OwnDeps, 'cases'>,
  sender: Sender,
  statuses: readonly ReferralStatus[],
  cursor?: string,
): Promise<ListPage<Case['head']>> => deps.cases.senderList(sender.id, statuses, cursor);

export type Corrected =
  | { corrected: LedgerRecord; whole: Case }
  | { refused: Refusal }
  | { notAllowed: NotAllowed }
  | { otherVersion: number }
  | { otherIdentity: true }
  | { absent: true };

/** Stores a new version and judges it again. Allowed only while the referral is held or returned. */
export async function correct(
  deps: OwnDeps,
  sender: Sender,
  id: ReferralId,
  version: number,
  body: unknown,
): Promise<Corrected> {
  const own = await readOwn(deps, sender, id);
  if (!own) return { absent: true };
  if (own.whole.head.version !== version) return { otherVersion: own.whole.head.version };
  const tried = reopen(own.whole, version + 1, deps.now());
  if ('refused' in tried) return { notAllowed: tried.refused };
  const drawn = await drawUp(deps, sender, body, version + 1);
  if ('refused' in drawn) return { refused: drawn.refused };
  if (drawn.record.id !== id) return { otherIdentity: true };
  const changed = await changeCase(
    deps.cases,
    id,
    (whole) => (whole.head.version === version ? reopen(whole, version + 1, deps.now()) : { already: true }),
    drawn.record,
  );
  if ('refused' in changed) return { notAllowed: changed.refused };
  if ('absent' in changed) return { absent: true };
  if ('already' in changed) return { otherVersion: changed.whole.head.version };
  return { corrected: drawn.record, whole: await dispatchNow(deps, id, version + 1, changed.whole) };
}

/** Dispatches without waiting for the stream, so that the sender sees the result; the stream retries a failure. */
async function dispatchNow(deps: OwnDeps, id: ReferralId, version: number, before: Case): Promise<Case> {
  try {
    await dispatchReferral(deps, id, version);
  } catch (error) {
    if (!(error instanceof SendFailed || error instanceof Unavailable)) throw error;
  }
  return (await deps.cases.read(id)) ?? before;
}

export type Withdrawn = { whole: Case; left: number } | { notAllowed: NotAllowed } | { absent: true };

export async function withdrawOwn(
  deps: OwnDeps,
  sender: Sender,
  id: ReferralId,
  reason: WithdrawReason,
): Promise<Withdrawn> {
  const first = await deps.ledger.get(id);
  if (first?.sender !== sender.id) return { absent: true };
  await standingCase(deps, id);
  const by = { party: sender.id, mover: 'sender' } as const;
  const changed = await changeCase(deps.cases, id, (whole) => withdraw(whole, reason, by, deps.now()));
  if ('absent' in changed) return { absent: true };
  if ('refused' in changed) return { notAllowed: changed.refused };
  const { left } = await sendOrLeave(deps, changed.whole.handOffs);
  return { whole: changed.whole, left };
}

/** Seals free text with the referral's key, as base 64. */
export const sealText = (keys: Pick<Keys, 'seal'>, id: ReferralId, text: string): string =>
  Buffer.from(keys.seal(id, text)).toString('base64');
export const openText = (keys: Pick<Keys, 'open'>, id: ReferralId, sealed: string): string =>
  keys.open(id, new Uint8Array(Buffer.from(sealed, 'base64')));
