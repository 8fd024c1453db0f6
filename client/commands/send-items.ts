/** Sends the items of a file in batches and yields the result of each. */
import type { BatchResult, Referral, ReferralAnswer, ReferralsApi } from '#client/library/api.ts';
import { ReferralsProblem } from '#client/library/errors.ts';
import type { Item } from '#client/referral-files/model.ts';
import { bodyLimits, mostInBatch } from '#src/contracts/requests.ts';
import type { Fault } from '#src/domain/decision.ts';

/** Accepted and held are stored; replayed was stored before; refused needs correcting; unsent can be sent again as is. */
export const itemOutcomes = ['accepted', 'held', 'replayed', 'refused', 'unsent'] as const;
export type ItemOutcome = (typeof itemOutcomes)[number];

export interface Told {
  item: Item;
  outcome: ItemOutcome;
  /** Absent when refused. */
  answer?: ReferralAnswer;
  /** The problem code, when refused. */
  code?: string;
  detail?: string;
  errors?: Fault[];
  referralId?: string;
}

/** Bytes around the referrals in the body of a batch. */
const frameBytes = '{"referrals":[]}'.length;

/** Splits items into batches within the API's limits. An item that is too large is alone in its batch, and is refused. */
export function batchesOf(items: readonly Item[], limits = { count: mostInBatch, bytes: bodyLimits.batch }): Item[][] {
  const batches: Item[][] = [];
  let room = 0;
  for (const item of items) {
    const bytes = Buffer.byteLength(JSON.stringify(item.referral) ?? '') + 1;
    const last = batches.at(-1);
    if (last && last.length < limits.count && bytes <= room) {
      last.push(item);
      room -= bytes;
    } else {
      batches.push([item]);
      room = limits.bytes - frameBytes - bytes;
    }
  }
  return batches;
}

/** Yields results in the file's order. Rejects when no more can be sent; results already yielded remain valid. */
export async function* sendItems(
  api: Pick<ReferralsApi, 'submit' | 'submitBatch'>,
  items: readonly Item[],
  { dryRun }: { dryRun: boolean },
): AsyncGenerator<Told> {
  for (const batch of batchesOf(items)) {
    const readable = batch.filter(({ fault }) => fault === undefined);
    const told = new Map<Item, Told>();
    const results = dryRun ? await tryEach(api, readable) : await sendBatch(api, readable);
    readable.forEach((item, index) => {
      const result = results[index];
      if (result) told.set(item, { item, ...result });
    });
    for (const item of batch) yield told.get(item) ?? unreadable(item);
  }
}

const unreadable = (item: Item): Told => ({
  item,
  outcome: item.fault === undefined ? 'unsent' : 'refused',
  ...(item.fault === undefined ? {} : { code: 'unreadable', detail: `This cannot be sent: ${item.fault}.` }),
});

type Outcome = Omit<Told, 'item'>;

/** Only the API validates a referral, so that it reports all faults at once. */
const asReferral = (item: Item): Referral => item.referral as Referral;

async function sendBatch(api: Pick<ReferralsApi, 'submitBatch'>, items: readonly Item[]): Promise<Outcome[]> {
  if (items.length === 0) return [];
  try {
    const results = await api.submitBatch(items.map(asReferral));
    return results.map(outcomeOf);
  } catch (error) {
    if (!(error instanceof ReferralsProblem) || error.code !== 'payload-too-large' || items.length > 1) throw error;
    return [refused(error.problem)];
  }
}

/** The batch endpoint has no dry run, so each item is sent by itself. */
async function tryEach(api: Pick<ReferralsApi, 'submit'>, items: readonly Item[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const item of items) {
    try {
      const { answer } = await api.submit(asReferral(item), { dryRun: true });
      outcomes.push({ outcome: answer.status === 'held' ? 'held' : 'accepted', answer });
    } catch (error) {
      if (!(error instanceof ReferralsProblem) || (error.status !== 422 && error.status !== 413)) throw error;
      outcomes.push(refused(error.problem));
    }
  }
  return outcomes;
}

function outcomeOf({ status, body, replayed }: BatchResult): Outcome {
  if ('code' in body) return status === 429 || status >= 500 ? { outcome: 'unsent' } : refused(body);
  if (replayed) return { outcome: 'replayed', answer: body };
  return { outcome: body.status === 'held' ? 'held' : 'accepted', answer: body };
}

function refused(problem: {
  code: string;
  detail: string;
  errors?: Fault[] | undefined;
  referralId?: string | undefined;
}): Outcome {
  const { code, detail, errors, referralId } = problem;
  return {
    outcome: 'refused',
    code,
    detail,
    ...(errors ? { errors } : {}),
    ...(referralId === undefined ? {} : { referralId }),
  };
}
