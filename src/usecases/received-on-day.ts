/**
 * The referrals that were received on a day, as the ledger has them, each with the case that was made of it. The ledger is what
 * a sender was answered from, so a referral that was never dispatched is found here too.
 */
import type { CaseHead, CaseReferences } from '#src/domain/case/model.ts';
import type { PartyId, ReferralId } from '#src/domain/ids.ts';
import { addDays, startOfDay } from '#src/domain/london.ts';
import type { Cases, Ledger } from './ports.ts';

export interface ReceivedReferral {
  id: ReferralId;
  sender: PartyId;
  /** Absent where it was not dispatched. */
  head?: CaseHead;
  /** Absent once erased. */
  references?: CaseReferences;
}

export interface ReceivedDeps {
  ledger: Pick<Ledger, 'byHour' | 'get'>;
  cases: Pick<Cases, 'heads'>;
}

const hourMs = 3_600_000;

/**
 * First versions alone: a correction is no further referral. Reads the keys of each hour and a head for each referral, of all senders;
 * a row of the ledger only where there is no head.
 * @param day ISO date, of London: 23, 24 or 25 hours
 */
export async function readReceivedOn({ ledger, cases }: ReceivedDeps, day: string): Promise<ReceivedReferral[]> {
  const from = startOfDay(day);
  const to = startOfDay(addDays(day, 1));
  const ids: ReferralId[] = [];
  for (let at = from.getTime(); at < to.getTime(); at += hourMs) {
    // A day of London begins at a whole hour of UTC.
    for await (const { id, version } of ledger.byHour(new Date(at).toISOString().slice(0, 13)))
      if (version === 1) ids.push(id);
  }
  const heads = new Map((await cases.heads(ids)).map((head) => [head.id, head]));
  const received: ReceivedReferral[] = [];
  for (const id of ids) {
    const head = heads.get(id);
    const source = head ?? (await ledger.get(id));
    if (!source) continue;
    const { sender, references } = source;
    received.push({ id, sender, ...(head && { head }), ...(references && { references }) });
  }
  return received;
}
