/** What a failed call means to the caller, by what happens next: try again, or not. */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { Unavailable } from '#src/usecases/ports.ts';

/** Failures that pass: throttling, a service or a network that is down for a while. */
const passing = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'InternalServerError',
  'ServiceUnavailable',
  'TransactionInProgressException',
  'TransactionConflictException',
  'TimeoutError',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
]);

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : error.name);

/** Runs a call; a failure that passes becomes Unavailable, any other stays what it is. */
export async function orUnavailable<Result>(call: Promise<Result>): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && (passing.has(error.name) || passing.has(codeOf(error)))) {
      throw new Unavailable(error.name, { cause: error });
    }
    throw error;
  }
}

/** Runs one conditional write. @returns false where the row was not as the write wants it */
export async function written(call: Promise<unknown>): Promise<boolean> {
  try {
    await orUnavailable(call);
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

/** Why a transaction was cancelled: a row had moved, or others were writing at the same moment. */
export function cancellation(error: unknown): 'moved' | 'conflict' | undefined {
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code);
  if (codes.includes('ConditionalCheckFailed')) return 'moved';
  const others = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];
  return codes.some((code) => code !== undefined && others.includes(code)) ? 'conflict' : undefined;
}
