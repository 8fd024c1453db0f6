/** Whose addresses a notice goes to. */
import type { Area, Party } from '#src/domain/area.ts';
import { type NoticeKind, noticeKinds } from '#src/domain/case/notices/notices.ts';
import { isReferralId } from '#src/domain/ids.ts';
import { openSubmission } from '#src/usecases/intake/open-submission.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { Ledger } from '#src/usecases/ports/ledger.ts';
import type { HubNoticeKind, MailContent, WaitingNotice } from '#src/usecases/ports/mail.ts';

export interface RecipientDeps {
  area: Area;
  ledger: Pick<Ledger, 'get'>;
  keys: Pick<Keys, 'open' | 'keyedHash'>;
}

/** Somebody to write to. */
export interface Recipient {
  address: string;
  /** Keyed hash of the address. */
  hash: string;
  party: Pick<Party, 'id' | 'name'>;
  audience: MailContent['audience'];
}

/** Addresses differ by more than their capitals. */
export const addressHash = (keys: Pick<Keys, 'keyedHash'>, address: string): string =>
  keys.keyedHash('address', address.trim().toLowerCase());

export const audienceOf = (kind: NoticeKind | HubNoticeKind): MailContent['audience'] =>
  kind in noticeKinds ? noticeKinds[kind as NoticeKind] : 'hub';

/** @param version the version of the referral that stands */
export async function findRecipients(
  deps: RecipientDeps,
  { id, kind, party: partyId }: WaitingNotice,
  version: number | undefined,
): Promise<Recipient[]> {
  const audience = audienceOf(kind);
  const parties = audience === 'hub' ? hubParties(deps.area) : deps.area.parties.filter((one) => one.id === partyId);
  const recipients = parties
    .filter(({ active }) => active)
    .flatMap((party) => (party.emails ?? []).map((address) => recipientOf(deps, address, party, audience)));
  const [party] = parties;
  if (audience !== 'sender' || !party?.active || party.kind === 'police' || !isReferralId(id)) return recipients;
  // Only now is it opened who referred, and it is written nowhere.
  const record = await deps.ledger.get(id, version);
  const own = record && openSubmission(deps.keys, record)?.referrer?.email;
  if (own === undefined) return recipients;
  const referrer = recipientOf(deps, own, party, audience);
  return recipients.some(({ hash }) => hash === referrer.hash) ? recipients : [...recipients, referrer];
}

const recipientOf = (
  { keys }: RecipientDeps,
  address: string,
  party: Party,
  audience: MailContent['audience'],
): Recipient => ({ address, hash: addressHash(keys, address), party, audience });

const hubParties = ({ parties }: Area): Party[] => parties.filter(({ kind }) => kind === 'authority');
