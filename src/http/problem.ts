/** Problem responses (RFC 9457). */
import { type Problem, type ProblemCode, problems } from '#src/contracts/problems.ts';
import type { NotAllowed } from '#src/domain/case/model.ts';
import type { Fault, Refusal } from '#src/domain/decision.ts';
import { type HttpResponse, jsonResponse } from '#src/platform/http-message.ts';

export type ProblemDetails = Partial<
  Pick<Problem, 'detail' | 'errors' | 'referralId' | 'links' | 'allowed' | 'currentStatus'>
>;

/** Thrown by handlers; the app turns it into a problem response. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly code: ProblemCode;
  readonly details: ProblemDetails;
  readonly headers: Record<string, string>;
  constructor(code: ProblemCode, details: ProblemDetails = {}, headers: Record<string, string> = {}) {
    super(code);
    this.code = code;
    this.details = details;
    this.headers = headers;
  }
}

export function problemBody(code: ProblemCode, correlationId: string, details: ProblemDetails = {}): Problem {
  const { status, title } = problems[code];
  return {
    type: `urn:victim-referral-intake:problem:${code}`,
    title,
    status,
    detail: details.detail ?? `${title}.`,
    code,
    correlationId,
    ...details,
  };
}

export function problemResponse(error: ProblemError, correlationId: string): HttpResponse {
  const body = problemBody(error.code, correlationId, error.details);
  const headers = { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...error.headers };
  return jsonResponse(body.status, body, headers);
}

export function refusalDetails(refusal: Refusal): ProblemDetails {
  const { faults } = refusal;
  const [first] = faults;
  const detail =
    faults.length === 1 && first ? first.detail : `${faults.length} things must be put right. Nothing was stored.`;
  return { detail, errors: faults };
}

export const problemFromFaults = (code: ProblemCode, faults: Fault[]): ProblemError =>
  new ProblemError(code, {
    detail: faults.length === 1 && faults[0] ? faults[0].detail : `${faults.length} things must be put right.`,
    errors: faults,
  });

export const transitionProblem = ({ status, allowed }: NotAllowed): ProblemError =>
  new ProblemError('transition-not-allowed', {
    detail:
      allowed.length > 0
        ? `The status is ${status}. What may follow is ${allowed.join(', ')}.`
        : `The status is ${status}. Nothing may follow it.`,
    currentStatus: status,
    allowed,
  });

/** Seconds for the Retry-After header. */
export const retryAfterS = 5;
