/** A sender's own count of a day against what was received from it. */
import type { SenderFilter } from '#src/domain/case/lists/sender-list.ts';
import { referralIdentity } from '#src/domain/identity.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import type { Sender } from '#src/domain/sender.ts';
import { referralStatuses } from '#src/domain/states.ts';
import { referenceFields } from '#src/domain/submission/fields/reference.ts';
import { hashCrimeReference, hashIncidentReference } from '#src/usecases/intake/case-references.ts';
import { mapConcurrently } from '#src/usecases/map-concurrently.ts';
import type { BalanceStore } from '#src/usecases/ports/balance.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { Ledger } from '#src/usecases/ports/ledger.ts';
import type { Log } from '#src/usecases/ports/log.ts';
import { type ReceivedReferral, readReceivedOn } from './received-on-day.ts';

export interface ReconcileDeps {
  ledger: Pick<Ledger, 'byHour' | 'get' | 'findStored'>;
  cases: Pick<Cases, 'heads' | 'senderList'>;
  keys: Pick<Keys, 'policeReference' | 'identify'>;
  balances: Pick<BalanceStore, 'keepCount'>;
  log: Log;
  now: Clock;
}

export interface SenderCount {
  /** ISO date, of London. */
  day: string;
  /** How many referrals the sender says it sent. */
  sent: number;
  references: readonly SentReference[];
}

export interface SentReference {
  /** As it was written. */
  written: string;
  /** As a referral has it; undefined for what cannot be the reference of one. */
  reference: string | undefined;
}

export interface Reconciliation {
  day: string;
  received: number;
  /** Sent less received: above 0, so many did not arrive. */
  difference: number;
  /** References, as written, of which no referral ever came from this sender, whatever the day. */
  neverSeen: string[];
}

const lookUpsAtATime = 25;

/**
 * Referrals of this sender alone; each counts once, however often it was sent again or corrected. Keeps the numbers for the hub's
 * page; a count of the same day that came before is replaced. The alarm counts the log line.
 */
export async function reconcileDay(
  deps: ReconcileDeps,
  sender: Sender,
  { day, sent, references }: SenderCount,
): Promise<Reconciliation> {
  const own = (await readReceivedOn(deps, day)).filter((one) => one.sender === sender.id);
  const neverSeen = await findNeverSeen(deps, sender, own, references);
  const counted = { day, sender: sender.id, sent, received: own.length, neverSeen: neverSeen.length };
  const difference = sent - own.length;
  // The hub and the alarm are not told of what a test sender counts.
  if (sender.test) return { day, received: own.length, difference, neverSeen };
  await deps.balances.keepCount({ ...counted, at: deps.now().toISOString() });
  if (difference !== 0 || neverSeen.length > 0)
    deps.log.warn('sender-count-differs', {
      party: sender.id,
      period: day,
      count: difference,
      failed: neverSeen.length,
    });
  return { day, received: own.length, difference, neverSeen };
}

/** First by what reads least: the day's own referrals cost nothing more, and the index of cases is asked for what is left. */
async function findNeverSeen(
  { cases, ledger, keys }: ReconcileDeps,
  sender: Sender,
  own: readonly ReceivedReferral[],
  references: readonly SentReference[],
): Promise<string[]> {
  const seenOnDay = new Set(own.flatMap(({ references }) => [references?.crime, references?.incident]));
  // The only victim of a crime is found by identity, also where the case is not made yet or its references are erased.
  const idsOf = (reference: string): ReferralId[] =>
    [{ crimeReference: reference }, { incidentReference: reference }].map(
      (one) => keys.identify(referralIdentity(sender.id, { ...one, victimReference: onlyVictim })).id,
    );
  const distinct = new Set(references.flatMap(({ reference }) => reference ?? []));
  const toFind = [...distinct].flatMap((reference) => {
    const crime = hashCrimeReference(keys, reference);
    const incident = hashIncidentReference(keys, sender.id, reference);
    if (seenOnDay.has(crime) || seenOnDay.has(incident)) return [];
    return [{ reference, crime, incident, ids: idsOf(reference) }];
  });
  const stored = await ledger.findStored(toFind.flatMap(({ ids }) => ids));
  const unknown = toFind.filter(({ ids }) => !ids.some((id) => stored.has(id)));
  const hasCase = async (filter: Pick<SenderFilter, 'crime' | 'incident'>): Promise<boolean> =>
    (await cases.senderList(sender.id, { statuses: referralStatuses, needsAction: false, ...filter })).rows.length > 0;
  const found = await mapConcurrently(
    unknown,
    lookUpsAtATime,
    async ({ crime, incident }) => (await hasCase({ crime })) || (await hasCase({ incident })),
  );
  const missing = new Set(unknown.filter((_, at) => !found[at]).map(({ reference }) => reference));
  const unseen = references.filter(({ reference }) => reference === undefined || missing.has(reference));
  return [...new Set(unseen.map(({ written }) => written))];
}

const onlyVictim = referenceFields.victimReference.default;
