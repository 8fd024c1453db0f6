/** Who calls: the token's party, its client, the member of staff whom the client names, and why. */
import { accessReasonHeader, accessReasonText, isAccessReason } from '#src/contracts/access-reason.ts';
import { isOnBehalfOf, onBehalfOfHeader, onBehalfOfText } from '#src/contracts/on-behalf-of.ts';
import type { ReasonRequirement } from '#src/domain/case/report/access-reason.ts';
import { fault } from '#src/domain/judgement/fault.ts';
import type { HandOffStatus } from '#src/domain/states.ts';
import type { Claims } from '#src/platform/http-message.ts';
import type { Caller } from '#src/usecases/staff/act-as.ts';
import { ProblemError, problemFromFaults } from './problem.ts';

/** @throws ProblemError when the header names nobody in a form that is taken */
export function readCaller(party: Caller['party'], claims: Claims | undefined, header: string | undefined): Caller {
  const onBehalfOf = header?.trim();
  if (onBehalfOf !== undefined && !isOnBehalfOf(onBehalfOf)) {
    throw headerProblem(onBehalfOfHeader, `Name in ${onBehalfOfHeader} ${onBehalfOfText}.`);
  }
  const client = clientOf(claims);
  return {
    party,
    agent: { ...(client !== undefined && { client }), ...(onBehalfOf !== undefined && { onBehalfOf }) },
  };
}

/** @throws ProblemError when the header is not in a form that is taken */
export function readAccessReason(header: string | undefined): string | undefined {
  const reason = header?.trim();
  if (reason !== undefined && !isAccessReason(reason)) {
    throw headerProblem(accessReasonHeader, `Say in ${accessReasonHeader} ${accessReasonText}.`);
  }
  return reason;
}

/** @param status of the hand-off, by which a system knows whether it is over or new to it */
export const accessReasonProblem = (required: ReasonRequirement, status: HandOffStatus): ProblemError => {
  const detail = `${whyRequired[required]} Say in ${accessReasonHeader} ${accessReasonText}.`;
  const errors = [fault(accessReasonHeader, 'required', detail)];
  return new ProblemError('invalid-request', { detail, errors, currentStatus: status });
};

const whyRequired: Record<ReasonRequirement, string> = {
  closed: 'You have closed this hand-off, and its details are shown again only for a reason.',
  'accepted-elsewhere': 'Another service has accepted this case, and its details are shown only for a reason.',
};

const headerProblem = (header: string, detail: string): ProblemError =>
  problemFromFaults('invalid-request', [fault(header, 'invalid-value', detail)]);

/** Cognito names the client in `client_id`, others in `azp`. */
function clientOf(claims: Claims | undefined): string | undefined {
  const client = claims?.client_id ?? claims?.azp;
  return typeof client === 'string' ? client : undefined;
}
