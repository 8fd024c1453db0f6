/** The referrals that were received on a day, as the ledger has them: it is what their senders were answered from. */
import type { CaseHead, CaseReferences } from '#src/domain/case/model.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import { addDays, startOfDay } from '#src/domain/london.ts';
import { ifReadable } from '#src/usecases/if-readable.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Ledger } from '#src/usecases/ports/ledger.ts';

const hourMs = 3_600_000;

/**
 * First versions alone: a correction is no further referral. Reads the keys of each hour, of all senders.
 * @param day ISO date, of London: 23, 24 or 25 hours
 */
export async function listReceivedOn(ledger: Pick<Ledger, 'byHour'>, day: string): Promise<ReferralId[]> {
  const end = startOfDay(addDays(day, 1)).getTime();
  const ids: ReferralId[] = [];
  // A day of London begins at a whole hour of UTC.
  for (let at = startOfDay(day).getTime(); at < end; at += hourMs) {
    for await (const { id, version } of ledger.byHour(new Date(at).toISOString().slice(0, 13)))
      if (version === 1) ids.push(id);
  }
  return ids;
}

export interface ReceivedReferral {
  id: ReferralId;
  sender: PartyId;
  /** Absent once erased. */
  references?: CaseReferences;
}

/** With a head for each, or a row of the ledger where it was not dispatched. */
export async function readReceivedOn(
  { ledger, cases }: { ledger: Pick<Ledger, 'byHour' | 'get'>; cases: Pick<Cases, 'heads'> },
  day: string,
): Promise<ReceivedReferral[]> {
  const ids = await listReceivedOn(ledger, day);
  const heads = new Map((await cases.heads(ids)).map((head): [ReferralId, CaseHead] => [head.id, head]));
  const received: ReceivedReferral[] = [];
  for (const id of ids) {
    // A row that cannot be read is nobody’s here; the daily balance tells of it.
    const source = heads.get(id) ?? (await ifReadable(ledger.get(id)));
    if (!source) continue;
    const { sender, references } = source;
    received.push({ id, sender, ...(references && { references }) });
  }
  return received;
}
