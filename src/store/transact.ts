/** Writes one transaction, and retries it while other transactions are writing the same rows. */
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { Unavailable } from '#src/usecases/ports.ts';
import { backoffMs, type Pause, pauseWithJitter } from './backoff.ts';
import { cancellationReason, orUnavailable } from './errors.ts';

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * @param gatherWrites called again for each attempt
 * @param pause called with the backoff before each further attempt
 * @returns conflict when a condition failed, because a row has changed since it was read
 * @throws Unavailable when every attempt met another transaction
 */
export async function transact(
  client: DynamoDBDocumentClient,
  gatherWrites: () => Write[] | Promise<Write[]>,
  pause: Pause = pauseWithJitter,
): Promise<'committed' | 'conflict'> {
  for (let attempt = 0; ; attempt++) {
    try {
      const TransactItems = await gatherWrites();
      if (TransactItems.length > 0) await orUnavailable(client.send(new TransactWriteCommand({ TransactItems })));
      return 'committed';
    } catch (error) {
      const reason = cancellationReason(error);
      if (reason === 'conflict') return 'conflict';
      if (reason !== 'contention') throw error;
      const delay = backoffMs[attempt];
      if (delay === undefined) throw new Unavailable('TransactionConflict', { cause: error });
      await pause(delay);
    }
  }
}
