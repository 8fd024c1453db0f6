/** The hand-offs API: list, detail and status reports. */

import { accessReasonHeader, endOfReadingWithoutReason } from '#src/contracts/access-reason.ts';
import { bodyLimits } from '#src/contracts/intake-requests.ts';
import { handOffListSchema } from '#src/contracts/list-responses.ts';
import { queries, reportSchema } from '#src/contracts/requests.ts';
import { handOffDetailSchema, handOffSchema } from '#src/contracts/responses.ts';
import { faultsOf } from '#src/contracts/submission/faults.ts';
import { type Area, serviceIdOf } from '#src/domain/area.ts';
import { isReasonOptional, type ReasonRequirement } from '#src/domain/case/report/access-reason.ts';
import type { ContactTimeFault } from '#src/domain/case/report/contact-time.ts';
import type { SafetyReasonNeed } from '#src/domain/case/report/report.ts';
import type { ReportedWays } from '#src/domain/case/report/reported-ways.ts';
import { type ServiceReport, serviceReportStatuses } from '#src/domain/case/report/service-report.ts';
import type { Fault } from '#src/domain/decision.ts';
import { type HandOffId, isHandOffId } from '#src/domain/ids.ts';
import { fault } from '#src/domain/judgement/fault.ts';
import type { LogEvent } from '#src/usecases/ports/log.ts';
import {
  type HandOffDeps,
  type HandOffDetail,
  type ReportResult,
  readHandOff,
  reportStatus,
  sealNote,
} from '#src/usecases/service/hand-offs.ts';
import { readReportedForService } from '#src/usecases/service/reported-ways.ts';
import { listHandOffs } from '#src/usecases/service/view-hand-offs.ts';
import { type ApiCall, type AppDeps, createApp } from './app.ts';
import { ok, parseQuery, readJsonBody, requireJsonAccepted } from './body.ts';
import { accessReasonProblem, readAccessReason } from './caller.ts';
import { deprecationHeaders } from './deprecation.ts';
import { presentAmendment, presentFirstContact, presentHandOff } from './present.ts';
import { ProblemError, problemFromFaults, transitionProblem } from './problem.ts';

export function handOffsApp(deps: AppDeps & HandOffDeps) {
  return createApp(
    'hand-offs',
    (deps) => ({
      listHandOffs: async (call) => {
        requireJsonAccepted(call);
        const { status, cursor } = parseQuery(call, queries.listHandOffs);
        const page = await listHandOffs(deps, serviceIdOf(call.party), { statuses: status, cursor });
        return ok(handOffListSchema, {
          ...page,
          items: page.rows.map((handOff) => presentHandOff(handOff, deps.area)),
        });
      },

      readHandOff: async (call) => {
        requireJsonAccepted(call);
        parseQuery(call, queries.none);
        const why = readAccessReason(call.header(accessReasonHeader.toLowerCase()));
        const reading = { why, isReasonOptional: isReasonOptional(deps.area.rules, deps.now()) };
        const detail = await readHandOff(deps, serviceIdOf(call.party), parseId(call), reading);
        if (!detail) throw new ProblemError('not-found');
        const { reasonMissing, withheld } = detail;
        const logWithoutReason = (event: LogEvent, reason: ReasonRequirement) =>
          deps.log.warn(event, { handOffId: parseId(call), party: call.party.id, reason });
        if (withheld) {
          logWithoutReason('refused-without-reason', withheld);
          throw accessReasonProblem(withheld, detail.handOff.status);
        }
        if (reasonMissing) logWithoutReason('opened-without-reason', reasonMissing);
        const reported = await readReportedForService(deps, detail);
        const end = reasonMissing && endOfReadingWithoutReason(deps.area.rules);
        return ok(handOffDetailSchema, presentDetail(detail, reported, deps.area), 200, deprecationHeaders(end));
      },

      reportStatus: async (call) => {
        requireJsonAccepted(call);
        parseQuery(call, queries.none);
        const id = parseId(call);
        const { report, code, readVersion } = parseReport(deps, id, await readJsonBody(call, bodyLimits.one));
        const result = requireReported(
          await reportStatus(deps, serviceIdOf(call.party), id, report, { code, readVersion }),
        );
        if (result.deferred > 0) deps.log.warn('hand-off-send-failed', { handOffId: id, count: result.deferred });
        return ok(handOffSchema, presentHandOff(result.handOff, deps.area));
      },
    }),
    deps,
  );
}

function presentDetail(detail: HandOffDetail, reported: ReportedWays, area: Area) {
  const { handOff, confirmationCode, firstContact, shared, repeatVictim, notes, group, amended } = detail;
  return {
    ...(firstContact && { firstContact: presentFirstContact(firstContact, reported) }),
    ...presentHandOff(handOff, area),
    ...(amended && { amended: presentAmendment(amended) }),
    confirmationCode,
    notes,
    ...(repeatVictim === undefined ? {} : { repeatVictim }),
    ...shared,
    ...(group === undefined ? {} : { group }),
  };
}

/** @throws ProblemError for a report that was not taken */
function requireReported(result: ReportResult): Extract<ReportResult, { handOff: unknown }> {
  if ('absent' in result) throw new ProblemError('not-found');
  if ('wrongCode' in result) {
    throw new ProblemError('wrong-confirmation-code', { detail: 'Read the hand-off again and send back its code.' });
  }
  if ('misdated' in result) throw problemFromFaults('invalid-request', [contactTimeFaults[result.misdated]]);
  if ('refused' in result) throw transitionProblem(result.refused);
  if ('reasonMissing' in result)
    throw problemFromFaults('channel-not-safe', [safetyReasonFaults[result.reasonMissing]]);
  if ('standingVersion' in result) {
    throw new ProblemError('precondition-failed', {
      detail: `The referral is at version ${result.standingVersion}. Read the hand-off again before you report.`,
    });
  }
  return result;
}

const contactTimeFaults: Record<ContactTimeFault, Fault> = {
  'in-the-future': fault('/at', 'in-the-future', 'The contact is dated in the future. Check the time and its offset.'),
  'long-before-hand-off': fault(
    '/at',
    'long-before-hand-off',
    'The contact is dated more than half a year before the referral was handed to you. Check the year.',
  ),
};

const safetyReasonFaults: Record<SafetyReasonNeed, Fault> = {
  'channel-not-safe': fault(
    '/safetyReason',
    'required',
    'This way of contact is not safe, or was not when it was used. Say in safetyReason why it was used all the same: the victim hub is told.',
  ),
  suspended: fault(
    '/safetyReason',
    'required',
    'Contact is stopped. If somebody tried all the same, say why in safetyReason: the victim hub is told.',
  ),
  withdrawn: fault(
    '/safetyReason',
    'required',
    'The hand-off was withdrawn. If somebody tried all the same, say why in safetyReason: the victim hub is told.',
  ),
};

function parseId(call: ApiCall): HandOffId {
  if (!isHandOffId(call.id)) throw new ProblemError('not-found');
  return call.id;
}

interface ParsedReport {
  report: ServiceReport;
  code?: string;
  /** The version that the service had read. */
  readVersion: number | undefined;
}

/** @throws ProblemError unknown-reason for a reason that is not listed, invalid-request for any other fault */
function parseReport(deps: HandOffDeps, id: HandOffId, body: unknown): ParsedReport {
  const status = body !== null && typeof body === 'object' && 'status' in body ? body.status : undefined;
  if (!(serviceReportStatuses as readonly unknown[]).includes(status)) {
    const detail = `Say in status what happened: ${serviceReportStatuses.join(', ')}.`;
    throw problemFromFaults('invalid-request', [{ pointer: '/status', code: 'invalid-value', detail }]);
  }
  const result = reportSchema.safeParse(body);
  if (!result.success) {
    const faults = faultsOf(result.error.issues, body);
    const [only] = faults;
    const unknownReason = faults.length === 1 && only?.pointer === '/reason' && only.code === 'invalid-value';
    throw problemFromFaults(unknownReason ? 'unknown-reason' : 'invalid-request', faults);
  }
  const { version: readVersion, ...report } = result.data;
  const noteOf = (text: string | undefined) => (text === undefined ? {} : { note: sealNote(deps, id, text) });
  switch (report.status) {
    case 'accepted':
      return { report: { status: 'accepted' }, code: report.confirmationCode, readVersion };
    case 'returned':
    case 'suspended': {
      const { advice, ...rest } = report;
      return { report: { ...rest, ...noteOf(advice) }, readVersion };
    }
    case 'contact-attempted': {
      const { safetyReason, ...rest } = report;
      return { report: { ...rest, ...noteOf(safetyReason) }, readVersion };
    }
    default:
      return { report, readVersion };
  }
}
