/**
 * Holds every call to AWS that this thread makes to its function's role, before it goes out. It stands where a
 * request's body is handed to Node's HTTP, behind the SDK and before the network: no client of the SDK goes round it,
 * and the product's code knows nothing of it. (fetch, by which the pages redeem a sign-in, is not watched.)
 */
import { ClientRequest } from 'node:http';
import type { GuardedStores, LocalRole } from '#local/template/model.ts';
import { judgeOf, type Need, type Verdict } from './judge.ts';
import { needsOf } from './needs.ts';
import { unknown } from './unknown-call.ts';

/** An action on a resource. */
export interface Permission {
  action: string;
  /** An ARN. */
  resource: string;
}

export interface GuardSettings {
  functionName: string;
  role: LocalRole;
  stores: GuardedStores;
  /** Something that the role allows was used for the first time. */
  onUsed: (permission: Permission) => void;
  onRefused: (why: string) => void;
}

/** For all requests of this thread from now on. */
export function guardCalls(settings: GuardSettings): void {
  const judge = judgeCalls(settings);
  const end = ClientRequest.prototype.end;
  ClientRequest.prototype.end = function (this: ClientRequest, ...given: unknown[]) {
    const refusal = isForAws(this) ? judge(this.getHeader('x-amz-target'), given[0]) : undefined;
    // The SDK rejects the call with what a request is destroyed with, and does not try again.
    if (refusal) return this.destroy(refusal);
    return Reflect.apply(end, this, given);
  };
}

/** Every call to AWS is signed. */
const isForAws = (request: ClientRequest): boolean =>
  String(request.getHeader('authorization') ?? '').startsWith('AWS4-') || request.hasHeader('x-amz-target');

type Target = ReturnType<ClientRequest['getHeader']>;

/** @returns a judge of one call by its header and its body, who says what the call fails with, or undefined */
export function judgeCalls(settings: GuardSettings): (target: Target, body: unknown) => Error | undefined {
  const { functionName, role, stores, onUsed, onRefused } = settings;
  const needs = needsOf(stores);
  const verdictOn = judgeOf(role.statements);
  const caller = `arn:aws:sts::${stores.account}:assumed-role/${role.name}/${functionName}`;
  const used = new Set<string>();
  const note = ({ action, resource }: Need): void => {
    const name = `${action} ${resource}`;
    if (used.has(name)) return;
    used.add(name);
    onUsed({ action, resource });
  };
  return (target, body) => {
    try {
      const asked = needs(...readCall(target, body));
      for (const need of asked) {
        const verdict = verdictOn(need);
        if (verdict !== 'allowed') throw refusal(String(target), caller, need, verdict);
      }
      asked.forEach(note);
      return undefined;
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      onRefused(`${failure.name}: ${failure.message}`);
      return failure;
    }
  };
}

function readCall(target: Target, body: unknown): [string, unknown] {
  if (typeof target !== 'string') throw unknown('a call to AWS without x-amz-target');
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) throw unknown(target, ' when its body comes in pieces');
  return [target, JSON.parse(body.toString())];
}

/** As the SDK gives AWS's answer: each service has its own name for it. */
function refusal(target: string, caller: string, { action, resource }: Need, verdict: Verdict): Error {
  const because =
    verdict === 'denied'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  const message = `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
  const ofQueue = target.startsWith('AmazonSQS.');
  const name = !ofQueue ? 'AccessDeniedException' : action.startsWith('kms:') ? 'KmsAccessDenied' : 'AccessDenied';
  const httpStatusCode = name === 'AccessDenied' ? 403 : 400;
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata: { httpStatusCode } });
}
