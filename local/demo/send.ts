/** Sends a day's referrals over HTTP: the nightly police batch first, then the rest one by one. */
import * as z from 'zod';
import type { Answer, Client } from './client.ts';
import { inParallel } from './parallel.ts';
import type { Expected, Planned } from './referrals.ts';

/** The API's answer to one referral. */
export interface Answered {
  status: number;
  code?: string;
  referralId?: string;
  /** The lead service first, then the supporting ones. */
  chosen?: string[];
  /** All eligible services, in no particular order. */
  eligible?: string[];
  heldReasons?: string[];
}

export interface Sent extends Planned {
  answered: Answered;
}

const batchAnswer = z.object({ results: z.array(z.object({ status: z.number(), body: z.unknown() })) });
const said = z.looseObject({
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

const width = 8;
const mostInBatch = 100;

export async function sendDay(client: Client, referrals: readonly Planned[], sent: (one: Sent) => void): Promise<void> {
  const first = referrals.filter((one) => one.again === undefined);
  const bySender = Map.groupBy(
    first.filter(({ how }) => how === 'batch'),
    ({ sender }) => sender,
  );
  for (const [sender, all] of bySender) {
    for (let start = 0; start < all.length; start += mostInBatch) {
      const some = all.slice(start, start + mostInBatch);
      const answer = await client.call(sender, 'POST', '/v1/referrals/batch', {
        referrals: some.map(({ body }) => body),
      });
      if (answer.status !== 207) throw new Error(`A batch was refused: ${answer.status} ${answer.text.slice(0, 500)}`);
      const { results } = batchAnswer.parse(answer.json);
      for (const [index, one] of some.entries()) {
        sent({ ...one, answered: answeredOf(results[index]?.status ?? 0, results[index]?.body) });
      }
    }
  }
  const single = async (one: Planned): Promise<void> => {
    const answer: Answer = await client.call(one.sender, 'POST', '/v1/referrals', one.body);
    sent({ ...one, answered: answeredOf(answer.status, answer.json) });
  };
  await inParallel(
    first.filter(({ how }) => how === 'single'),
    width,
    single,
  );
  // Resends must follow their originals.
  await inParallel(
    referrals.filter((one) => one.again !== undefined),
    width,
    single,
  );
}

function answeredOf(status: number, body: unknown): Answered {
  const { referralId, code, heldReasons, routing } = said.parse(body ?? {});
  const names = (some: readonly { service: string }[]): string[] => some.map(({ service }) => service);
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
export function outcomeOf({ status, heldReasons = [] }: Answered): Expected['outcome'] | 'failed' {
  if (status === 201) return heldReasons.length > 0 ? 'held' : 'accepted';
  if (status === 200) return 'replayed';
  return status === 422 || status === 409 ? 'refused' : 'failed';
}

/** Whether the API answered as expected. */
export const asExpected = ({ expected, answered }: Sent): boolean =>
  expected.status === answered.status &&
  expected.outcome === outcomeOf(answered) &&
  expected.code === answered.code &&
  (expected.heldReasons === undefined || String(expected.heldReasons) === String(answered.heldReasons));
