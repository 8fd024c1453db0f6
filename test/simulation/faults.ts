/** Faults of one call: what AWS, the network or the process may do to it, and which errors the SDK then throws. */
import {
  InternalServerError,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  RequestThrottled,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { PartialEffect } from './memory/effects.ts';
import type { Random } from './random.ts';

export const faultKinds = [
  /** Others write the same rows at this moment. */
  'conflict',
  'throttle',
  /** The call never arrived. */
  'request-lost',
  /** The call was done, and its answer was lost. */
  'answer-lost',
  /** The call was done, its answer was lost, and the SDK sends it again by itself a moment later. */
  'sent-twice',
  'failed-read',
  /** The process ended: the call was not made, and nothing after it happens. */
  'crash-before',
  /** The process ended: the call was done, and nothing after it happens. */
  'crash-after',
  'unprocessed-keys',
  'short-page',
  'stale-read',
  'partial-batch',
  'duplicate',
  'reorder',
] as const satisfies readonly (PartialEffect | string)[];
export type FaultKind = (typeof faultKinds)[number];

const crashes: readonly FaultKind[] = ['crash-before', 'crash-after'];
const anyRead: readonly FaultKind[] = ['throttle', 'failed-read', ...crashes];
const anyWrite: readonly FaultKind[] = ['throttle', 'request-lost', 'answer-lost', 'sent-twice', ...crashes];
const anyDynamoWrite: readonly FaultKind[] = ['conflict', ...anyWrite];
const receive: readonly FaultKind[] = ['throttle', 'answer-lost', 'duplicate', 'reorder', ...crashes];

const possible = new Map<unknown, readonly FaultKind[]>([
  [GetCommand, [...anyRead, 'stale-read']],
  [BatchGetCommand, [...anyRead, 'stale-read', 'unprocessed-keys']],
  [QueryCommand, [...anyRead, 'stale-read', 'short-page']],
  [ScanCommand, [...anyRead, 'stale-read', 'short-page']],
  [PutCommand, anyDynamoWrite],
  [UpdateCommand, anyDynamoWrite],
  [DeleteCommand, anyDynamoWrite],
  [TransactWriteCommand, anyDynamoWrite],
  [SendMessageCommand, anyWrite],
  [SendMessageBatchCommand, [...anyWrite, 'partial-batch']],
  [ReceiveMessageCommand, receive],
  [DeleteMessageCommand, anyWrite],
  [DeleteMessageBatchCommand, anyWrite],
  [ChangeMessageVisibilityCommand, anyWrite],
]);

/** The faults that may happen to this command. */
export const possibleFaults = (command: object): readonly FaultKind[] => possible.get(command.constructor) ?? [];

const isQueueCall = (command: object): boolean =>
  command instanceof ReceiveMessageCommand ||
  possibleFaults(command).every((kind) => kind !== 'conflict' && kind !== 'failed-read');

const $metadata = {};

/** Nobody answered in time, as the SDK says it. */
export function timeoutError(): Error {
  const error = new Error('connect or answer timed out');
  error.name = 'TimeoutError';
  return error;
}

export const failedRead = (): Error => new InternalServerError({ $metadata, message: 'Internal server error' });

export function throttleError(command: object, random: Random): Error {
  if (isQueueCall(command)) return new RequestThrottled({ $metadata, message: 'The request was throttled' });
  if (command instanceof TransactWriteCommand && random.chance(0.5))
    return cancelledFor('ThrottlingError', command, random);
  return new ProvisionedThroughputExceededException({ $metadata, message: 'The request rate is too high' });
}

export function conflictError(command: object, random: Random): Error {
  if (command instanceof TransactWriteCommand) return cancelledFor('TransactionConflict', command, random);
  return new TransactionConflictException({ $metadata, message: 'Transaction is ongoing for the item' });
}

/** Cancelled for one of its writes, at a place that chance says. */
function cancelledFor(Code: string, { input }: TransactWriteCommand, random: Random): Error {
  const writes = input.TransactItems ?? [];
  const place = random.below(Math.max(1, writes.length));
  return new TransactionCanceledException({
    $metadata,
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${Code}]`,
    CancellationReasons: writes.map((_, index) => (index === place ? { Code, Message: Code } : { Code: 'None' })),
  });
}
