/** The hand-offs API: list, detail and status reports. */
import { handOffDetailSchema, handOffListSchema, handOffSchema } from '#src/contracts/answers.ts';
import { bodyLimits, queries, reportSchema } from '#src/contracts/requests.ts';
import { faultsOf } from '#src/contracts/submission/faults.ts';
import type { ContactTimeFault } from '#src/domain/case/contact-time.ts';
import { type Report, reportStatuses } from '#src/domain/case/report.ts';
import type { Fault } from '#src/domain/decision.ts';
import { type HandOffId, parseHandOffId } from '#src/domain/ids.ts';
import { fault } from '#src/domain/judgement/fault.ts';
import { openHandOffStatuses } from '#src/domain/states.ts';
import { type HandOffDeps, readHandOff, reportStatus, sealAdvice } from '#src/usecases/hand-offs.ts';
import { type AppDeps, appFor, type Call } from './app.ts';
import { jsonBody, ok, queryAs, wantsJson } from './body.ts';
import { presentHandOff } from './present.ts';
import { faultsProblem, notAllowed, ProblemError } from './problem.ts';

export function handOffsApp(deps: AppDeps & HandOffDeps) {
  return appFor(
    'hand-offs',
    {
      listHandOffs: async (call) => {
        wantsJson(call);
        const { status, cursor } = queryAs(call, queries.listHandOffs);
        const page = await deps.cases.serviceList(call.party.id, status ?? openHandOffStatuses, cursor);
        return ok(handOffListSchema, { ...page, items: page.rows.map(presentHandOff) });
      },

      readHandOff: async (call) => {
        wantsJson(call);
        queryAs(call, queries.none);
        const detail = await readHandOff(deps, call.party.id, idOf(call));
        if (!detail) throw new ProblemError('not-found');
        const { handOff, confirmationCode, shared, repeatVictim, notes } = detail;
        return ok(handOffDetailSchema, {
          ...presentHandOff(handOff),
          confirmationCode,
          notes,
          ...(repeatVictim === undefined ? {} : { repeatVictim }),
          ...shared,
        });
      },

      reportStatus: async (call) => {
        wantsJson(call);
        queryAs(call, queries.none);
        const id = idOf(call);
        const { told, code } = toldBy(deps, id, await jsonBody(call, bodyLimits.one));
        const done = await reportStatus(deps, call.party.id, id, told, code);
        if ('absent' in done) throw new ProblemError('not-found');
        if ('wrongCode' in done) {
          throw new ProblemError('wrong-confirmation-code', {
            detail: 'Read the hand-off again and send back its code.',
          });
        }
        if ('misdated' in done) throw faultsProblem('invalid-request', [misdated[done.misdated]]);
        if ('refused' in done) throw notAllowed(done.refused);
        if (done.left > 0) deps.log.warn('hand-off-send-failed', { handOffId: id, count: done.left });
        return ok(handOffSchema, presentHandOff(done.handOff));
      },
    },
    deps,
  );
}

const misdated: Record<ContactTimeFault, Fault> = {
  'in-the-future': fault('/at', 'in-the-future', 'The contact is dated in the future. Check the time and its offset.'),
  'long-before-hand-off': fault(
    '/at',
    'long-before-hand-off',
    'The contact is dated more than half a year before the referral was handed to you. Check the year.',
  ),
};

function idOf(call: Call): HandOffId {
  if (!parseHandOffId(call.id)) throw new ProblemError('not-found');
  return call.id as HandOffId;
}

/** @throws ProblemError unknown-reason for a reason that is not listed, invalid-request for any other fault */
function toldBy(deps: HandOffDeps, id: HandOffId, body: unknown): { told: Report; code?: string } {
  const status = body !== null && typeof body === 'object' && 'status' in body ? body.status : undefined;
  if (!(reportStatuses as readonly unknown[]).includes(status)) {
    const detail = `Say in status what happened: ${reportStatuses.join(', ')}.`;
    throw faultsProblem('invalid-request', [{ pointer: '/status', code: 'invalid-value', detail }]);
  }
  const read = reportSchema.safeParse(body);
  if (!read.success) {
    const faults = faultsOf(read.error.issues, body);
    const [only] = faults;
    const unknownReason = faults.length === 1 && only?.pointer === '/reason' && only.code === 'invalid-value';
    throw faultsProblem(unknownReason ? 'unknown-reason' : 'invalid-request', faults);
  }
  const report = read.data;
  if (report.status === 'accepted') return { told: { status: 'accepted' }, code: report.confirmationCode };
  if (report.status === 'returned') {
    const { advice, ...rest } = report;
    return { told: advice === undefined ? rest : { ...rest, note: sealAdvice(deps, id, advice) } };
  }
  return { told: report };
}
