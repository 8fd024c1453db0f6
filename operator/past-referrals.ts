/**
 * Loads recent referrals for a catalogue replay: the facts that routing used and the services chosen. The sealed data
 * is opened only to derive those facts; no personal data is returned.
 */
import type { Area } from '#src/domain/area.ts';
import type { PastReferral } from '#src/domain/catalogue/replay.ts';
import type { ReferralId } from '#src/domain/ids.ts';
import { deriveFacts } from '#src/domain/judgement/derived-facts.ts';
import { startOfDay } from '#src/domain/london.ts';
import { routingFactsOf } from '#src/domain/routing/routing-facts.ts';
import type { Submission } from '#src/domain/submission.ts';
import { Unreadable } from '#src/usecases/ports/errors.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';
import type { Ledger, LedgerRecord } from '#src/usecases/ports/ledger.ts';
import { submissionPlace } from '#src/usecases/ports/seals.ts';

export interface PastReferrals {
  referrals: PastReferral[];
  /** Held for reasons other than the catalogue: no safe contact, out of scope, guardian needed. */
  notRouted: number;
  /** Erased, or sealed with another secret. */
  unreadable: number;
}

const hourMs = 3_600_000;
/** Parallel reads: enough to finish in minutes without disturbing the area's own reads. */
const concurrency = 8;

/**
 * The latest version of each referral received from the London day `since` until `now`, oldest first.
 * @param area used to derive ages and risk; the catalogue before or after the change makes little difference
 */
export async function pastReferrals(
  { ledger, keys }: { ledger: Pick<Ledger, 'byHour' | 'get'>; keys: Pick<Keys, 'open'> },
  area: Area,
  since: string,
  now: Date,
): Promise<PastReferrals> {
  const hours: string[] = [];
  for (let hourStartMs = startOfDay(since).getTime(); hourStartMs <= now.getTime(); hourStartMs += hourMs) {
    hours.push(new Date(hourStartMs).toISOString().slice(0, 13));
  }
  const latest = new Map<ReferralId, number>();
  for (const entries of await inParallel(hours, (hour) => collectAll(ledger.byHour(hour)))) {
    for (const { id, version } of entries) latest.set(id, Math.max(version, latest.get(id) ?? 0));
  }
  const past: PastReferrals = { referrals: [], notRouted: 0, unreadable: 0 };
  const records = await inParallel([...latest], ([id, version]) => recordOf(ledger, id, version));
  for (const record of records) {
    if (record === undefined) past.unreadable += 1;
    else if (record.facts.test) continue;
    else if (record.decision.heldReasons.some((reason) => reason !== 'no-eligible-service')) past.notRouted += 1;
    else addPastReferral(past, record, keys, area);
  }
  return past;
}

function addPastReferral(past: PastReferrals, record: LedgerRecord, keys: Pick<Keys, 'open'>, area: Area): void {
  const submission = openSubmission(record, keys);
  if (!submission) {
    past.unreadable += 1;
    return;
  }
  const derived = deriveFacts(submission, area.rules, new Date(record.receivedAt));
  past.referrals.push({
    referral: record.reference,
    facts: routingFactsOf({ ...derived, submission, area, on: derived.today }),
    chosen: record.decision.chosen.map(({ service }) => service),
  });
}

function openSubmission({ id, version, sealed }: LedgerRecord, keys: Pick<Keys, 'open'>): Submission | undefined {
  if (!sealed) return undefined;
  return ignoreUnreadable(() => JSON.parse(keys.open(submissionPlace(id, version), sealed)) as Submission);
}

async function recordOf(
  ledger: Pick<Ledger, 'get'>,
  id: ReferralId,
  version: number,
): Promise<LedgerRecord | undefined> {
  try {
    return await ledger.get(id, version);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

function ignoreUnreadable<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Unreadable || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function collectAll<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Results in the items' order. */
async function inParallel<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>) {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += concurrency) {
    results.push(...(await Promise.all(items.slice(start, start + concurrency).map(work))));
  }
  return results;
}
