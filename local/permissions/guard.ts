/**
 * Checks every AWS call of this thread against its function's role before it is sent. It patches Node's HTTP client,
 * between the SDK and the network, so that no SDK client can bypass it and product code needs no knowledge of it.
 * (fetch, which the pages use to redeem a sign-in code, is not checked.)
 */
import { ClientRequest } from 'node:http';
import type { GuardedStores, LocalRole } from '#local/template/model.ts';
import { type AccessDecision, createPolicyEvaluator, type RequiredPermission } from './evaluate-policy.ts';
import { createPermissionLookup } from './required-permissions.ts';
import { unknownCall } from './unknown-call.ts';

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
  /** Called when a permission is used for the first time. */
  onUsed: (permission: Permission) => void;
  onRefused: (why: string) => void;
}

/** Applies to all requests of this thread from now on. */
export function guardCalls(settings: GuardSettings): void {
  const checkCall = createCallCheck(settings);
  const originalEnd = ClientRequest.prototype.end;
  ClientRequest.prototype.end = function (this: ClientRequest, ...args: unknown[]) {
    const accessDenied = isForAws(this) ? checkCall(targetOf(this), args[0]) : undefined;
    // The SDK rejects the call with the error that destroyed its request, and does not retry.
    if (accessDenied) return this.destroy(accessDenied);
    return Reflect.apply(originalEnd, this, args);
  };
}

/** AWS calls are recognised by their signature. */
const isForAws = (request: ClientRequest): boolean =>
  String(request.getHeader('authorization') ?? '').startsWith('AWS4-') || request.hasHeader('x-amz-target');

/** Services with a REST protocol have no target: their method and path say what is called. */
const targetOf = (request: ClientRequest): Target =>
  request.getHeader('x-amz-target') ?? `${request.method} ${request.path}`;

type Target = ReturnType<ClientRequest['getHeader']>;

/** @returns a check of one call, by its target and body, that returns the error it fails with, or undefined */
export function createCallCheck(settings: GuardSettings): (target: Target, body: unknown) => Error | undefined {
  const { functionName, role, stores, onUsed, onRefused } = settings;
  const permissionsFor = createPermissionLookup(stores);
  const evaluate = createPolicyEvaluator(role.statements);
  const caller = `arn:aws:sts::${stores.account}:assumed-role/${role.name}/${functionName}`;
  const used = new Set<string>();
  const recordUse = ({ action, resource }: RequiredPermission): void => {
    const key = `${action} ${resource}`;
    if (used.has(key)) return;
    used.add(key);
    onUsed({ action, resource });
  };
  return (target, body) => {
    try {
      const required = permissionsFor(...readCall(target, body));
      for (const permission of required) {
        const decision = evaluate(permission);
        if (decision !== 'allowed') throw accessDenied(String(target), caller, permission, decision);
      }
      required.forEach(recordUse);
      return undefined;
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      onRefused(`${failure.name}: ${failure.message}`);
      return failure;
    }
  };
}

function readCall(target: Target, body: unknown): [string, unknown] {
  if (typeof target !== 'string') throw unknownCall('a call to AWS without x-amz-target');
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) throw unknownCall(target, ' when its body comes in pieces');
  return [target, JSON.parse(body.toString())];
}

/** The error as the SDK would raise it: its name differs by service. */
function accessDenied(
  target: string,
  caller: string,
  { action, resource }: RequiredPermission,
  decision: AccessDecision,
): Error {
  const explanation =
    decision === 'denied'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`;
  const message = `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${explanation}`;
  const isSqs = target.startsWith('AmazonSQS.');
  const name = !isSqs ? 'AccessDeniedException' : action.startsWith('kms:') ? 'KmsAccessDenied' : 'AccessDenied';
  const httpStatusCode = name === 'AccessDenied' ? 403 : 400;
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata: { httpStatusCode } });
}
