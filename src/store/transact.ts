/** Writes one transaction, and retries it while other transactions are writing the same rows. */
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { Unavailable } from '#src/usecases/ports.ts';
import { cancellation, orUnavailable } from './errors.ts';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Exponential backoff, since all referrals share the counter rows. */
const conflictWaitsMs = [10, 20, 40, 80, 160, 320, 640, 1000];

/**
 * @param gatherWrites called again for each attempt
 * @returns conflict when a condition failed, because a row has changed since it was read
 * @throws Unavailable when every attempt met another transaction
 */
export async function transact(
  client: DynamoDBDocumentClient,
  gather: () => Write[] | Promise<Write[]>,
): Promise<'written' | 'moved'> {
  for (const wait of [...conflictWaitsMs, undefined]) {
    try {
      const TransactItems = await gather();
      if (TransactItems.length > 0) await orUnavailable(client.send(new TransactWriteCommand({ TransactItems })));
      return 'written';
    } catch (error) {
      const why = cancellation(error);
      if (why === 'moved') return 'moved';
      if (why !== 'conflict') throw error;
      if (wait === undefined) throw new Unavailable('TransactionConflict', { cause: error });
      await pause(wait * (0.5 + Math.random()));
    }
  }
  throw new Unavailable('TransactionConflict');
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
