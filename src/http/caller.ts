/** Who calls: the token's party, its client, the member of staff whom the client names, and why. */
import { accessReasonHeader, accessReasonText, isAccessReason } from '#src/contracts/access-reason.ts';
import { isOnBehalfOf, onBehalfOfHeader, onBehalfOfText } from '#src/contracts/on-behalf-of.ts';
import { fault } from '#src/domain/judgement/fault.ts';
import type { Claims } from '#src/platform/http-message.ts';
import type { Caller } from '#src/usecases/staff/act-as.ts';
import { type ProblemError, problemFromFaults } from './problem.ts';

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

const headerProblem = (header: string, detail: string): ProblemError =>
  problemFromFaults('invalid-request', [fault(header, 'invalid-value', detail)]);

/** Cognito names the client in `client_id`, others in `azp`. */
function clientOf(claims: Claims | undefined): string | undefined {
  const client = claims?.client_id ?? claims?.azp;
  return typeof client === 'string' ? client : undefined;
}
