/** Sends the items of a file in batches, and tells of each what became of it. */
import type { BatchResult, Referral, ReferralAnswer, ReferralsApi } from '#client/library/api.ts';
import { ReferralsProblem } from '#client/library/errors.ts';
import type { Item } from '#client/referral-files/model.ts';
import { bodyLimits, mostInBatch } from '#src/contracts/requests.ts';
import type { Fault } from '#src/domain/decision.ts';

/** Accepted and held are stored; replayed was stored before; refused must be mended; unsent may go again as it is. */
export const itemOutcomes = ['accepted', 'held', 'replayed', 'refused', 'unsent'] as const;
export type ItemOutcome = (typeof itemOutcomes)[number];

export interface Told {
  item: Item;
  outcome: ItemOutcome;
  /** Absent where it was refused. */
  answer?: ReferralAnswer;
  /** Why it was refused. */
  code?: string;
  detail?: string;
  errors?: Fault[];
  referralId?: string;
}

/** What surrounds the referrals in the body of a batch, and the commas between them. */
const frameBytes = '{"referrals":[]}'.length;

/** Batches of at most the contract's number and size. One too large for any is alone, and told so. */
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

/** Yields each item in the file's order. Rejects where no more can be sent; what was yielded stands. */
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

/** What a file says is looked at by the API alone, which tells all that is wrong with it. */
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

/** A batch cannot be tried without being stored, so each is asked about by itself. */
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
