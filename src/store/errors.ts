/** Sorts DynamoDB errors by what the caller can do about them. */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { isTransient } from '#src/platform/transient.ts';
import { Unavailable } from '#src/usecases/ports/errors.ts';

/** Turns a transient error into Unavailable; any other error is rethrown unchanged. */
export async function orUnavailable<Result>(call: Promise<Result>): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    if (isTransient(error)) throw new Unavailable(error.name, { cause: error });
    throw error;
  }
}

/** @returns false when the write's condition failed */
export async function wasWritten(call: Promise<unknown>): Promise<boolean> {
  try {
    await orUnavailable(call);
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

/** Why a transaction was cancelled: a condition failed, or other transactions were writing the same rows. */
export function cancellationReason(error: unknown): 'conflict' | 'contention' | undefined {
  if (!(error instanceof TransactionCanceledException)) return undefined;
  const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code);
  if (codes.includes('ConditionalCheckFailed')) return 'conflict';
  const contentionCodes = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];
  return codes.some((code) => code !== undefined && contentionCodes.includes(code)) ? 'contention' : undefined;
}
