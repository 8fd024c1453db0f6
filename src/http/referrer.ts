/** The referrals API: a sender's own referrals. */
import {
  caseStatusSchema,
  referralAnswerSchema,
  referralListSchema,
  referralViewSchema,
} from '#src/contracts/answers.ts';
import { bodyLimits, queries, withdrawSchema } from '#src/contracts/requests.ts';
import { isReferralId, type ReferralId } from '#src/domain/ids.ts';
import { referralStatuses } from '#src/domain/states.ts';
import {
  correct,
  findOwn,
  listOwn,
  type OwnDeps,
  type OwnReferral,
  readOwn,
  withdrawOwn,
} from '#src/usecases/own-referrals.ts';
import { type AppDeps, appFor, type Call } from './app.ts';
import { bodyAs, jsonBody, ok, queryAs, wantsJson } from './body.ts';
import { senderOf } from './intake.ts';
import { presentHead, presentReferral } from './present.ts';
import { notAllowed, ProblemError, refusalDetails } from './problem.ts';

export function referrerApp(deps: AppDeps & OwnDeps) {
  return appFor(
    'referrer',
    {
      listReferrals: async (call) => {
        wantsJson(call);
        const { status, reference, cursor } = queryAs(call, queries.listReferrals);
        const sender = senderOf(call.party);
        if (reference !== undefined) {
          const id = await findOwn(deps, sender, reference);
          const own = id && (await readOwn(deps, sender, id));
          return ok(referralListSchema, { items: own ? [presentHead(own.whole.head)] : [] });
        }
        const page = await listOwn(deps, sender, status ?? referralStatuses, cursor);
        return ok(referralListSchema, { ...page, items: page.rows.map(presentHead) });
      },

      readReferral: async (call) => {
        wantsJson(call);
        queryAs(call, queries.none);
        const own = await readOwn(deps, senderOf(call.party), idOf(call));
        if (!own) throw new ProblemError('not-found');
        return ok(referralViewSchema, view(own), 200, { etag: `"${own.whole.head.version}"` });
      },

      correctReferral: async (call) => {
        wantsJson(call);
        queryAs(call, queries.none);
        const version = versionOf(call);
        const body = await jsonBody(call, bodyLimits.one);
        const done = await correct(deps, senderOf(call.party), idOf(call), version, body);
        if ('absent' in done) throw new ProblemError('not-found');
        if ('refused' in done) throw new ProblemError(done.refused.code, refusalDetails(done.refused));
        if ('notAllowed' in done) throw notAllowed(done.notAllowed);
        if ('otherVersion' in done) {
          throw new ProblemError('precondition-failed', { detail: `The referral is at version ${done.otherVersion}.` });
        }
        if ('otherIdentity' in done) throw otherIdentity();
        const answer = presentReferral(done.corrected, done.whole.head.status);
        return ok(referralAnswerSchema, answer, 200, { etag: `"${done.corrected.version}"` });
      },

      withdrawReferral: async (call) => {
        wantsJson(call);
        queryAs(call, queries.none);
        const { reason } = await bodyAs(call, withdrawSchema, bodyLimits.one);
        const done = await withdrawOwn(deps, senderOf(call.party), idOf(call), reason);
        if ('absent' in done) throw new ProblemError('not-found');
        if ('notAllowed' in done) throw notAllowed(done.notAllowed);
        if (done.left > 0) deps.log.warn('hand-off-send-failed', { referralId: done.whole.head.id, count: done.left });
        return ok(caseStatusSchema, presentHead(done.whole.head));
      },
    },
    deps,
  );
}

/** @throws ProblemError not-found when the path's id is not well formed */
export function idOf(call: Call): ReferralId {
  if (!isReferralId(call.id)) throw new ProblemError('not-found');
  return call.id;
}

function versionOf(call: Call): number {
  const given = call.header('if-match');
  if (given === undefined) throw new ProblemError('precondition-required');
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(given.trim())?.[1];
  if (version === undefined) throw new ProblemError('precondition-failed', { detail: 'If-Match names no version.' });
  return Number(version);
}

const otherIdentity = (): ProblemError =>
  new ProblemError('invalid-referral', {
    detail:
      'A correction keeps its crime or incident reference and victim reference. Withdraw this one and send another.',
    errors: [
      {
        pointer: '/crimeReference',
        code: 'other-identity',
        detail: 'This is not the reference under which the referral was sent.',
      },
    ],
  });

function view({ record, whole, history, advice }: OwnReferral) {
  const { head, handOffs } = whole;
  return {
    ...presentReferral(record, head.status),
    heldReasons: head.heldReasons,
    ...(advice === undefined ? {} : { advice }),
    handOffs: handOffs.map(({ service, status, since, outcome }) => ({
      service,
      status,
      since,
      outcome: (outcome ?? null) as never,
    })),
    history: history.map(({ at, event, by, service, reason }) => ({
      at,
      event,
      by,
      ...(service === undefined ? {} : { service }),
      reason: reason ?? null,
    })),
  };
}
