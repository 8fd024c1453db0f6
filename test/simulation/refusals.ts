/** What must be true of people who said no, once everything is at rest. */
import { rowToRecord } from '#src/store/ledger-row.ts';
import { casesOf, type StoredCase } from '#test/support/audit/cases.ts';
import type { Evidence } from '#test/support/audit/evidence.ts';
import type { Referral } from './story.ts';

/**
 * Nobody who withdrew their consent is sent to a service by another referral without the victim hub's knowing, unless they agreed
 * since: what was handed over after that was handed over by the hub, or the hub was told.
 */
export function silentlySentFaults({ referrals, work }: Evidence, played: readonly Referral[]): string[] {
  const cases = casesOf(work);
  const records = referrals.map(rowToRecord);
  const agreedSince = (id: string, at: string): boolean =>
    records.some((one) => one.id === id && one.consentGivenAt !== undefined && one.consentGivenAt > at);
  return played.flatMap((refused) => {
    const head = cases.get(refused.id)?.head;
    // Once a person is forgotten nobody knows that it is the same one. All are of one day.
    if (head?.withdrawReason !== 'consent-withdrawn' || head.forgottenAt !== undefined) return [];
    return played.flatMap(({ id, body }) => {
      const other = cases.get(id);
      const isOfPerson = id !== refused.id && body.victim.familyName === refused.body.victim.familyName;
      if (!other || !isOfPerson || agreedSince(id, head.since)) return [];
      const silent = sentByItself(other, head.since);
      const isTold = other.events.some(({ event, at }) => event === 'possible-duplicate' && at >= head.since);
      return silent.length > 0 && !isTold
        ? [`${id} is sent to ${silent} although the person said no to ${refused.id}`]
        : [];
    });
  });
}

/** Services that were handed the case after that, and not by the hub. */
const sentByItself = ({ events }: StoredCase, since: string): unknown[] =>
  events
    .filter(({ event, at }) => event === 'handed-off' && at > since)
    .filter(
      (handed) =>
        !events.some(({ event, at, service }) => event === 'routed' && at === handed.at && service === handed.service),
    )
    .map(({ service }) => service);
