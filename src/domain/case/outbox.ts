/**
 * Marks of messages that are to be sent to a service. A mark is written in the transaction that decides the message, and
 * taken off once the message is in the queue; the sweep sends what still has its mark.
 */
import type { Amendment, HandOff, UnsentMessage } from './model.ts';

const order: readonly UnsentMessage['kind'][] = ['hand-off', 'amendment', 'withdrawal'];

/**
 * Adds a mark. It takes the place of an older one of its kind and of no other: an amendment never replaces a hand-off
 * that was not sent. After a withdrawal the service needs no other message.
 */
export function markUnsent(handOff: HandOff, message: UnsentMessage): HandOff {
  const others =
    message.kind === 'withdrawal' ? [] : (handOff.unsent ?? []).filter(({ kind }) => kind !== message.kind);
  const unsent = [...others, message].sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
  return { ...handOff, unsent };
}

/** RFC 3339, UTC: when the newest message was marked. An amendment does not change the status. */
export const markedAt = ({ since, amendment }: HandOff): string =>
  amendment !== undefined && amendment.at > since ? amendment.at : since;

/** The version of the referral by which the service acts: what it is shown, or what it was before an amendment it has not read. */
export const lastReadVersion = ({ version, amendment }: HandOff): number =>
  amendment ? (amendment.readVersion ?? amendment.version - 1) : version;

/** Tells the service of an amendment, together with what it has not read of earlier ones. */
export function amendHandOff(handOff: HandOff, amendment: Amendment): HandOff {
  const earlier = handOff.amendment;
  const changed = [...new Set([...(earlier?.changed ?? []), ...amendment.changed])];
  const isUrgent = earlier?.priority === 'high' || amendment.priority === 'high';
  // What must be read and still is not keeps its deadline.
  const isStillDue = amendment.readBy !== undefined || earlier?.stopContact === undefined;
  const readBy = isStillDue ? (earlier?.readBy ?? amendment.readBy) : undefined;
  const escalated = readBy === undefined ? undefined : earlier?.escalated;
  const readVersion = earlier ? lastReadVersion({ ...handOff, amendment: earlier }) : amendment.readVersion;
  const { readBy: _, ...rest } = amendment;
  const merged: Amendment = {
    ...rest,
    changed,
    priority: isUrgent ? 'high' : amendment.priority,
    ...(readVersion !== undefined && { readVersion }),
    ...(readBy !== undefined && { readBy }),
    ...(escalated && { escalated }),
  };
  return markUnsent({ ...handOff, amendment: merged }, { kind: 'amendment', version: amendment.version });
}
