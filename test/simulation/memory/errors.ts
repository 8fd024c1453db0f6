/** Errors as the SDK throws them: its own classes where it has one, else its base class with AWS's name. */
import {
  type CancellationReason,
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  IdempotentParameterMismatchException,
  ResourceNotFoundException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item } from './item.ts';

/** The model was asked for something that it does not imitate: extend the model, or do without. */
export class NotModelled extends Error {
  override name = 'NotModelled';
}

const $metadata = {};

export const validationError = (message: string): Error =>
  new DynamoDBServiceException({ name: 'ValidationException', $fault: 'client', $metadata, message });

export const unknownTable = (table: string): Error =>
  new ResourceNotFoundException({ $metadata, message: `Requested resource not found: Table: ${table} not found` });

const conditionFailed = 'The conditional request failed';

/** @param item the row as it stands, where the caller asked for it; in AWS's own form, which the document client leaves alone */
export const conditionError = (item: Item | undefined): Error =>
  new ConditionalCheckFailedException({
    $metadata,
    message: conditionFailed,
    ...(item ? { Item: marshall(item) } : {}),
  });

export const conditionReason = (item: Item | undefined): CancellationReason => ({
  Code: 'ConditionalCheckFailed',
  Message: conditionFailed,
  ...(item ? { Item: marshall(item) } : {}),
});

/** @param reasons one for each write, in their order */
export const cancelled = (reasons: CancellationReason[]): Error =>
  new TransactionCanceledException({
    $metadata,
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    CancellationReasons: reasons,
  });

export const tokenUsedBefore = (): Error =>
  new IdempotentParameterMismatchException({ $metadata, message: 'the token was used with other writes' });

/** @throws NotModelled when the input has a property that is not among the known ones */
export function refuseUnknown(what: string, input: object, known: ReadonlySet<string>): void {
  for (const property in input) {
    if (known.has(property)) continue;
    if (Reflect.get(input, property) !== undefined) throw new NotModelled(`${what} with ${property}`);
  }
}
