/** A sender's list of its own referrals, with what each needs of it. */

import type { HistoryEvent } from '#src/domain/case/history.ts';
import { isOnSenderList, type SenderFilter } from '#src/domain/case/lists/sender-list.ts';
import type { CaseHead, ReferralCase } from '#src/domain/case/model.ts';
import { type ActionNeeded, findActionsNeeded } from '#src/domain/case/notices/action-needed.ts';
import type { Sender } from '#src/domain/sender.ts';
import { type ReferralStatus, referralStatuses } from '#src/domain/states.ts';
import { readSignedPage } from '#src/usecases/cursors.ts';
import { type RecordDeps, readOrRecordCase } from '#src/usecases/dispatch/dispatch-referral.ts';
import {
  hashCrimeReference,
  hashIncidentReference,
  openReferences,
  type PoliceReferences,
} from '#src/usecases/intake/case-references.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { ListPage } from '#src/usecases/ports/lists.ts';
import { notePlace } from '#src/usecases/ports/seals.ts';
import { openText } from '#src/usecases/sealed-text.ts';
import { findOwnReferral, type OwnDeps } from './own-referrals.ts';

export type ListDeps = RecordDeps & Pick<OwnDeps, 'keys'>;

export interface OwnListQuery {
  statuses?: readonly ReferralStatus[] | undefined;
  /** Those alone for which the sender must do something. */
  needsAction?: boolean | undefined;
  /** The spoken reference: one referral at most. */
  reference?: string | undefined;
  crimeReference?: string | undefined;
  incidentReference?: string | undefined;
  cursor?: string | undefined;
}

/** With the advice in plain text. */
export interface SenderAction extends Omit<ActionNeeded, 'advice'> {
  advice?: string;
}

export interface OwnListItem {
  head: CaseHead;
  references: PoliceReferences;
  actionNeeded: SenderAction[];
}

/** Oldest first. */
export async function listOwnReferrals(
  deps: ListDeps,
  sender: Sender,
  {
    statuses = referralStatuses,
    needsAction = false,
    crimeReference,
    incidentReference,
    reference,
    cursor,
  }: OwnListQuery = {},
): Promise<ListPage<OwnListItem>> {
  const { cases, keys } = deps;
  const filter: SenderFilter = {
    statuses,
    needsAction,
    ...(crimeReference && { crime: hashCrimeReference(keys, crimeReference) }),
    ...(incidentReference && { incident: hashIncidentReference(keys, sender.id, incidentReference) }),
  };
  const page =
    reference === undefined
      ? await readSignedPage(keys, `referrals|${sender.id}`, cursor, (place) =>
          cases.senderList(sender.id, filter, place),
        )
      : { rows: await findByReference(deps, sender, reference, filter) };
  return { ...page, rows: await Promise.all(page.rows.map((head) => readListItem(deps, head))) };
}

async function findByReference(
  deps: ListDeps,
  sender: Sender,
  reference: string,
  filter: SenderFilter,
): Promise<CaseHead[]> {
  const id = await findOwnReferral(deps, sender, reference);
  if (id === undefined) return [];
  const { head } = await readOrRecordCase(deps, id);
  return isOnSenderList(head, filter) ? [head] : [];
}

/** Reads more only of cases that were returned or are suspended, which are few. */
export async function readListItem({ cases, keys }: ListDeps, head: CaseHead): Promise<OwnListItem> {
  const [referralCase, history] = await Promise.all([
    head.isSuspended && cases.read(head.id),
    head.status === 'returned' ? cases.history(head.id) : [],
  ]);
  return describeForSender(keys, { head, handOffs: referralCase ? referralCase.handOffs : [] }, history);
}

/** @param history as findActionsNeeded takes it */
export const describeForSender = (
  keys: Pick<Keys, 'open'>,
  { head, handOffs }: ReferralCase,
  history: readonly HistoryEvent[],
): OwnListItem => ({
  head,
  references: openReferences(keys, head.id, head.references),
  actionNeeded: findActionsNeeded(head, { handOffs, history }).map(({ advice, ...action }) => ({
    ...action,
    ...(advice && { advice: 'text' in advice ? advice.text : openText(keys, notePlace(head.id), advice.sealed) }),
  })),
});
