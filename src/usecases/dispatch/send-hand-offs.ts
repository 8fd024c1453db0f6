/** Sends the messages of hand-offs marked unsent, and clears the marks. */
import type { Amendment, HandOff, UnsentMessage } from '#src/domain/case/model.ts';
import { handOffId } from '#src/domain/ids.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';
import {
  type AmendmentMessage,
  type HandOffMessage,
  type HandOffQueue,
  type QueueMessage,
  SendFailed,
  type WithdrawalMessage,
} from '#src/usecases/ports/queue.ts';

export interface SendDeps {
  cases: Cases;
  queue: HandOffQueue;
  /** Base URL of links in messages, without a trailing slash. */
  publicUrl: string;
}

/**
 * The hand-off is committed with its mark before the message is sent, and the mark is cleared afterwards (an
 * outbox). After a crash in between the sweep sends again: a message may arrive twice, but takes effect once.
 * @returns how many messages were sent
 * @throws SendFailed naming the others, which keep their marks
 */
export async function sendHandOffs(deps: SendDeps, handOffs: readonly HandOff[]): Promise<number> {
  const unsent = handOffs.filter((handOff) => handOff.unsent);
  if (unsent.length === 0) return 0;
  const failed = await sendAll(deps, unsent);
  const failedIds = new Set(failed?.handOffs);
  const sent = unsent.filter((handOff) => !failedIds.has(handOffId(handOff.referral, handOff.number)));
  await Promise.all(sent.map((handOff) => deps.cases.markSent(handOff)));
  if (failed) throw failed;
  return sent.length;
}

async function sendAll(deps: SendDeps, unsent: HandOff[]): Promise<SendFailed | undefined> {
  try {
    await deps.queue.send(unsent.flatMap((handOff) => messagesFor(handOff, deps.publicUrl)));
    return undefined;
  } catch (error) {
    if (error instanceof SendFailed) return error;
    throw error;
  }
}

/** A message for each mark: ids, deadlines and names of parts only, no personal data. */
export function messagesFor(handOff: HandOff, publicUrl: string): QueueMessage[] {
  const { unsent = [], amendment } = handOff;
  const id = handOffId(handOff.referral, handOff.number);
  const ids = { handOffId: id, referralId: handOff.referral, reference: handOff.reference, service: handOff.service };
  const detail = `${publicUrl}/v1/hand-offs/${id}`;
  const has = (kind: UnsentMessage['kind']): boolean => unsent.some((mark) => mark.kind === kind);
  return [
    ...(has('hand-off') ? [handOffMessage(ids, handOff, detail)] : []),
    ...(has('amendment') && amendment ? [amendmentMessage(ids, amendment, detail)] : []),
    ...(has('withdrawal') ? [withdrawalMessage(ids, handOff)] : []),
  ];
}

type MessageIds = Pick<HandOffMessage, 'handOffId' | 'referralId' | 'reference' | 'service'>;

const handOffMessage = (
  ids: MessageIds,
  { priority, respondBy, queuedAt, attempt }: HandOff,
  detail: string,
): HandOffMessage => ({
  schema: 'victim-referral-intake/hand-off/1',
  ...ids,
  priority,
  respondBy,
  queuedAt,
  attempt,
  detail,
});

const withdrawalMessage = (ids: MessageIds, { since }: HandOff): WithdrawalMessage => ({
  schema: 'victim-referral-intake/withdrawal/1',
  ...ids,
  withdrawnAt: since,
});

const amendmentMessage = (
  ids: MessageIds,
  { version, priority, changed, stopContact, at }: Amendment,
  detail: string,
): AmendmentMessage => ({
  schema: 'victim-referral-intake/amendment/1',
  ...ids,
  version,
  priority,
  changed,
  stopContact: stopContact ?? false,
  queuedAt: at,
  detail,
});

/** Does not fail the request when a message cannot be sent: it keeps its mark, and the sweep sends it. */
export async function sendOrDefer(
  deps: SendDeps,
  handOffs: readonly HandOff[],
): Promise<{ sent: number; deferred: number }> {
  try {
    return { sent: await sendHandOffs(deps, handOffs), deferred: 0 };
  } catch (error) {
    if (error instanceof SendFailed) return { sent: 0, deferred: error.handOffs.length };
    if (error instanceof Unavailable) return { sent: 0, deferred: handOffs.filter((handOff) => handOff.unsent).length };
    throw error;
  }
}
