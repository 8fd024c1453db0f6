/** Errors of the client, one for each reaction of the caller. No message quotes what was sent, so all are safe to log. */
import * as z from 'zod';
import { problemSchema } from '#src/contracts/problems.ts';

/** A problem document (RFC 9457). Accepts codes that this client does not know yet. */
const problemDocumentSchema = problemSchema.extend({ code: z.string() });
export type ProblemDocument = z.infer<typeof problemDocumentSchema>;

/** The API refused the request: correct what `problem.errors` points to, or wait if the code says so. */
export class ReferralsProblem extends Error {
  override name = 'ReferralsProblem';
  readonly status: number;
  readonly code: string;
  readonly problem: ProblemDocument;
  constructor(problem: ProblemDocument) {
    super(`${problem.code}: ${problem.detail}`);
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
  }
}

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
  const parsed = problemDocumentSchema.safeParse(await readJson(response));
  if (parsed.success) return new ReferralsProblem(parsed.data);
  return new UnexpectedAnswer(`the answer was ${response.status}, without a problem document`);
}

/** The body as JSON; undefined when it is not JSON. */
export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
