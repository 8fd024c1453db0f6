/**
 * What can go wrong between a client and the API, each named by what its caller does next. No message
 * repeats anything that was sent, so all of them may be logged.
 */
import * as z from 'zod';
import { problemSchema } from '#src/contracts/problems.ts';

/** A problem document (RFC 9457). A code that this client does not know yet is let through. */
const readProblem = problemSchema.extend({ code: z.string() });
export type ProblemDocument = z.infer<typeof readProblem>;

/** The API said no. Mend what `problem.errors` points at, or wait where the code says so. */
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

/** The API or the issuer of tokens did not answer, or said "not now", as often as was tried. Try later. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

/** The issuer gives no token, or the API takes none of its tokens: client, secret or scope must be put right. */
export class AccessRefused extends Error {
  override name = 'AccessRefused';
}

/** An answer that is not in the contract: another version, or something between here and the API. */
export class UnexpectedAnswer extends Error {
  override name = 'UnexpectedAnswer';
}

/** What an answer of 400 or more says. Whatever is not a problem document is told by its status alone. */
export async function problemOf(response: Response): Promise<ReferralsProblem | UnexpectedAnswer> {
  const read = readProblem.safeParse(await jsonOf(response));
  if (read.success) return new ReferralsProblem(read.data);
  return new UnexpectedAnswer(`the answer was ${response.status}, without a problem document`);
}

/** The body as JSON; undefined where it is not. */
export async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
