/** The intake API: takes one referral or a batch, and counts who was asked and not referred. */

import { batchSchema, bodyLimits, intakeQueries, notReferredSchema } from '#src/contracts/intake-requests.ts';
import { batchResponseSchema, type ReferralResponse, referralResponseSchema } from '#src/contracts/intake-responses.ts';
import type { Problem } from '#src/contracts/problems.ts';
import { dropUnknownFields } from '#src/contracts/submission/unknown-fields.ts';
import { senderOf } from '#src/domain/sender.ts';
import { type HttpResponse, jsonResponse, transportHeaders } from '#src/platform/http-message.ts';
import { lazyParser } from '#src/platform/parser.ts';
import { countNotReferred } from '#src/usecases/intake/count-not-referred.ts';
import { type SubmitDeps, type SubmitResult, submitReferral } from '#src/usecases/intake/submit-referral.ts';
import { mapConcurrently } from '#src/usecases/map-concurrently.ts';
import { alreadyReferredProblem } from './already-referred.ts';
import { type ApiCall, type AppDeps, createApp } from './app.ts';
import { parseBody, parseQuery, readJsonBody, requireJsonAccepted } from './body.ts';
import { presentCurrent, presentReferral, referralLink } from './present.ts';
import { ProblemError, problemBody, refusalDetails } from './problem.ts';

/** How many items of a batch are processed at a time. */
const batchConcurrency = 10;

const referralResponseParser = lazyParser(() => referralResponseSchema);

export function intakeApp(deps: AppDeps & SubmitDeps) {
  return createApp(
    'intake',
    (deps) => ({
      submitReferral: async (call) => {
        requireJsonAccepted(call);
        const { dryRun, unknownFields } = parseQuery(call, intakeQueries.submitReferral);
        const body = await readJsonBody(call, bodyLimits.one);
        const answer = await submit(deps, call, body, { dryRun: dryRun === 'true', unknownFields });
        return respond(answer.status, answer.body, answer.headers);
      },

      submitBatch: async (call) => {
        requireJsonAccepted(call);
        const { unknownFields } = parseQuery(call, intakeQueries.submitBatch);
        const { referrals } = await parseBody(call, batchSchema, bodyLimits.batch);
        const results = await mapConcurrently(referrals, batchConcurrency, async (item, index) => {
          const itemAnswer = await submitBatchItem(deps, call, item, unknownFields);
          const replayed = itemAnswer.headers['idempotency-replayed'] ? { replayed: true } : {};
          return { index, status: itemAnswer.status, body: itemAnswer.body, ...replayed };
        });
        return jsonResponse(207, batchResponseSchema.parse({ results }), noStore);
      },

      countNotReferred: async (call) => {
        requireJsonAccepted(call);
        parseQuery(call, intakeQueries.none);
        const notReferred = await parseBody(call, notReferredSchema, bodyLimits.one);
        await countNotReferred(deps, senderOf(call.party), notReferred);
        return { status: 204, headers: { ...transportHeaders, ...noStore } };
      },
    }),
    deps,
  );
}

const noStore = { 'cache-control': 'no-store' };

interface Answer {
  status: number;
  body: ReferralResponse;
  headers: Record<string, string>;
}
type BatchAnswer = Omit<Answer, 'body'> & { body: ReferralResponse | Problem };

/** Undefined: a body with unknown fields is refused. */
type UnknownFields = 'drop' | undefined;

/** @throws ProblemError when the referral is refused or conflicts with an earlier one */
async function submit(
  deps: AppDeps & SubmitDeps,
  call: ApiCall,
  body: unknown,
  { dryRun = false, unknownFields }: { dryRun?: boolean; unknownFields: UnknownFields },
): Promise<Answer> {
  const sender = senderOf(call.party);
  if (unknownFields === undefined) return toAnswer(await submitReferral(deps, sender, body, { dryRun }), deps);
  const { body: taken, dropped } = dropUnknownFields(body);
  const sentBody = dropped.length > 0 ? body : undefined;
  const answer = toAnswer(await submitReferral(deps, sender, taken, { dryRun, sentBody }), deps);
  return { ...answer, body: { ...answer.body, dropped } };
}

/** A problem with one item becomes its result, so that the rest of the batch is still processed. */
async function submitBatchItem(
  deps: AppDeps & SubmitDeps,
  call: ApiCall,
  item: unknown,
  unknownFields: UnknownFields,
): Promise<BatchAnswer> {
  try {
    return await submit(deps, call, item, { unknownFields });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const body = problemBody(error.code, call.correlationId, error.details);
    return { status: body.status, body, headers: {} };
  }
}

/** @throws ProblemError when the referral is refused or conflicts with an earlier one */
function toAnswer(submitted: SubmitResult, { area, log }: Pick<AppDeps & SubmitDeps, 'area' | 'log'>): Answer {
  if ('refused' in submitted) throw new ProblemError(submitted.refused.code, refusalDetails(submitted.refused));
  if ('conflict' in submitted) throw alreadyReferredProblem(submitted.conflict);
  if ('created' in submitted) {
    const { id, version } = submitted.created;
    log.info('referral-stored', { referralId: id, version });
    return { status: 201, body: presentReferral(submitted.created), headers: { location: referralLink(id) } };
  }
  if ('replayed' in submitted) {
    const headers = { location: referralLink(submitted.replayed.id), 'idempotency-replayed': 'true' };
    return { status: 200, body: presentCurrent(submitted.replayed, area), headers };
  }
  return { status: 200, body: presentReferral(submitted.dryRun), headers: {} };
}

function respond(status: number, body: unknown, headers: Record<string, string>): HttpResponse {
  const result = referralResponseParser.safeParse(body);
  if (!result.success) throw result.error;
  return jsonResponse(status, result.data, { ...noStore, ...headers });
}
