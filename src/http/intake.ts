/** The intake API: takes one referral or a batch. */
import { batchAnswerSchema, referralAnswerSchema } from '#src/contracts/answers.ts';
import { batchSchema, bodyLimits, queries } from '#src/contracts/requests.ts';
import type { Party } from '#src/domain/area.ts';
import type { SenderKind } from '#src/domain/vocabulary.ts';
import { jsonReply, type Reply } from '#src/platform/exchange.ts';
import { readerOf } from '#src/platform/reader.ts';
import type { Log } from '#src/usecases/log-port.ts';
import { type Sender, type SubmitDeps, type Submitted, submitReferral } from '#src/usecases/submit-referral.ts';
import { type AppDeps, appFor, type Call } from './app.ts';
import { bodyAs, jsonBody, queryAs, wantsJson } from './body.ts';
import { presentReferral, referralLink } from './present.ts';
import { type Details, ProblemError, problemBody, refusalDetails } from './problem.ts';

/** How many items of a batch are processed at a time. */
const batchWidth = 10;

const answerReader = readerOf(() => referralAnswerSchema);

export function intakeApp(deps: AppDeps & SubmitDeps) {
  return appFor(
    'intake',
    {
      submitReferral: async (call) => {
        wantsJson(call);
        const dryRun = queryAs(call, queries.submitReferral).dryRun === 'true';
        const body = await jsonBody(call, bodyLimits.one);
        const {
          status,
          body: answer,
          headers,
        } = told(await submitReferral(deps, senderOf(call.party), body, { dryRun }), deps.log);
        return respond(status, answer, headers);
      },

      submitBatch: async (call) => {
        wantsJson(call);
        queryAs(call, queries.none);
        const { referrals } = await bodyAs(call, batchSchema, bodyLimits.batch);
        const results = await inOrder(referrals, batchWidth, async (item, index) => {
          const one = await oneOfBatch(deps, call, item);
          const replayed = one.headers['idempotency-replayed'] ? { replayed: true } : {};
          return { index, status: one.status, body: one.body, ...replayed };
        });
        return jsonReply(207, batchAnswerSchema.parse({ results }), noStore);
      },
    },
    deps,
  );
}

const noStore = { 'cache-control': 'no-store' };
export const senderOf = (party: Party): Sender => ({ id: party.id, kind: party.kind as SenderKind });

interface Told {
  status: number;
  body: unknown;
  headers: Record<string, string>;
}

/** A problem with one item becomes its result, so that the rest of the batch is still processed. */
async function oneOfBatch(deps: AppDeps & SubmitDeps, call: Call, item: unknown): Promise<Told> {
  try {
    return told(await submitReferral(deps, senderOf(call.party), item), deps.log);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const body = problemBody(error.code, call.correlationId, error.details);
    return { status: body.status, body, headers: {} };
  }
}

/** @throws ProblemError when the referral is refused or conflicts with an earlier one */
function told(submitted: Submitted, log: Log): Told {
  if ('refused' in submitted) throw new ProblemError(submitted.refused.code, refusalDetails(submitted.refused));
  if ('conflict' in submitted) throw new ProblemError('already-referred', conflictDetails(submitted.conflict.id));
  if ('created' in submitted) {
    const { id, version } = submitted.created;
    log.info('referral-stored', { referralId: id, version });
    return { status: 201, body: presentReferral(submitted.created), headers: { location: referralLink(id) } };
  }
  if ('replayed' in submitted) {
    const headers = { location: referralLink(submitted.replayed.id), 'idempotency-replayed': 'true' };
    return { status: 200, body: presentReferral(submitted.replayed), headers };
  }
  return { status: 200, body: presentReferral(submitted.dryRun), headers: {} };
}

const conflictDetails = (id: string): Details => ({
  detail: 'You sent this crime or incident and victim before, with other content. Nothing was changed.',
  referralId: id,
  links: { self: referralLink(id), correct: referralLink(id) },
});

function respond(status: number, body: unknown, headers: Record<string, string>): Reply {
  const printed = answerReader.safeParse(body);
  if (!printed.success) throw printed.error;
  return jsonReply(status, printed.data, { ...noStore, ...headers });
}

/** Runs `task` on the items, `concurrency` at a time; results are in the items' order. */
async function inOrder<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as Item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return results;
}
