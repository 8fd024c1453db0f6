/** Errors of the client, one for each reaction of the caller. No message quotes what was sent, so all are safe to log. */
import type { Open, ProblemCode, ProblemDocument } from './api-types.ts';
import { isRecord, parseJson } from './json.ts';

export type { ProblemCode, ProblemDocument };

/** The API refused the request: correct what `problem.errors` points to, or wait if the code says so. */
export class ReferralsProblem extends Error {
  override name = 'ReferralsProblem';
  readonly status: number;
  readonly code: Open<ProblemCode>;
  readonly problem: ProblemDocument;
  constructor(problem: ProblemDocument) {
    super(`${problem.code}: ${problem.detail}`);
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
  }
}

/** Whether the API refused for one of these reasons: `if (isProblem(error, 'already-referred')) …` */
export const isProblem = <Code extends ProblemCode>(
  error: unknown,
  ...codes: readonly Code[]
): error is ReferralsProblem & { readonly code: Code } =>
  error instanceof ReferralsProblem && (codes as readonly string[]).includes(error.code);

/** The API or the token issuer did not answer, or only with retryable statuses, in all attempts. Try later. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

/** The issuer refuses a token, or the API refuses the token: correct the client id, secret or scope. */
export class AccessRefused extends Error {
  override name = 'AccessRefused';
}

/** A response that does not match the contract: another version, or from something in between. */
export class UnexpectedAnswer extends Error {
  override name = 'UnexpectedAnswer';
}

/** The error for a response of 400 or above. Without a problem document, it has only the status. */
export async function toProblemError(response: Response): Promise<ReferralsProblem | UnexpectedAnswer> {
  const body = await readJson(response);
  if (isProblemDocument(body)) return new ReferralsProblem(body);
  return new UnexpectedAnswer(`the answer was ${response.status}, without a problem document`);
}

/** A code that this client does not know yet is one too. */
const isProblemDocument = (body: unknown): body is ProblemDocument =>
  isRecord(body) &&
  ['code', 'title', 'detail'].every((name) => typeof body[name] === 'string') &&
  typeof body.status === 'number';

/** The body as JSON; undefined when it is not JSON. */
export const readJson = async (response: Response): Promise<unknown> => parseJson(await response.text());
