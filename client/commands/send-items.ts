/** Sends the items of a file in batches and yields the result of each. */
import type {
  BatchResult,
  Referral,
  ReferralResponse,
  ReferralsApi,
  UnknownFieldsOption,
} from '#client/library/api.ts';
import { ReferralsProblem } from '#client/library/errors.ts';
import type { FileItem } from '#client/referral-files/model.ts';
import { bodyLimits, maxBatchSize } from '../../src/contracts/intake-requests.ts';
import type { Fault } from '../../src/domain/decision.ts';

/** Accepted and held are stored; replayed was stored before; refused needs correcting; unsent can be sent again as is. */
export const itemOutcomes = ['accepted', 'held', 'replayed', 'refused', 'unsent'] as const;
export type ItemOutcome = (typeof itemOutcomes)[number];

export interface ItemResult {
  item: FileItem;
  outcome: ItemOutcome;
  /** Absent when refused. */
  answer?: ReferralResponse;
  /** The problem code, when refused. */
  code?: string;
  detail?: string;
  errors?: Fault[];
  /** The referral that stands, where other content was sent before. */
  referralId?: string;
  currentStatus?: string;
}

export interface SendOptions {
  dryRun: boolean;
  dropUnknownFields: boolean;
  /** Asked before each batch: no more are sent once it says so. */
  isEnding?: () => boolean;
}

/** Bytes around the referrals in the body of a batch. */
const envelopeBytes = '{"referrals":[]}'.length;

/** Splits items into batches within the API's limits. An item that is too large is alone in its batch, and is refused. */
export function batchesOf(
  items: readonly FileItem[],
  limits = { count: maxBatchSize, bytes: bodyLimits.batch },
): FileItem[][] {
  const batches: FileItem[][] = [];
  let bytesLeft = 0;
  for (const item of items) {
    const bytes = Buffer.byteLength(JSON.stringify(item.referral) ?? '') + 1;
    const last = batches.at(-1);
    if (last && last.length < limits.count && bytes <= bytesLeft) {
      last.push(item);
      bytesLeft -= bytes;
    } else {
      batches.push([item]);
      bytesLeft = limits.bytes - envelopeBytes - bytes;
    }
  }
  return batches;
}

/** Yields results in the file's order. Rejects when no more can be sent; results already yielded remain valid. */
export async function* sendItems(
  api: Pick<ReferralsApi, 'submit' | 'submitBatch'>,
  items: readonly FileItem[],
  { dryRun, dropUnknownFields, isEnding = () => false }: SendOptions,
): AsyncGenerator<ItemResult> {
  for (const batch of batchesOf(items)) {
    if (isEnding()) return;
    const readable = batch.filter(({ fault }) => fault === undefined);
    const resultByItem = new Map<FileItem, ItemResult>();
    const send = dryRun ? dryRunEach : sendBatch;
    const results = await send(api, readable, { dropUnknownFields });
    readable.forEach((item, index) => {
      const result = results[index];
      if (result) resultByItem.set(item, { item, ...result });
    });
    for (const item of batch) yield resultByItem.get(item) ?? unreadableResult(item);
  }
}

const unreadableResult = (item: FileItem): ItemResult => ({
  item,
  outcome: item.fault === undefined ? 'unsent' : 'refused',
  ...(item.fault === undefined ? {} : { code: 'unreadable', detail: `This cannot be sent: ${item.fault}.` }),
});

type OutcomeDetails = Omit<ItemResult, 'item'>;

/** Only the API validates a referral, so that it reports all faults at once. */
const toReferral = (item: FileItem): Referral => item.referral as Referral;

async function sendBatch(
  api: Pick<ReferralsApi, 'submitBatch'>,
  items: readonly FileItem[],
  options: UnknownFieldsOption,
): Promise<OutcomeDetails[]> {
  if (items.length === 0) return [];
  try {
    const results = await api.submitBatch(items.map(toReferral), options);
    return results.map(outcomeOf);
  } catch (error) {
    if (!(error instanceof ReferralsProblem) || error.code !== 'payload-too-large' || items.length > 1) throw error;
    return [refusedOutcome(error.problem)];
  }
}

/** What is wrong with one item, not with the sending. */
const refusalStatuses: readonly number[] = [409, 413, 422];

/** The batch endpoint has no dry run, so each item is sent by itself. */
async function dryRunEach(
  api: Pick<ReferralsApi, 'submit'>,
  items: readonly FileItem[],
  options: UnknownFieldsOption,
): Promise<OutcomeDetails[]> {
  const outcomes: OutcomeDetails[] = [];
  for (const item of items) {
    try {
      const { answer, replayed } = await api.submit(toReferral(item), { dryRun: true, ...options });
      outcomes.push({ outcome: replayed ? 'replayed' : answer.status === 'held' ? 'held' : 'accepted', answer });
    } catch (error) {
      if (!(error instanceof ReferralsProblem) || !refusalStatuses.includes(error.status)) throw error;
      outcomes.push(refusedOutcome(error.problem));
    }
  }
  return outcomes;
}

function outcomeOf({ status, body, replayed }: BatchResult): OutcomeDetails {
  if ('code' in body) return status === 429 || status >= 500 ? { outcome: 'unsent' } : refusedOutcome(body);
  if (replayed) return { outcome: 'replayed', answer: body };
  return { outcome: body.status === 'held' ? 'held' : 'accepted', answer: body };
}

function refusedOutcome(problem: {
  code: string;
  detail: string;
  errors?: Fault[] | undefined;
  referralId?: string | undefined;
  currentStatus?: string | undefined;
}): OutcomeDetails {
  const { code, detail, errors, referralId, currentStatus } = problem;
  return {
    outcome: 'refused',
    code,
    detail,
    ...(errors ? { errors } : {}),
    ...(referralId === undefined ? {} : { referralId }),
    ...(currentStatus === undefined ? {} : { currentStatus }),
  };
}
