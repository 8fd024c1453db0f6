/** Sends the messages of hand-offs marked unsent, and clears the marks. */
import type { HandOff } from '#src/domain/case/model.ts';
import { handOffId } from '#src/domain/ids.ts';
import { type Cases, type HandOffQueue, type QueueMessage, SendFailed, Unavailable } from './ports.ts';

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
    await deps.queue.send(unsent.map((handOff) => messageFor(handOff, deps.publicUrl)));
    return undefined;
  } catch (error) {
    if (error instanceof SendFailed) return error;
    throw error;
  }
}

/** Holds ids and deadlines only, no personal data. */
export function messageFor(handOff: HandOff, publicUrl: string): QueueMessage {
  const id = handOffId(handOff.referral, handOff.number);
  const ids = { handOffId: id, referralId: handOff.referral, reference: handOff.reference, service: handOff.service };
  if (handOff.unsent === 'withdrawal') {
    return { schema: 'victim-referral-intake/withdrawal/1', ...ids, withdrawnAt: handOff.since };
  }
  return {
    schema: 'victim-referral-intake/hand-off/1',
    ...ids,
    priority: handOff.priority,
    respondBy: handOff.respondBy,
    queuedAt: handOff.queuedAt,
    attempt: handOff.attempt,
    detail: `${publicUrl}/v1/hand-offs/${id}`,
  };
}

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
