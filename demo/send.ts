/**
 * Sends a day's referrals over HTTP: the nightly police batch first, then the rest one by one. Whose refusal means that
 * the person said no is counted, as a sender would.
 */
import * as z from 'zod';
import type { NotReferredReason } from '#src/domain/vocabulary.ts';
import type { Client, ClientResponse } from './client.ts';
import { inParallel } from './parallel.ts';
import type { ExpectedAnswer, PlannedReferral } from './referrals.ts';

/** The API's answer to one referral. */
export interface ReferralAnswer {
  status: number;
  code?: string;
  referralId?: string;
  /** The lead service first, then the supporting ones. */
  chosen?: string[];
  /** All eligible services, in no particular order. */
  eligible?: string[];
  heldReasons?: string[];
}

export interface SentReferral extends PlannedReferral {
  answered: ReferralAnswer;
}

const batchResponse = z.object({ results: z.array(z.object({ status: z.number(), body: z.unknown() })) });
const answerBody = z.looseObject({
  referralId: z.string().optional(),
  code: z.string().optional(),
  heldReasons: z.array(z.string()).optional(),
  routing: z
    .looseObject({
      chosen: z.array(z.looseObject({ service: z.string() })),
      considered: z.array(z.looseObject({ service: z.string(), eligible: z.boolean() })),
    })
    .optional(),
});

/** Refusals that mean that the person was asked and said no, and what is counted for each. */
export const notReferredReasons: Readonly<Record<string, NotReferredReason>> = {
  'victim-opted-out': 'opted-out',
  'explicit-consent-required': 'consent-refused',
};

const offenceOf = z.object({ offence: z.object({ category: z.string(), district: z.string().optional() }) });

const concurrency = 8;
const maxBatchSize = 100;

export async function sendDay(
  client: Client,
  referrals: readonly PlannedReferral[],
  record: (one: SentReferral) => void,
): Promise<void> {
  const notReferred: SentReferral[] = [];
  const onSent = (one: SentReferral): void => {
    record(one);
    if (one.answered.code !== undefined && one.answered.code in notReferredReasons) notReferred.push(one);
  };
  const originals = referrals.filter((one) => one.again === undefined);
  const bySender = Map.groupBy(
    originals.filter(({ how }) => how === 'batch'),
    ({ sender }) => sender,
  );
  for (const [sender, all] of bySender) {
    for (let start = 0; start < all.length; start += maxBatchSize) {
      const batch = all.slice(start, start + maxBatchSize);
      const response = await client.call(sender, 'POST', '/v1/referrals/batch', {
        referrals: batch.map(({ body }) => body),
      });
      if (response.status !== 207)
        throw new Error(`A batch was refused: ${response.status} ${response.text.slice(0, 500)}`);
      const { results } = batchResponse.parse(response.json);
      for (const [index, one] of batch.entries()) {
        onSent({ ...one, answered: toAnswer(results[index]?.status ?? 0, results[index]?.body) });
      }
    }
  }
  const sendSingle = async (one: PlannedReferral): Promise<void> => {
    const response: ClientResponse = await client.call(one.sender, 'POST', '/v1/referrals', one.body);
    onSent({ ...one, answered: toAnswer(response.status, response.json) });
  };
  await inParallel(
    originals.filter(({ how }) => how === 'single'),
    concurrency,
    sendSingle,
  );
  // Resends must follow their originals.
  await inParallel(
    referrals.filter((one) => one.again !== undefined),
    concurrency,
    sendSingle,
  );
  await inParallel(notReferred, concurrency, (one) => countNotReferred(client, one));
}

async function countNotReferred(client: Client, { sender, body, answered }: SentReferral): Promise<void> {
  const { category, district } = offenceOf.parse(body).offence;
  const reason = notReferredReasons[answered.code ?? ''];
  const response = await client.call(sender, 'POST', '/v1/not-referred', { reason, offence: { category, district } });
  if (response.status !== 204)
    throw new Error(`A count was refused: ${response.status} ${response.text.slice(0, 500)}`);
}

/** What the demo keeps of an answer. */
export function toAnswer(status: number, body: unknown): ReferralAnswer {
  const { referralId, code, heldReasons, routing } = answerBody.parse(body ?? {});
  const names = (services: readonly { service: string }[]): string[] => services.map(({ service }) => service);
  const eligible = names(routing?.considered.filter((one) => one.eligible) ?? []);
  return {
    status,
    ...(code === undefined ? {} : { code }),
    ...(referralId === undefined ? {} : { referralId }),
    ...(heldReasons === undefined ? {} : { heldReasons }),
    ...(routing === undefined ? {} : { chosen: names(routing.chosen), eligible }),
  };
}

/** The outcome under which the answer is reconciled. */
export function outcomeOf({ status, heldReasons = [] }: ReferralAnswer): ExpectedAnswer['outcome'] | 'failed' {
  if (status === 201) return heldReasons.length > 0 ? 'held' : 'accepted';
  if (status === 200) return 'replayed';
  return status === 422 || status === 409 ? 'refused' : 'failed';
}

/** Whether the API answered as expected. */
export const isAsExpected = ({ expected, answered }: SentReferral): boolean =>
  expected.status === answered.status &&
  expected.outcome === outcomeOf(answered) &&
  expected.code === answered.code &&
  (expected.heldReasons === undefined || String(expected.heldReasons) === String(answered.heldReasons));
