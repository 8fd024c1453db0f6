/** Marks an address that an e-mail came back from, or whose owner complained, and tells the hub once. */
import type { PartyId } from '#src/domain/ids.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { Log } from '#src/usecases/ports/log.ts';
import type { MailAddresses, MarkReason, Notices } from '#src/usecases/ports/mail.ts';
import { mailAddressPlace } from '#src/usecases/ports/seals.ts';
import { addressHash } from './mail-recipients.ts';

export interface MailEvent {
  address: string;
  reason: MarkReason;
  /** Whom the e-mail was for. */
  party: PartyId;
}

export interface MailEventDeps {
  addresses: Pick<MailAddresses, 'mark'>;
  notices: Pick<Notices, 'add'>;
  keys: Pick<Keys, 'keyedHash' | 'seal'>;
  now: Clock;
  log: Log;
}

/** Safe to repeat. The notice comes before the mark: an interruption between them tells the hub, and the event comes again. */
export async function recordMailEvent(deps: MailEventDeps, { address, reason, party }: MailEvent): Promise<void> {
  const { addresses, notices, keys, now, log } = deps;
  const at = now().toISOString();
  const hash = addressHash(keys, address);
  await notices.add({
    row: `n#marked#${hash}#${at.slice(0, 10)}`,
    kind: 'address-marked',
    party,
    isUrgent: true,
    at,
    due: at,
  });
  const marked = await addresses.mark({ hash, reason, at, party, sealed: keys.seal(mailAddressPlace(hash), address) });
  if (marked === 'marked') log.warn('address-marked', { party, reason });
}
