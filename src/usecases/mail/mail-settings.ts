/** Which e-mails an address gets, and what becomes of addresses and e-mails that failed. For people of the address's party. */
import { type Area, type Party, partyName } from '#src/domain/area.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { MailAddresses, MarkReason, Notices } from '#src/usecases/ports/mail.ts';
import { mailAddressPlace } from '#src/usecases/ports/seals.ts';
import { addressHash } from './mail-recipients.ts';

export interface MailSettingsDeps {
  area: Area;
  addresses: MailAddresses;
  notices: Pick<Notices, 'parked' | 'retry'>;
  keys: Pick<Keys, 'keyedHash' | 'open'>;
  now: Clock;
}

export interface AddressSetting {
  address: string;
  hash: string;
  /** The person's own, and not one of their party. */
  isOwn: boolean;
  isUrgentOnly: boolean;
}

export interface MarkedSetting {
  address: string;
  hash: string;
  /** Name of the party that the e-mail was for. */
  party: string;
  reason: MarkReason;
  /** RFC 3339, UTC. */
  at: string;
}

export interface MailSettings {
  addresses: AddressSetting[];
  /** Addresses that take nothing: the authority is shown all, others those of their own that came back from their e-mails. */
  marked: MarkedSetting[];
  /** E-mails that could not be sent. 0 for others than the authority. */
  parked: number;
}

/** @param own addresses of the person's own */
export async function readMailSettings(
  deps: MailSettingsDeps,
  party: Party,
  own: readonly string[],
): Promise<MailSettings> {
  const listed = listAddresses(deps, party, own);
  const isAuthority = party.kind === 'authority';
  const [states, marked, parked] = await Promise.all([
    deps.addresses.states(listed.map(({ hash }) => hash)),
    deps.addresses.marked(),
    isAuthority ? deps.notices.parked() : [],
  ]);
  const hashes = new Set(listed.map(({ hash }) => hash));
  return {
    addresses: listed.map((one) => ({ ...one, isUrgentOnly: states.get(one.hash)?.isUrgentOnly === true })),
    marked: marked
      .filter(({ hash, party: id }) => isAuthority || (id === party.id && hashes.has(hash)))
      .map(({ hash, reason, at, party: id, sealed }) => ({
        hash,
        reason,
        at,
        party: partyName(deps.area, id),
        address: deps.keys.open(mailAddressPlace(hash), sealed),
      })),
    parked: parked.length,
  };
}

/** @param urgentOnly hashes of addresses that do without others than urgent e-mails; of those shown, the rest get all */
export async function saveMailSettings(
  deps: MailSettingsDeps,
  party: Party,
  own: readonly string[],
  urgentOnly: ReadonlySet<string>,
): Promise<void> {
  const { addresses } = await readMailSettings(deps, party, own);
  const changed = addresses.filter(({ hash, isUrgentOnly }) => urgentOnly.has(hash) !== isUrgentOnly);
  for (const { hash } of changed) await deps.addresses.setUrgentOnly(hash, urgentOnly.has(hash));
}

/** The address takes e-mails again. @returns false where it is not one that the person may clear */
export async function clearAddress(
  deps: MailSettingsDeps,
  party: Party,
  own: readonly string[],
  hash: string,
): Promise<boolean> {
  const { marked } = await readMailSettings(deps, party, own);
  if (!marked.some((one) => one.hash === hash)) return false;
  await deps.addresses.clear(hash);
  return true;
}

/** Each is tried again from the start. @returns how many */
export async function retryParkedMail({ notices, now }: Pick<MailSettingsDeps, 'notices' | 'now'>): Promise<number> {
  const parked = await notices.parked();
  for (const notice of parked) await notices.retry(notice, now().toISOString());
  return parked.length;
}

function listAddresses(
  { keys }: MailSettingsDeps,
  { emails = [] }: Party,
  own: readonly string[],
): Omit<AddressSetting, 'isUrgentOnly'>[] {
  const all = [
    ...emails.map((address) => ({ address, isOwn: false })),
    ...own.map((address) => ({ address, isOwn: true })),
  ].map((one) => ({ ...one, hash: addressHash(keys, one.address) }));
  return all.filter(({ hash }, index) => all.findIndex((one) => one.hash === hash) === index);
}
