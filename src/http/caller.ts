/** Who calls: the token's party, its client, and the member of staff whom the client names. */
import { isOnBehalfOf, onBehalfOfHeader, onBehalfOfText } from '#src/contracts/on-behalf-of.ts';
import { fault } from '#src/domain/judgement/fault.ts';
import type { Claims } from '#src/platform/http-message.ts';
import type { Caller } from '#src/usecases/act-as.ts';
import { problemFromFaults } from './problem.ts';

/** @throws ProblemError when the header names nobody in a form that is taken */
export function readCaller(party: Caller['party'], claims: Claims | undefined, header: string | undefined): Caller {
  const onBehalfOf = header?.trim();
  if (onBehalfOf !== undefined && !isOnBehalfOf(onBehalfOf)) {
    throw problemFromFaults('invalid-request', [
      fault(onBehalfOfHeader, 'invalid-value', `Name in ${onBehalfOfHeader} ${onBehalfOfText}.`),
    ]);
  }
  const client = clientOf(claims);
  return {
    party,
    agent: { ...(client !== undefined && { client }), ...(onBehalfOf !== undefined && { onBehalfOf }) },
  };
}

/** Cognito names the client in `client_id`, others in `azp`. */
function clientOf(claims: Claims | undefined): string | undefined {
  const client = claims?.client_id ?? claims?.azp;
  return typeof client === 'string' ? client : undefined;
}
