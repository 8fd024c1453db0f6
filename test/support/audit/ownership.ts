/**
 * Who has each case at rest. A case is with a service, on the hub's list, on its sender's list, or over and on its way
 * to erasure; read from the rows as the lists' indexes hold them, for what no index holds nobody sees.
 */
import type { CaseHead, HandOff } from '#src/domain/case/model.ts';
import { isOpenHandOff, type ReferralStatus } from '#src/domain/states.ts';
import {
  agendas,
  eraseAgenda,
  handOffKey,
  senderList,
  senderListPart,
  serviceList,
  serviceListPart,
} from '#src/store/case-rows.ts';
import type { StoredCase } from './cases.ts';
import type { Row } from './evidence.ts';

/** Statuses of a case that nobody works on, whose personal data is therefore due one day. */
const over: readonly ReferralStatus[] = ['returned', 'withdrawn', 'closed'];

/** Every case at rest has an owner or is closed. */
export function ownerFaults(seen: StoredCase): string[] {
  const { id, head, handOffs } = seen;
  if (!head) return [];
  const onLists = handOffs.filter((one) => isOpenHandOff(one.status)).flatMap((one) => listFaults(seen, one));
  const isMissed = head.triage !== undefined && seen.headIndex?.agenda !== agendas.triage;
  const faults = isMissed ? [`${id} is for the hub and not on its list`, ...onLists] : onLists;
  return hasOwner(seen, head) ? faults : [`${id} is ${head.status} and nobody has it`, ...faults];
}

function hasOwner({ handOffs, headIndex, parked }: StoredCase, head: CaseHead): boolean {
  switch (head.status) {
    case 'received':
      // Owned by an operator until it can be dispatched.
      return parked.length > 0;
    case 'routed':
      return handOffs.some(({ status }) => isOpenHandOff(status));
    case 'held':
      return headIndex?.agenda === agendas.triage;
    case 'returned':
      return headIndex?.list === senderList(head.sender, senderListPart(head));
    default:
      return head.retentionClass !== undefined || head.legalHold !== undefined;
  }
}

function listFaults({ id, handOffIndexes }: StoredCase, one: HandOff): string[] {
  const list = handOffIndexes.get(handOffKey(one.number))?.list;
  return list === serviceList(one.service, serviceListPart(one))
    ? []
    : [`${id} hand-off ${one.number} is ${one.status} and not on the list of ${one.service}`];
}

/** The head agrees with the hand-offs: their number, and how the last lead ended. */
export function agreementFaults({ id, head, handOffs, events }: StoredCase): string[] {
  if (!head) return [];
  const faults: string[] = [];
  const numbers = handOffs.map(({ number }) => number).sort((a, b) => a - b);
  if (numbers.some((number, at) => number !== at + 1)) faults.push(`${id} has hand-offs ${numbers}, with a gap`);
  if (handOffs.some(({ reference }) => reference !== head.reference)) {
    faults.push(`${id} has a hand-off under another reference`);
  }
  const last = lastLead(handOffs);
  // Triage can return a case, whatever its services reported.
  const isReturnedByHub = events.some(({ event, handOff }) => event === 'returned' && handOff === undefined);
  const isAgreed = last?.status === head.status || (head.status === 'returned' && isReturnedByHub);
  if ((head.status === 'closed' || head.status === 'returned') && !isAgreed) {
    faults.push(`${id} is ${head.status} and its last lead is ${last?.status ?? 'missing'}`);
  }
  return faults;
}

const lastLead = (handOffs: readonly HandOff[]): HandOff | undefined => {
  const inOrder = [...handOffs].sort((a, b) => a.number - b.number);
  return inOrder.findLast(({ part }) => part === 'lead') ?? inOrder.at(-1);
};

/** A reminder of a release stands where the deadlines' job looks, while a service holds the case and no longer. */
export function releaseFaults({ id, head, handOffs, handOffIndexes }: StoredCase): string[] {
  const kept = head?.releaseDates !== undefined && over.includes(head.status);
  const faults = kept ? [`${id} is ${head.status} and keeps the dates of a release`] : [];
  for (const { number, status, releaseReminder } of handOffs) {
    if (!releaseReminder) continue;
    const { agenda, due } = handOffIndexes.get(handOffKey(number)) ?? {};
    if (!isOpenHandOff(status)) faults.push(`${id} hand-off ${number} is ${status} and waits for a release`);
    else if (agenda !== agendas.respond || String(due) > releaseReminder.remindAt) {
      faults.push(`${id} hand-off ${number} is not due for its reminder of a release`);
    }
  }
  return faults;
}

/**
 * Every case that is over stands where the erasing job looks, and what was erased is gone.
 * @param versions its rows in the ledger
 */
export function erasureFaults(seen: StoredCase, versions: readonly Row[]): string[] {
  const { id, head } = seen;
  if (!head) return [];
  const ofVersions = versions.flatMap(({ sealed, refs, crm, inc, grp, rel, marac }) => [
    sealed,
    refs,
    crm,
    inc,
    grp,
    rel,
    marac,
  ]);
  const left = [
    ...ofVersions,
    head.references,
    head.group,
    head.releaseDates,
    head.maracOn,
    head.advice,
    ...seen.reasons,
  ];
  if (head.erasedAt !== undefined && left.some((one) => one !== undefined)) {
    return [`${id} was erased and its personal data stands`];
  }
  const current = versions.find(({ v }) => v === head.version);
  const isErased = head.erasedAt !== undefined || head.erasureStartedAt !== undefined;
  if (!isErased && current && current.sealed === undefined) {
    return [`${id} was not erased and its personal data is gone`];
  }
  if (!over.includes(head.status) || head.legalHold || head.forgottenAt !== undefined) return [];
  if (head.retentionClass === undefined) return [`${id} is ${head.status} and has no retention class`];
  const index = seen.headIndex;
  // Its time goes on while it waits for a review, and the hourly check takes it off the list once that is over (ADR 36).
  if (head.triage) return endedOnTriageFaults(head, index?.agenda === agendas.triage);
  const { agenda, due } = erasurePlace(head, head.retentionClass);
  return index?.agenda === agenda && index.due === due ? [] : [`${id} is ${head.status} and not due for erasing`];
}

/**
 * An attempt that was not safe and an erasure to be confirmed are all that keep an ended case on the hub's list; on no other index
 * is it looked for.
 */
function endedOnTriageFaults({ id, status, triage, proposedErasure }: CaseHead, isOnList: boolean): string[] {
  const others = [triage?.reason, ...(triage?.also ?? [])].filter(
    (reason) => reason !== 'safety' && !(reason === 'erasure-to-confirm' && proposedErasure),
  );
  return [
    ...(isOnList ? [] : [`${id} is ${status} and not due for erasing`]),
    ...(others.length > 0 ? [`${id} is ${status} and on the hub's list for ${others.join(' ')}`] : []),
  ];
}

function erasurePlace(head: CaseHead, retentionClass: NonNullable<CaseHead['retentionClass']>) {
  if (head.erasureRequest) return { agenda: eraseAgenda('asked'), due: head.erasureRequest.since };
  if (head.erasureStartedAt !== undefined) return { agenda: eraseAgenda('asked'), due: head.erasureStartedAt };
  if (head.erasedAt !== undefined) return { agenda: eraseAgenda('known'), due: head.receivedAt };
  return { agenda: eraseAgenda(retentionClass), due: head.since };
}
